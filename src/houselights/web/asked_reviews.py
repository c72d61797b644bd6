"""What a film's reviews say to a question, as one reader meets it.

Each cited review is redacted anew for whoever reads: a corpus is kept for a while, and a sentence
that has been covered, rewritten or taken away in the meantime is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.safestring import SafeString, mark_safe

from houselights.answers.asking import answer
from houselights.answers.kept import corpus_for
from houselights.answers.material import Answered, Cited
from houselights.answers.reads import hidden_from
from houselights.base.ids import ALPHABET, LENGTH
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from houselights.spoilers.cloth import cover_run
from houselights.spoilers.covering import By
from houselights.spoilers.open_sentences import OpenSentence, open_sentences
from houselights.spoilers.reader import Reads
from houselights.spoilers.redact import Audience
from houselights.text.length import count_words
from houselights.text.words import sentence_digest
from houselights.web.cards import foreign_language, source_of
from houselights.web.reading import Reader
from houselights.web.sentence_links import SentencePlace, sentence_url, write_place

_KEY = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}\.\d{{1,6}}[hb]\d{{1,9}}-\d{{1,9}}")
_OPENED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that answers, `number` being which of the answer's; safe to print anywhere.

    key: what opens it. text: "" while closed; `cover` is what stands in its place then.
    """

    number: int
    cited: Cited
    review: Review
    key: str
    text: str
    cover: SafeString
    was_closed: bool

    @property
    def address(self) -> str:
        """The permalink at the sentence."""
        version = self.review.current.number if self.review.current else 1
        return sentence_url(self.review, version, self.cited.place, self.cited.span)

    @property
    def written(self) -> date | datetime | None:
        """When the review was written, where that is known."""
        review = self.review
        return review.written_on if review.is_imported else review.published_at

    @property
    def language(self) -> str:
        """The review's language by its own name, where it is not the page's."""
        return foreign_language(self.cited.review.language)

    @property
    def source(self) -> str:
        """The page that the review came from, in words."""
        return source_of(self.review.batch)

    @property
    def digest(self) -> str:
        """What the sentence is called where editors say that it does not answer."""
        return sentence_digest(self.cited.text)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as one reader may see it; groups: those that agree, best first."""

    answered: Answered
    groups: list[list[Quote]]

    @property
    def says(self) -> bool:
        """Whether the reviews answer."""
        return self.answered.says and bool(self.groups)

    @property
    def quotes(self) -> list[Quote]:
        """All of them in the answer's order."""
        every = [quote for group in self.groups for quote in group]
        return sorted(every, key=lambda quote: quote.number)


def keys_in(text: str) -> frozenset[str]:
    """The keys of opened sentences in a list with commas; whatever is no key is left out."""
    keys = text.split(",")[:_OPENED_AT_ONCE]
    return frozenset(key for key in keys if _KEY.fullmatch(key))


def ask_reviews(
    film: Film,
    question: str,
    reader: Reader,
    reads: Reads,
    *,
    opened: frozenset[str] = frozenset(),
    link: Callable[[str], str] = lambda _key: "",
) -> Said:
    """Ask a film's reviews for a reader who meets them so.

    `link` gives the address that opens one more sentence. Some seconds where the film is large and
    was not asked before (`answers.kept`); else two queries, and one for each cited review at most.
    """
    audience = reader.audience_as(reads)
    answered = answer(question, corpus_for(film, audience), hidden_from(film, question))
    quotes = {
        quote.number: quote
        for quote in (_quotes(film, answered, audience, opened, link) if answered.says else ())
    }
    groups = [[quotes[one] for one in group if one in quotes] for group in answered.groups]
    return Said(answered, [group for group in groups if group])


def _quotes(
    film: Film,
    answered: Answered,
    audience: Audience,
    opened: frozenset[str],
    link: Callable[[str], str],
) -> Iterator[Quote]:
    rows = _reviews(film, {one.review.key for one in answered.cited})
    there = {key: _open_in(row, audience) for key, row in rows.items()}
    for number, cited in enumerate(answered.cited):
        key = cited.review.key
        found = there.get(key, {}).get(cited.text)
        if found is not None:
            cited_now = _as_it_stands(cited, found)
            yield _quote(number, cited_now, rows[key], opened, link)


def _reviews(film: Film, keys: set[str]) -> Mapping[str, Review]:
    found = Review.objects.published().with_all_parts().filter(film=film, public_id__in=keys)
    rows = {row.public_id: row for row in found}
    for row in rows.values():
        row.film = film
    return rows


def _open_in(review: Review, audience: Audience) -> dict[str, OpenSentence]:
    """The sentences that are open now, by their words."""
    return {one.text: one for one in open_sentences(review, audience)}


def _as_it_stands(cited: Cited, found: OpenSentence) -> Cited:
    return replace(cited, place=found.place, span=found.span, closed=found.risky)


def _quote(
    number: int,
    cited: Cited,
    review: Review,
    opened: frozenset[str],
    link: Callable[[str], str],
) -> Quote:
    version = review.current.number if review.current else 1
    place = write_place(SentencePlace(version, cited.place, cited.span))
    key = f"{review.public_id}.{place}"
    closed = cited.closed and key not in opened
    # Made by `format_html`, of an address and words of ours.
    cover = cover_run(link(key), count_words(cited.text), By.PROGRAM) if closed else ""
    return Quote(
        number=number,
        cited=cited,
        review=review,
        key=key,
        text="" if closed else cited.text,
        cover=mark_safe(cover),  # noqa: S308
        was_closed=cited.closed,
    )
