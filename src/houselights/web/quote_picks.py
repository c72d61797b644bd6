"""Picking sentences of reviews while an answer is written, as a part of its form.

The form holds a line of words to look for, a button `find` that shows it again with sentences that
go with them, and a checkbox `cites` for each sentence; what is ticked stays. Nothing is taken from
the form but names of sentences: their words come from the reviews, for whoever writes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from houselights.answers.asking import LONGEST_QUESTION, find
from houselights.answers.kept import corpus_for
from houselights.answers.weights import shipped
from houselights.base.ids import ALPHABET, LENGTH
from houselights.catalogue.models import Film
from houselights.questions.citing import citations_in, found_in
from houselights.questions.models import Answer, Citation, Question
from houselights.questions.rules import MOST_CITED, Picked
from houselights.reviews.models import Review
from houselights.text.spans import Place, Span
from houselights.web.answer_cards import heading_of
from houselights.web.quotes import Quote, name_of, quotes_of
from houselights.web.reading import Reader, reader_of
from houselights.web.sentence_links import read_place

OFFERED = 10  # sentences, beside those that are picked
_LOOKED_AT = 40  # likely ones, of which many may not be quoted
_READ = 4 * MOST_CITED  # of a form that picks more the rest is not read
_NAME = re.compile(rf"([{ALPHABET}]{{{LENGTH}}})\.(.{{1,40}})")


@dataclass(frozen=True, slots=True)
class Picking:
    """The part of the form; the template `answers/quoting.html` gets it as `picking`."""

    words: str  # to look for
    address: str  # that the form is sent to
    quotes: Sequence[Quote]  # that are picked
    offered: Sequence[Quote] = ()
    has_looked: bool = False
    has_lost: bool = False  # whether something was picked that can't be quoted
    most: int = MOST_CITED

    @property
    def picked(self) -> list[Picked]:
        """What the answer shall quote."""
        return [one.picked for one in self.quotes if one.picked]


def fresh_picking(
    request: HttpRequest, question: Question, address: str, stored: Answer | None = None
) -> Picking:
    """The part of a form that was not sent yet, with what the answer that it edits quotes."""
    reader = reader_of(request)
    quotes = quotes_of(_quoted_by(stored), reader, alone=True)
    return Picking(_title(question, reader), address, [one for one in quotes if one.picked])


def sent_picking(request: HttpRequest, question: Question, stored: Answer | None = None) -> Picking:
    """The part of the form that was sent; `stored` is the answer that it edits.

    What that quotes already may stay, whatever has become of it. Of others only those are taken
    that are open to whoever writes.
    """
    reader, given = reader_of(request), request.POST
    names = list(dict.fromkeys(given.getlist("cites")))[:_READ]
    quotes = _picked(names, question.film, _quoted_by(stored), reader)
    words = given.get("quote", "").strip()[:LONGEST_QUESTION]
    looks = "find" in given
    return Picking(
        words=words,
        address=request.path,
        quotes=quotes,
        offered=_offered(words, question.film, quotes, reader) if looks and words else [],
        has_looked=looks,
        has_lost=len(quotes) < len(names),
    )


def _quoted_by(stored: Answer | None) -> list[Citation]:
    return citations_in([stored.current_id]) if stored and stored.current_id else []


def _title(question: Question, reader: Reader) -> str:
    """What is looked for as long as nobody says anything else: what is asked."""
    heading, link_that_opens = heading_of(question, reader.audience(question, alone=True))
    return "" if link_that_opens else heading


def _picked(
    names: Sequence[str], film: Film, before: Iterable[Citation], reader: Reader
) -> list[Quote]:
    """Those that may be quoted, in the form's order."""
    kept = {one.value: one for one in quotes_of(before, reader, alone=True) if one.picked}
    new = [one for one in map(_read, names) if one and name_of(one) not in kept]
    quotes = quotes_of(found_in(film, new), reader, alone=True)
    known = {one.value: one for one in quotes if one.quoted.is_open} | kept
    return [known[name] for name in names if name in known]


def _read(name: str) -> Picked | None:
    """The sentence of that name; None where it names none."""
    found = _NAME.fullmatch(name)
    at = read_place(found[2]) if found else None
    return Picked(found[1], at.version, at.place, at.span) if found and at else None


# ── finding ─────────────────────────────────────────────────────────────────────────────────────


def _offered(words: str, film: Film, quotes: Collection[Quote], reader: Reader) -> list[Quote]:
    """Sentences that go with the words, best first, and are not picked yet."""
    corpus = corpus_for(film, reader.audience_as(reader.reads(film.pk, alone=True)))
    found = find(words, corpus, _LOOKED_AT, shipped())
    lines = [corpus.lines[one.number] for one in found.best]
    sentences = [(corpus.told[one.review].key, one.sentence) for one in lines]
    # What may give the film away is quoted by nobody's suggestion.
    safe = [(key, one.place, one.span) for key, one in sentences if not one.risky]
    picked = list(_of_present_versions(safe, film))
    offered = quotes_of(found_in(film, picked), reader, alone=True)
    before = {one.value for one in quotes}
    return [one for one in offered if one.quoted.is_open and one.value not in before][:OFFERED]


def _of_present_versions(
    sentences: Sequence[tuple[str, Place, Span]], film: Film
) -> Iterator[Picked]:
    """Sentences of reviews, named by public id, as those of the versions that stand now."""
    rows = Review.objects.filter(film=film, public_id__in={key for key, *_at in sentences})
    versions = dict(rows.with_text().values_list("public_id", "current__number"))
    for key, place, span in sentences:
        if key in versions:
            yield Picked(key, versions[key], place, span)
