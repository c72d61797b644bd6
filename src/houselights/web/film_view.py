"""What the film page shows, read in a fixed number of queries whatever the number of reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.house import public_url
from houselights.base.limits import PAGE_SIZE, RATINGS_FOR_A_MEAN
from houselights.base.paging import KeysetPage, page
from houselights.catalogue.models import Credit, Film, FilmProposal, Job
from houselights.catalogue.reads import credits_of
from houselights.questions.reads import questions_count, top_questions
from houselights.ranking.orders import DEFAULT, ORDERS, NamedOrder, order_named
from houselights.reviews.batches import sources_of
from houselights.reviews.models import Review
from houselights.reviews.reads import (
    FilmRatings,
    ReviewCounts,
    ReviewFilter,
    film_reviews,
    own_review_of,
    ratings_of,
    review_counts,
)
from houselights.search.reads import review_ids
from houselights.spoilers.redact import Mode
from houselights.web.answer_cards import QuestionCard, make_question_cards
from houselights.web.cards import ReviewCard, Setting, language_name, make_cards
from houselights.web.digest_panel import Panel, panel_of
from houselights.web.known import IN_FORCE, MODES, Known, known_of
from houselights.web.numbers import grouped, one_decimal
from houselights.web.query import FilmQuery
from houselights.web.ratings_words import ratings_from, ratings_made_of
from houselights.web.reading import Reader

CAST_SHOWN = 8
LEADS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, with the address that is without it."""

    label: str
    without: str


@dataclass(frozen=True)
class FilmView:
    """A film page as one viewer meets it; the template `film/page.html` gets it as `page`."""

    film: Film
    query: FilmQuery
    known: Known
    viewer: Viewer
    ratings: FilmRatings
    counts: ReviewCounts
    cards: list[ReviewCard]
    found: KeysetPage[Review]
    questions: list[QuestionCard] = field(default_factory=list)
    questions_count: int = 0
    credits: list[Credit] = field(default_factory=list)
    own: Review | None = None
    sources: list[str] = field(default_factory=list)  # the names of the pages of imported ratings
    needs_checking: bool = False
    digest: Panel | None = None  # only where the reviews begin, and all of them are there

    # ── the head ──

    @property
    def path(self) -> str:
        """The page's address without parameters."""
        return self.film.get_absolute_url()

    @property
    def here(self) -> str:
        """The page's address as it stands, for ways back."""
        return self.query.link(self.path)

    @property
    def canonical(self) -> str:
        """The one address of this list for search engines, from PUBLIC_URL."""
        kept = self.query.link(self.path, spoilers="", know="", q="", open="")
        return public_url(kept)

    @property
    def directors(self) -> str:
        """Who directed it, for the line under the title."""
        return ", ".join(c.contributor.name for c in self.credits if c.job == Job.DIRECTOR)

    @property
    def leads(self) -> str:
        """The first names of the cast in one short line, for narrow screens."""
        names = [c.contributor.name for c in self.credits if c.job == Job.CAST]
        return f"{Job.CAST.label} {', '.join(names[:LEADS_SHOWN])}" if names else ""

    @property
    def credit_lines(self) -> list[tuple[str, str]]:
        """Each other job with the names of those who did it, in the order of `Job`."""
        order = list(Job.values)
        rows = sorted(self.credits, key=lambda credit: (order.index(credit.job), credit.position))
        by_job = groupby(rows, key=lambda credit: Job(credit.job))
        return [(str(job.label), _names(list(of))) for job, of in by_job if job != Job.DIRECTOR]

    @property
    def mean(self) -> str:
        """The mean of all ratings, such as "7.7"; empty while there are too few."""
        every = self.ratings.all
        if every.mean is None or every.number < RATINGS_FOR_A_MEAN:
            return ""
        return one_decimal(every.mean)

    @property
    def mean_of(self) -> str:
        """What the mean is made of, in words."""
        return ratings_made_of(self.ratings, self.sources)

    @property
    def mean_for_machines(self) -> str:
        """The mean and the number of the ratings given here, in words; empty for too few."""
        given = self.ratings.for_machines
        if self.film.is_demo or given.mean is None or given.number < RATINGS_FOR_A_MEAN:
            return ""
        return f"{one_decimal(given.mean)}/10 {ratings_from(given.number)}"

    @property
    def histogram_base(self) -> str:
        """The address after which the bar's `rating=8` follows."""
        address = self.query.link(self.path, rating="", after="", before="", open="")
        return address + ("&" if "?" in address else "?")

    @property
    def active_bar(self) -> int | None:
        """The one bar that is shown now."""
        bars = self.query.bars
        return bars[0] if bars and bars[0] == bars[1] else None

    @property
    def own_rating(self) -> int | None:
        """The viewer's rating on the scale of ten, for the quick form."""
        rating = self.own.rating if self.own else None
        return None if rating is None else (rating + 5) // 10

    @property
    def scale(self) -> list[Choice]:
        """The quick form's ratings, 1 to 10."""
        return _numbers(self.own_rating or 0)

    @property
    def has_texts_for_members(self) -> bool:
        """Whether some of these reviews are not for readers without an account."""
        return any(card.shown.is_for_members for card in self.cards)

    # ── order and filters ──

    @property
    def order(self) -> NamedOrder:
        """The order of the reviews."""
        return order_named(self.query.sort)

    @property
    def sorts(self) -> list[Choice]:
        """The orders to choose from."""
        chosen = self.query.sort or DEFAULT
        return [Choice(name, str(o.label), name == chosen) for name, o in ORDERS.items()]

    @property
    def modes(self) -> list[Choice]:
        """The ways to meet spoilers."""
        now = self.known.reads.as_mode
        return [Choice(mode.value, str(label), mode is now) for mode, label in MODES.items()]

    @property
    def languages(self) -> list[Choice]:
        """The languages of the film's reviews, the most used first."""
        return [
            Choice(code, language_name(code), code == self.query.language)
            for code in self.counts.languages
        ]

    @property
    def lows(self) -> list[Choice]:
        """The least rating, 1 to 10."""
        return _numbers(self.query.bars[0] if self.query.bars else 1)

    @property
    def highs(self) -> list[Choice]:
        """The highest rating, 1 to 10."""
        return _numbers(self.query.bars[1] if self.query.bars else 10)

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        query = self.query
        if query.bars:
            yield self._chip(_rated(*query.bars), rating="")
        if query.spoilers:
            yield self._chip(str(IN_FORCE[Mode(query.spoilers)]), spoilers="")
        if query.know:
            yield self._chip(self.known.why, know="")
        if query.language:
            yield self._chip(language_name(query.language), language="")
        if query.q:
            yield self._chip(_("With “%(words)s”") % {"words": query.q}, q="")

    def _chip(self, label: str, **without: str) -> Chip:
        return Chip(label, self.query.first_page(self.path, **without))

    @property
    def clear(self) -> str:
        """The address without any filter, in the same order."""
        bare = {"rating": "", "spoilers": "", "know": "", "language": "", "q": ""}
        return self.query.first_page(self.path, **bare)

    # ── the list ──

    @property
    def total(self) -> str:
        """How many reviews the film has, in words."""
        return _reviews(self.counts.number())

    @property
    def result(self) -> str:
        """How many reviews the filters leave: exact where it is known without counting rows."""
        query, found = self.query, self.found
        if not (query.rating or query.q):
            harmless = self.known.reads.hides
            return _reviews(self.counts.number(language=query.language, harmless_only=harmless))
        if query.is_first_page and found.after is None:
            return _reviews(len(found.rows))
        return _("More than %(number)d reviews") % {"number": PAGE_SIZE}

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        if not self.found.before:
            return ""
        return self.query.first_page(self.path, before=self.found.before)

    @property
    def next_url(self) -> str:
        """The page after, if there is one."""
        if not self.found.after:
            return ""
        return self.query.first_page(self.path, after=self.found.after)

    @property
    def more_url(self) -> str:
        """The page after, as the script asks for it: an address without a place on it."""
        return self.next_url.partition("#")[0]

    @property
    def page_size(self) -> int:
        """How many reviews one page has."""
        return PAGE_SIZE


