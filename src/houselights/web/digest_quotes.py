"""Sentences of reviews that a digest cites, as templates show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from houselights.catalogue.models import Film
from houselights.digest.citing import Cited
from houselights.digest.summary import Group
from houselights.spoilers.cloth import cover_run
from houselights.spoilers.redact import Audience
from houselights.web.cards import foreign_language, source_of
from houselights.web.numbers import out_of_ten
from houselights.web.query import link
from houselights.web.reading import Reader
from houselights.web.sentence_links import sentence_url


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """One sentence with whose it is; the templates get it as `quote`."""

    cited: Cited

    @property
    def text(self) -> str:
        """Its words."""
        return self.cited.text

    @property
    def cover(self) -> str:
        """What stands in place of its words, and leads to it; empty where it is open."""
        return cover_run(self.address, self.cited.words) if self.cited.is_closed else ""

    @property
    def address(self) -> str:
        """Where it is read in its review."""
        one = self.cited
        return sentence_url(one.review, one.version, one.place, one.span)

    @property
    def rated(self) -> str:
        """The review's rating, such as "8/10"; empty without one."""
        rating = self.cited.review.rating
        return "" if rating is None else f"{out_of_ten(rating)}/10"

    @property
    def written(self) -> date | datetime | None:
        """When the review was written; None where nobody knows."""
        review = self.cited.review
        return review.written_on if review.is_imported else review.published_at

    @property
    def source(self) -> str:
        """The page that the review came from, in words."""
        return source_of(self.cited.review.batch)

    @property
    def language(self) -> str:
        """The code of the language it is written in; empty where nobody knows."""
        return self.cited.review.language

    @property
    def foreign_language(self) -> str:
        """That language's own name, where it is not the page's."""
        return foreign_language(self.language)


def film_audience(reader: Reader, film: Film) -> Audience:
    """For whom sentences of any of the film's reviews are redacted."""
    return reader.audience_as(reader.reads(film.pk))


def subject_address(film: Film, kind: str, subject: str, group: Group | None = None) -> str:
    """The page with the sentences about one thing, all of them or those of some reviews."""
    address = reverse("digest_subject", args=[film.slug, kind, subject])
    return link(address, [("group", group or "")])
