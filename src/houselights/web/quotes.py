"""Quotations of reviews below answers, as one viewer meets them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from houselights.questions.citing import citations_in, picked_of
from houselights.questions.models import Citation
from houselights.questions.rules import Picked
from houselights.spoilers.cloth import cover_run
from houselights.spoilers.quoting import Quotable, Quoted, quote_all
from houselights.web.cards import source_of
from houselights.web.numbers import out_of_ten
from houselights.web.query import link
from houselights.web.reading import Reader
from houselights.web.sentence_links import SentencePlace, sentence_url, write_place


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation; the templates get it as `quote`."""

    quoted: Quoted
    picked: Picked | None  # None where nothing of it is left to be picked

    @property
    def value(self) -> str:
        """What it is called in forms: "<public id>.2b120-180"."""
        return name_of(self.picked) if self.picked else ""

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the review may be named any more."""
        return self.quoted.state is Quotable.GONE

    @property
    def address(self) -> str:
        """Where the sentence is read in its review, or in the version that was quoted."""
        quoted = self.quoted
        if quoted.review is None:
            return ""
        if not quoted.has_changed:
            return sentence_url(quoted.review, quoted.version, quoted.place, quoted.span)
        version = str(quoted.version or "")
        return link(reverse("history", args=[quoted.review.public_id]), [("version", version)])

    @property
    def cover(self) -> str:
        """What stands in place of a covered sentence."""
        return cover_run("", self.quoted.words)

    @property
    def source(self) -> str:
        """The page that the review came from, in words."""
        return source_of(self.quoted.review.batch) if self.quoted.review else ""

    @property
    def rated(self) -> str:
        """The review's rating in words, such as "8/10"; empty without one."""
        rating = self.quoted.review.rating if self.quoted.review else None
        return "" if rating is None else f"{out_of_ten(rating)}/10"


def name_of(picked: Picked) -> str:
    """What a picked sentence is called in forms."""
    at = SentencePlace(picked.version, picked.place, picked.span)
    return f"{picked.review}.{write_place(at)}"


def quotes_of(citations: Iterable[Citation], reader: Reader, *, alone: bool) -> list[Quote]:
    """The citations as a reader meets them; no query, where they came joined."""
    rows = list(citations)
    quoted = quote_all(rows, lambda review: reader.audience(review, alone=alone))
    return [
        Quote(one, picked_of(row) if row.review and row.revision else None)
        for row, one in zip(rows, quoted, strict=True)
    ]


def quotes_in(
    revisions: Collection[int], reader: Reader, *, alone: bool
) -> Mapping[int, Sequence[Quote]]:
    """What those versions of answers, named by their keys, quote; one query for all."""
    rows = citations_in(revisions)
    found: dict[int, list[Quote]] = defaultdict(list)
    for row, one in zip(rows, quotes_of(rows, reader, alone=alone), strict=True):
        found[row.answer_revision_id].append(one)
    return found


def cited_reviews(quotes: Iterable[Quote]) -> int:
    """How many reviews they are from, of those that may still be read."""
    return len({one.quoted.review.pk for one in quotes if one.quoted.review})


def cites_in_words(number: int) -> str:
    """ "Cites 3 reviews"; empty for none."""
    words = ngettext("Cites %(number)d review", "Cites %(number)d reviews", number)
    return words % {"number": number} if number else ""
