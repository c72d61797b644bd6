"""Review rows and what is true for one viewer, turned into what a card shows.

Every page that shows reviews builds its cards here: one query for the viewer's votes, none a card.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import ClassVar
from unicodedata import normalize

from django.urls import reverse
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.reviews.models import ImportBatch, Review
from houselights.spoilers.redact import Audience, Shown
from houselights.spoilers.sentences import asked_of
from houselights.text.length import reading_minutes
from houselights.votes.models import Tally
from houselights.votes.reads import votes_of
from houselights.votes.rules import why_not_vote
from houselights.web.clamp import Clamped, clamp
from houselights.web.covered_line import covered_line
from houselights.web.decided import Decided, decision_if_hidden
from houselights.web.marked_sentence import Stands, Wanted, redact_marked
from houselights.web.numbers import grouped
from houselights.web.query import closing, link, opening
from houselights.web.reading import Reader, Text
from houselights.web.sentence_links import PARAMETER


@dataclass(frozen=True)
class Setting:
    """Where and for whom cards are made.

    `here` is the page's own address (path and query): votes and covers lead back to it. `opened`
    are the keys of covered texts that the reader asked for on this page.
    """

    reader: Reader
    here: str
    opened: frozenset[str] = frozenset()
    with_film: bool = False  # whether cards name their film
    in_full: bool = False  # whether long texts are shown at once
    alone: bool = False  # whether it is the page of one text (see `Reader.audience`)
    sentence: Wanted | None = None  # what the address of a review's page names

    @property
    def viewer(self) -> Viewer:
        """Who looks at the page."""
        return self.reader.viewer

    def audience(self, row: Text) -> Audience:
        """For whom a row is redacted; who wrote it reads all of it."""
        return self.reader.audience(
            row, opened=self.opened, link=partial(opening, self.here), alone=self.alone
        )


@dataclass(frozen=True, slots=True)
class VoteLine:
    """ "N out of M found this helpful" and what the viewer may do about it."""

    public_id: str
    yes: int
    total: int
    headline: str
    here: str
    vote: bool | None = None  # the viewer's own
    signed_in: bool = False
    why_not: str = ""  # the sentence that stands in place of the buttons
    problem: str = ""  # what went wrong just now
    imported: int = 0  # how many of the votes an imported page brought
    source: str = ""  # that page, in words

    @property
    def found(self) -> str:
        """The tally in words; empty without votes."""
        if not self.total:
            return ""
        counts = {"yes": grouped(self.yes), "total": grouped(self.total)}
        return _("%(yes)s out of %(total)s found this helpful.") % counts

    @property
    def is_mixed(self) -> bool:
        """Whether some of the votes were cast here and others came with a page."""
        return 0 < self.imported < self.total

    @property
    def whence(self) -> str:
        """Where the votes come from, in words; empty where all were cast here."""
        if not self.imported:
            return ""
        if self.imported == self.total:
            return _("These votes come from %(source)s.") % {"source": self.source}
        words = ngettext(
            "%(number)s of these votes comes from %(source)s.",
            "%(number)s of these votes come from %(source)s.",
            self.imported,
        )
        return words % {"number": grouped(self.imported), "source": self.source}

    @property
    def said(self) -> str:
        """The viewer's vote in words; empty without one."""
        if self.vote is None:
            return ""
        return _("You found this helpful") if self.vote else _("You did not find this helpful")

    def sign_in(self, value: str = "") -> str:
        """The way in, which keeps the vote "yes" or "no" in mind."""
        pairs = [("value", value), ("next", self.here)]
        return link(reverse("vote", args=[self.public_id]), pairs)

    @property
    def sign_in_yes(self) -> str:
        """The way in for somebody who found it helpful."""
        return self.sign_in("yes")

    @property
    def sign_in_no(self) -> str:
        """The way in for somebody who did not."""
        return self.sign_in("no")


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One review as one viewer meets it on one page."""

    sentences_page: ClassVar[str] = "review_sentences"

    review: Review
    shown: Shown
    text: Clamped
    votes: VoteLine
    written: date | datetime | None  # None: not known
    fragment: str  # the address of this card alone
    language: str = ""  # the language's own name, where it is not the page's
    cover_again: str = ""  # the address with this review's covers closed
    is_own: bool = False
    may_moderate: bool = False
    decision: Decided | None = None  # by which the viewer's own review is hidden
    in_full: bool = False  # whether it stands alone on its permalink
    asked: int = 0  # of how many sentences its author, who looks at it, is asked
    film: Film | None = field(default=None)
    sentence: Stands | None = None  # where the sentence stands that the address names

    @property
    def public_id(self) -> str:
        """The review's public identity."""
        return self.review.public_id

    @property
    def source(self) -> str:
        """The page that it came from, in words."""
        return source_of(self.review.batch)

    @property
    def minutes(self) -> int:
        """How long what is open of it takes to read."""
        return reading_minutes(self.shown.text)

    @property
    def covered_line(self) -> str:
        """How much is covered and by whom; empty where only its author covers anything."""
        return covered_line(self.shown.covered_by)

    @property
    def is_withheld(self) -> bool:
        """Whether only its writer and moderators see it for now."""
        return self.review.state == State.WITHHELD


