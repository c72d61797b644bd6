"""Canaries: words that stand nowhere but in spans that somebody, somehow, has covered.

Each knows the reader who knows most of the film and still may not meet it, and each reader knows
which of them they may meet. `covered_spans` puts them on top of everything that is on the `stage`,
whose secrets count as canaries as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.test import Client

from houselights.accounts.models import Person, Role
from houselights.base.models import TextRevision
from houselights.catalogue.models import Film
from houselights.questions.citing import standing
from houselights.reviews.models import Revision
from houselights.spoilers.writings import Written
from tests.cast import make_person
from tests.web.stage import COVERED, Stage

NOTHING, PREMISE, SOURCE = 1, 2, 3  # levels, as `covering` has them; a writer's cover is the last
NEVER = 9  # not for readers, whatever they know
_SHORTEST_PART = 8  # letters of a canary that was cut off

# What the stage holds that whoever is shown all may read; nobody reads its other secrets.
_SHOWN_WITH_ALL = {
    "zqspan", "zqheadline", "zqfolded", "zqunknown", "zqdetails", "zqanswerspan",
    "zqanswerfolded", "zqanswerunknown", "zqoldspan", "zqoldheadline", "zqoldfolded",
    "zqanswerold", "zqcommentspan", "zqcommentold", "zqcommentfolded",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Canary:
    """A word; `level` is how much a reader may know who still may not meet it."""

    word: str
    level: int = SOURCE
    key: str = ""  # what opens it on the page of its text; empty where that takes more than a key
    page: str = ""  # where who may read it finds it: "film", or the public id of a question
    in_part: bool = False  # open to everybody where the house opens parts of folded texts
    elsewhere: bool = False  # of another film, of which no reader here said anything


@dataclass
class Canaries:
    """The stage with the canaries on it; `texts` are the rows that hold them, as they are now."""

    stage: Stage
    film: Film
    other: Film
    texts: list[Written] = field(default_factory=list)
    samples: list[Written] = field(default_factory=list)  # one of each kind, where all are too many
    by_word: dict[str, Canary] = field(default_factory=dict)
    _marked: list[TextRevision] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.add(*(Canary(word, SOURCE if word in _SHOWN_WITH_ALL else NEVER) for word in COVERED))

    def add(self, *canaries: Canary) -> None:
        """Note what has been put somewhere."""
        assert not {one.word for one in canaries} & set(self.by_word)
        self.by_word |= {one.word: one for one in canaries}

    def put(self, row: Written, *, sample: bool = False) -> Written:
        """Note a text."""
        fresh: Written = type(row)._default_manager.select_related("current").get(pk=row.pk)
        self.texts.append(fresh)
        if sample:
            self.samples.append(fresh)
        return fresh

    def mark(self, revision: TextRevision) -> None:
        """Keep a version's marks, for which nobody stands but this test."""
        self._marked.append(revision)

    def keep_marks(self) -> None:
        """Save the marks; afterwards nothing may change the texts.

        Whatever they leave open may be quoted, so that nothing else keeps a canary in.
        """
        for revision in self._marked:
            revision.keep_marks()
        for version in Revision.objects.filter(erased_at=None):
            version.quotable = [[str(place), *span] for _digest, place, span in standing(version)]
            version.keep_marks()

    def canary_of(self, found: str) -> Canary | None:
        """The canary of which that word is a part, if it is of one.

        A shorter part than that may well stand in some random token: pages hold thousands.
        """
        known = [word for word in self.by_word if found.startswith(word)]
        cut = (
            word for word in self.by_word if len(found) >= _SHORTEST_PART and word.startswith(found)
        )
        name = max(known, key=len, default=None) or next(cut, None)
        return self.by_word[name] if name else None


# ── who reads ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class HouseSays:
    """What the house takes for granted of its readers."""

    spoilers: str = "cover"
    readers_know: str = "premise"
    opens_parts: bool = False


_LEAST_COVERED = {"nothing": 1, "premise": 2, "source": 3, "seen": 4}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads, and what they said: of the film, and of spoilers in general."""

    name: str
    knows: str = ""
    mode: str = ""
    is_member: bool = False
    role: str = Role.REVIEWER

    def come(self, canaries: Canaries) -> Client:
        """Their browser, in which they have said all that."""
        client = Client()
        if self.is_member:
            person = Person.objects.filter(username=f"reads{self.name}").first()
            client.force_login(person or make_person(f"reads{self.name}", self.role))
        if self.knows:
            film = canaries.film.get_absolute_url()
            assert client.post(f"{film}spoilers/", {"know": self.knows}).status_code == 302
        if self.mode:
            assert client.post("/spoilers/", {"spoilers": self.mode}, follow=True)
        return client

    def may_meet(self, canary: Canary, house: HouseSays) -> bool:
        """Whether a page may show them that unasked."""
        if canary.level == NEVER:
            return False
        if canary.in_part and house.opens_parts:
            return True
        mode, knows = self.mode or house.spoilers, self.knows
        if canary.elsewhere:
            knows = ""
        if mode == "show" and not knows:
            return True  # who said something of the film itself gets it covered even so
        return canary.level < _LEAST_COVERED[knows or house.readers_know]

    def has_to_meet(self, canary: Canary, house: HouseSays) -> bool:
        """Whether they find it on the page where it stands, the film's or that of a question.

        What the house shows to everybody is covered on the page of one text, to which links from
        elsewhere lead; and who hides what may spoil has no folded text in a list.
        """
        if not canary.page or (canary.in_part and canary.page == "film" and self.mode == "hide"):
            return False
        says = house if canary.page == "film" else replace(house, spoilers="cover")
        return self.may_meet(canary, says)

    def meets(self, canaries: Canaries, house: HouseSays) -> set[str]:
        """All that they may meet."""
        return {one.word for one in canaries.by_word.values() if self.may_meet(one, house)}


STRANGER = Reader("stranger")
READERS = (
    STRANGER,
    Reader("member", is_member=True),
    Reader("novice", knows="nothing"),
    Reader("novicemember", knows="nothing", is_member=True),
    Reader("premise", knows="premise", mode="show"),
    Reader("source", knows="source", is_member=True),
    Reader("sourcevisitor", knows="source"),
    Reader("hides", mode="hide"),
    Reader("shows", mode="show", is_member=True),
    Reader("seen", knows="seen"),
    Reader("seenmember", knows="seen", is_member=True),
)
NOVICE = READERS[2]
EDITOR = Reader("editor", is_member=True, role=Role.EDITOR)
FEW = tuple(one for one in READERS if one.name in {"novice", "source", "seen"})
HOUSES = (
    HouseSays(),
    HouseSays(readers_know="nothing"),
    HouseSays(spoilers="hide"),
    HouseSays(spoilers="show"),
    HouseSays(opens_parts=True),
    HouseSays(spoilers="show", readers_know="nothing", opens_parts=True),
)
