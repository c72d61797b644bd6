"""What reviews say about one thing: /films/<slug>/digest/<kind>/<subject>/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.house import public_url
from houselights.catalogue.models import Film
from houselights.digest.citing import Wanted, cited
from houselights.digest.counting import subject_of
from houselights.digest.models import Finding, Kind
from houselights.digest.summary import For, Group
from houselights.opinions.material import Aspect, Polarity
from houselights.opinions.reads import Corrections, corrections_of
from houselights.web import digest_words as words
from houselights.web.digest_quotes import CitedQuote, film_audience, subject_address
from houselights.web.film_view import Choice
from houselights.web.freshness import mark, not_modified, page_tag
from houselights.web.pages.film import film_or_404
from houselights.web.query import link, one_of
from houselights.web.reading import Reader, reader_of

AT_FIRST, AT_ONCE = 5, 20  # sentences of each side, and of one side alone
_DIGITS = 6
SIDES = {
    "for": Polarity.PRAISE,
    "against": Polarity.CRITICISE,
    "divided": Polarity.MIXED,
}
_TWO_SIDED = (Kind.ASPECT, Kind.TOPIC, Kind.COMPARISON)
_KNOWN_SUBJECTS: dict[str, list[str]] = {
    Kind.ASPECT: [one.value for one in Aspect],
    Kind.AUDIENCE: [one.value for one in For],
    Kind.SOURCE: [Group.FIRST.value, Group.NOT_FIRST.value],
}


@dataclass(frozen=True, slots=True)
class SubjectQuery:
    """Whose sentences the page shows, of which side, and after how many."""

    group: str = ""  # a `Group`, or "" for everybody
    side: str = ""  # one of SIDES, or "" for all
    after: int = 0

    @classmethod
    def read(cls, given: QueryDict) -> SubjectQuery:
        """The parameters of a request; refuses broken values."""
        after = given.get("after", "")
        return cls(
            group=one_of(given, "group", [group.value for group in Group]),
            side=one_of(given, "side", SIDES),
            after=int(after) if after.isdecimal() and len(after) <= _DIGITS else 0,
        )


@dataclass(frozen=True, slots=True)
class Side:
    """Sentences of one side; label: empty where there is only one. more_url: of the next ones."""

    label: str
    quotes: list[CitedQuote]
    more_url: str


@dataclass(frozen=True, slots=True)
class SubjectView:
    """Sentences about one thing; the template `digest/page.html` gets it as `page`.

    subject: what a correction of it names. is_hidden: editors took it out of the digest.
    """

    film: Film
    name: str
    subject: str
    path: str
    here: str
    query: SubjectQuery
    sides: list[Side]
    groups: list[Choice]
    may_correct: bool
    is_hidden: bool

    @property
    def canonical(self) -> str:
        """The one address of these sentences for search engines, from PUBLIC_URL."""
        return public_url(self.path)

    @property
    def is_filtered(self) -> bool:
        """Whether it shows a part of the sentences."""
        return self.query != SubjectQuery()

    @property
    def back(self) -> str:
        """The film page, at its digest."""
        return f"{self.film.get_absolute_url()}#digest"


@require_safe
def show(request: HttpRequest, slug: str, what: str, subject: str) -> HttpResponse:
    """GET: the sentences, side by side or one side alone; only what is open to the reader."""
    film = film_or_404(slug)
    _check(film, what, subject)
    tag = page_tag(request, film)
    return not_modified(request, tag) or mark(_page(request, film, what, subject), tag)


def _check(film: Film, what: str, subject: str) -> None:
    """Only what the program may find, and only topics and titles that it has found."""
    if what not in Kind.values:
        raise Http404
    known = _KNOWN_SUBJECTS.get(what)
    if known is not None and subject not in known:
        raise Http404
    if known is None and not Finding.objects.filter(film=film, kind=what, subject=subject).exists():
        raise Http404


def _page(request: HttpRequest, film: Film, what: str, subject: str) -> HttpResponse:
    reader, query = reader_of(request), SubjectQuery.read(request.GET)
    named = subject_of(what, subject)
    may_correct = may(reader.viewer, Ability.EDIT_FILMS)
    is_hidden = _is_hidden(corrections_of(film.pk), named)
    if is_hidden and not may_correct:
        raise Http404
    view = SubjectView(
        film=film,
        name=words.name_of(what, subject, film),
        subject=named,
        path=subject_address(film, what, subject),
        here=request.get_full_path(),
        query=query,
        sides=list(_sides(film, reader, Wanted(what, subject), query)),
        groups=_groups(query),
        may_correct=may_correct,
        is_hidden=is_hidden,
    )
    return render(request, "digest/page.html", {"page": view})


def _is_hidden(corrections: Corrections, named: str) -> bool:
    return corrections.hides(named)


def _sides(film: Film, reader: Reader, wanted: Wanted, query: SubjectQuery) -> Iterator[Side]:
    audience, group = film_audience(reader, film), Group(query.group) if query.group else None
    path = subject_address(film, wanted.kind, wanted.subject)
    for name, polarity in _asked(wanted.kind, query):
        asked = wanted._replace(side=polarity, group=group)
        size = AT_ONCE if query.side or polarity is None else AT_FIRST
        found = cited(film, audience, asked, after=query.after, size=size)
        if found.rows:
            kept = [("group", query.group), ("side", name), *reader.in_address]
            after = "" if found.after is None else str(found.after)
            label = "" if polarity is None else words.side_in_words(wanted.kind, polarity)
            more = link(path, [*kept, ("after", after)]) if after else ""
            yield Side(label, [CitedQuote(one) for one in found.rows], more)


def _asked(kind: str, query: SubjectQuery) -> list[tuple[str, Polarity | None]]:
    """The sides that are shown, by their names in addresses."""
    if kind not in _TWO_SIDED:
        return [("", None)]
    return [(name, side) for name, side in SIDES.items() if query.side in ("", name)]


def _groups(query: SubjectQuery) -> list[Choice]:
    chosen = query.group
    labels = {"": _("Everybody"), **{str(group): str(of) for group, of in words.GROUPS.items()}}
    return [Choice(value, label, value == chosen) for value, label in labels.items()]