def make_cards(reviews: Iterable[Review], setting: Setting) -> list[ReviewCard]:
    """Cards in the given order. Rows must be joined by `with_all_parts` (and film, if named)."""
    rows = list(reviews)
    if setting.with_film:
        setting.reader.meet(row.film for row in rows)
    votes = votes_of(setting.viewer, [review.pk for review in rows])
    return [_card(row, setting, vote=votes.get(row.pk)) for row in rows]


def make_card(review: Review, setting: Setting) -> ReviewCard:
    """One card."""
    return make_cards([review], setting)[0]


def _card(review: Review, setting: Setting, *, vote: bool | None) -> ReviewCard:
    audience = setting.audience(review)
    shown, sentence = redact_marked(review, audience, setting.sentence)
    return ReviewCard(
        review=review,
        shown=shown,
        text=Clamped(shown.body) if setting.in_full else clamp(shown.body),
        votes=_vote_line(review, shown, setting, vote),
        written=review.written_on if review.is_imported else review.published_at,
        fragment=_fragment(review, setting),
        language=foreign_language(review.language),
        cover_again=cover_again(review.public_id, setting, audience),
        is_own=bool(audience.own),
        may_moderate=may(setting.viewer, Ability.MODERATE),
        decision=decision_if_hidden(review, setting.viewer),
        in_full=setting.in_full,
        asked=_asked(review, setting),
        film=review.film if setting.with_film else None,
        sentence=sentence,
    )


def _asked(review: Review, setting: Setting) -> int:
    """Asked for on the review's own page only: one query there, none in lists."""
    viewer = setting.viewer
    if not (setting.in_full and isinstance(viewer, Person) and review.author_id == viewer.pk):
        return 0
    return sum(number for _row, number in asked_of(viewer, review))


def _vote_line(review: Review, shown: Shown, setting: Setting, vote: bool | None) -> VoteLine:
    tally = tally_of(review)
    signed_in = isinstance(setting.viewer, Person)
    return VoteLine(
        public_id=review.public_id,
        yes=tally.yes,
        total=tally.total,
        headline=shown.headline or "",
        here=setting.here,
        vote=vote,
        signed_in=signed_in,
        why_not=_why_not(review, setting.viewer),
        imported=tally.baseline_total or 0,
        source=source_of(review.batch),
    )


def source_of(batch: ImportBatch | None) -> str:
    """The page that something came from, in words: its name, or that it was one."""
    return (batch.source_name if batch else "") or _("an imported page")


def _why_not(review: Review, viewer: Viewer) -> str:
    if not isinstance(viewer, Person):
        return ""
    refused = why_not_vote(
        author_id=review.author_id, state=review.state, has_text=True, voter_id=viewer.pk
    )
    return refused or ("" if may(viewer, Ability.VOTE) else _("Your account may not vote."))


def tally_of(review: Review) -> Tally:
    """The review's tally; an empty one where nobody has voted."""
    try:
        return review.tally
    except Tally.DoesNotExist:
        return Tally(review=review)


def _fragment(review: Review, setting: Setting) -> str:
    pairs = [
        ("film", "1" if setting.with_film else ""),
        ("full", "1" if setting.in_full else ""),
        (PARAMETER, setting.sentence.written if setting.sentence else ""),
        *setting.reader.in_address,
        ("here", setting.here),
    ]
    return link(reverse("review_card", args=[review.public_id]), pairs)


def cover_again(public_id: str, setting: Setting, audience: Audience) -> str:
    """The address with a row's covers closed; empty while the reader opened none of them."""
    if audience.shows_all:
        return ""
    opened = opened_of(public_id, setting)
    return closing(setting.here, opened, public_id) if opened else ""


def opened_of(public_id: str, setting: Setting) -> set[str]:
    """The keys of a row that the reader opened on this page."""
    return {key for key in setting.opened if key.split("-", 1)[0] == public_id}


def foreign_language(code: str) -> str:
    """A language's own name; empty where it is the page's, or not known."""
    page = (get_language() or "").partition("-")[0]
    return "" if not code or code.partition("-")[0] == page else language_name(code)


def language_name(code: str) -> str:
    """A language's name in that language; its code where nobody knows the name."""
    try:
        name = str(get_language_info(code)["name_local"])
    except KeyError:
        return code
    return normalize("NFC", name[:1].upper() + name[1:])