def film_view(film: Film, reader: Reader, query: FilmQuery, *, whole: bool = True) -> FilmView:
    """Read everything that the page shows; `whole` is false where only more reviews are wanted."""
    path, viewer = film.get_absolute_url(), reader.viewer
    reader.meet([film])
    setting = Setting(reader, query.link(path), query.opened)
    found = _reviews_page(film, query, setting)
    cards = make_cards(found.rows, setting)
    ratings = ratings_of(film)
    back = query.link(path, "known", spoilers="", know="", open="")
    return FilmView(
        film=film,
        query=query,
        known=known_of(reader, film, (card.shown for card in cards), back),
        viewer=viewer,
        ratings=ratings,
        sources=sources_of(film) if ratings.imported.number else [],
        counts=review_counts(film),
        cards=cards,
        found=found,
        questions=make_question_cards(top_questions(film, viewer), setting),
        questions_count=questions_count(film, viewer),
        credits=credits_of(film),
        own=own_review_of(film, viewer),
        needs_checking=_needs_checking(film, viewer),
        digest=panel_of(film, reader) if whole and _has_panel(query) else None,
    )


def _has_panel(query: FilmQuery) -> bool:
    return query.is_first_page and not query.is_filtered


def _reviews_page(film: Film, query: FilmQuery, setting: Setting) -> KeysetPage[Review]:
    wanted = ReviewFilter(
        bars=query.bars,
        language=query.language,
        harmless_only=setting.reader.reads(film.pk).hides,
        ids=_found_ids(film, query.q, setting) if query.q else None,
    )
    order = order_named(query.sort).order
    rows = film_reviews(film, setting.viewer, wanted)
    return page(rows, order, after=query.after, before=query.before, size=PAGE_SIZE)


def _found_ids(film: Film, q: str, setting: Setting) -> list[int]:
    return review_ids(film, q, setting.reader)


def _needs_checking(film: Film, viewer: Viewer) -> bool:
    """Whether the film was proposed from a page's text and this viewer may settle that."""
    if not may(viewer, Ability.EDIT_FILMS):
        return False
    return FilmProposal.objects.filter(film=film, settled_at=None).exists()


def _names(of_job: list[Credit]) -> str:
    names = [credit.contributor.name for credit in of_job[:CAST_SHOWN]]
    return ", ".join([*names, "…"] if len(of_job) > CAST_SHOWN else names)


def _reviews(number: int) -> str:
    words = ngettext("%(n)s review", "%(n)s reviews", number)
    return words % {"n": grouped(number)}


def _rated(low: int, high: int) -> str:
    if low == high:
        return _("Rated %(low)d") % {"low": low}
    return _("Rated %(low)d to %(high)d") % {"low": low, "high": high}


def _numbers(chosen: int) -> list[Choice]:
    return [Choice(str(number), str(number), number == chosen) for number in range(1, 11)]
