"""One review: its permalink /reviews/<id>/, and its card alone /reviews/<id>/card/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.base.house import public_url
from houselights.base.limits import RATINGS_FOR_A_MEAN
from houselights.base.paging import cursor_of, page
from houselights.catalogue.models import Credit, Film, Job
from houselights.ranking.orders import DEFAULT, ORDERS
from houselights.reviews.batches import sources_of
from houselights.reviews.models import Review
from houselights.reviews.reads import (
    FilmRatings,
    film_reviews,
    ratings_of,
    review_counts,
)
from houselights.reviews.rights import may_leave
from houselights.reviews.rules import take_back_until
from houselights.reviews.standing import can_take_back
from houselights.spoilers.redact import Shown, redact_review
from houselights.web.cards import ReviewCard, Setting, make_card
from houselights.web.finding import readable_review
from houselights.web.freshness import mark, not_modified, page_tag
from houselights.web.known import Known, known_of
from houselights.web.marked_sentence import Wanted, wanted_of
from houselights.web.numbers import one_decimal, out_of_ten
from houselights.web.query import link, local, opened_keys
from houselights.web.quoted_in import QuotedIn, quoted_in
from houselights.web.ratings_words import ratings_made_of
from houselights.web.reading import Reader, reader_of
from houselights.web.sentence_links import PARAMETER

DESCRIPTION_CHARACTERS = 200


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /reviews/<id>/: one review in full; its covers are closed for who comes from outside."""
    review = readable_review(public_id, request.user)
    tag = page_tag(request, review.film)
    return not_modified(request, tag) or mark(_page(request, review), tag)


def _page(request: HttpRequest, review: Review) -> HttpResponse:
    sentence = wanted_of(request.GET.get(PARAMETER, ""), review)
    opened = opened_keys(request.GET.get("open", ""))
    view = _review_view(review, reader_of(request), opened, sentence)
    return render(request, "review/page.html", {"page": view})


@require_safe
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /reviews/<id>/card/: the card alone, as the script puts it in place of the old one."""
    review = readable_review(public_id, request.user)
    given = request.GET
    opened = opened_keys(given.get("open", ""))
    in_full = bool(given.get("full"))
    setting = Setting(
        reader_of(request),
        here=local(given.get("here", ""), review.get_absolute_url()),
        opened=opened,
        with_film=bool(given.get("film")),
        in_full=in_full,
        alone=in_full,
        sentence=wanted_of(given.get(PARAMETER, ""), review) if in_full else None,
    )
    template = "review/doc.html" if in_full else "card/card.html"
    return render(request, template, {"card": make_card(review, setting)})


# ── the permalink ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The review before or after, in the default order."""

    review: Review
    headline: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A permalink as one viewer meets it; the template `review/page.html` gets it as `page`."""

    card: ReviewCard
    known: Known
    film: Film
    ratings: FilmRatings
    sources: list[str]  # the names of the pages of the film's imported ratings
    others: int  # how many other reviews the film has
    directors: str
    stranger: Shown  # as somebody sees it who has opened nothing: for titles and previews
    previous: Neighbour | None
    next: Neighbour | None
    quoted: QuotedIn

    @property
    def address(self) -> str:
        """The permalink in full, from PUBLIC_URL."""
        return public_url(self.card.review.get_absolute_url())

    @property
    def title(self) -> str:
        """The headline, or words for a review without one."""
        return self.stranger.headline or _("Review without a headline")

    @property
    def rated(self) -> str:
        """The rating in words, such as "8/10"; empty without one."""
        rating = self.card.review.rating
        if rating is None:
            return ""
        return f"{out_of_ten(rating)}/10"

    @property
    def author(self) -> str:
        """Who wrote it, in words."""
        review = self.card.review
        if review.author:
            return review.author.shown_name
        return review.author_name or _("from %(source)s") % {"source": self.card.source}

    @property
    def preview_title(self) -> str:
        """The title for other sites, which get no headline of a text that may not leave."""
        title = self.title if may_leave(self.card.review) else _("A review")
        rated = f", {self.rated}" if self.rated else ""
        return f"{title}: {self.film.title_and_year}{rated}"

    @property
    def description(self) -> str:
        """What other sites may show of it: nothing of a text that may spoil or may not leave."""
        what = " · ".join(part for part in (self.rated, self.author) if part)
        is_whole = self.stranger.is_open and not self.stranger.covers
        if not (is_whole and may_leave(self.card.review)):
            return what
        words = " ".join(self.stranger.text.split())
        return f"{what}: {_shortened(words)}"

    @property
    def mean(self) -> str:
        """The film's mean with its count, as the strip says it."""
        every = self.ratings.all
        if every.mean is None or every.number < RATINGS_FOR_A_MEAN:
            return _("Too few ratings")
        return f"{one_decimal(every.mean)}/10 {ratings_made_of(self.ratings, self.sources)}"

    @property
    def undo_until(self) -> datetime | None:
        """Until when its writer can take it back; None for others, and later."""
        review = self.card.review
        if not self.card.is_own or not can_take_back(review):
            return None
        return take_back_until(review.published_at)

    @property
    def cite(self) -> str:
        """The review as a line for a bibliography."""
        review, written = self.card.review, self.card.written
        author = review.author.shown_name if review.author else review.author_name
        year = f" ({written.year})" if written else ""
        by = f"{author}{year}: " if author else ""
        return f"{by}“{self.title}”, {self.film.title_and_year}. {self.address}"


def _review_view(
    review: Review, reader: Reader, opened: frozenset[str], sentence: Wanted | None
) -> ReviewView:
    path = review.get_absolute_url()
    pairs = [*reader.in_address, (PARAMETER, sentence.written if sentence else "")]
    here = link(path, [*pairs, ("open", ",".join(sorted(opened)))])
    setting = Setting(reader, here, opened, in_full=True, alone=True, sentence=sentence)
    card = make_card(review, setting)
    before, after = _neighbours(review, reader)
    ratings = ratings_of(review.film)
    return ReviewView(
        card=card,
        known=known_of(reader, review.film, [card.shown], f"{path}#known", alone=True),
        film=review.film,
        ratings=ratings,
        sources=sources_of(review.film) if ratings.imported.number else [],
        others=max(review_counts(review.film).number() - 1, 0),
        directors=_directors(review.film),
        stranger=redact_review(review, reader.stranger_of(review)),
        previous=before,
        next=after,
        quoted=quoted_in(review, reader),
    )


def _neighbours(review: Review, reader: Reader) -> tuple[Neighbour | None, Neighbour | None]:
    order = ORDERS[DEFAULT].order
    here = cursor_of(order, review)
    rows = film_reviews(review.film, reader.viewer)
    before = page(rows, order, before=here, size=1).rows
    after = page(rows, order, after=here, size=1).rows
    return _neighbour(before, reader), _neighbour(after, reader)


def _neighbour(rows: Sequence[Review], reader: Reader) -> Neighbour | None:
    if not rows:
        return None
    headline = redact_review(rows[0], reader.stranger_of(rows[0])).headline
    return Neighbour(rows[0], headline or _("Review without a headline"))


def _directors(film: Film) -> str:
    names = Credit.objects.filter(film=film, job=Job.DIRECTOR)
    return ", ".join(names.values_list("contributor__name", flat=True))


def _shortened(words: str) -> str:
    if len(words) <= DESCRIPTION_CHARACTERS:
        return words
    return words[:DESCRIPTION_CHARACTERS].rsplit(" ", 1)[0] + "…"
