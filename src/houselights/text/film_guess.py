"""Which film a page of reviews is about, as the reviews themselves say it.

Nothing is looked up: a value is proposed only with the sentences that say it, and what the text
does not say stays None. An editor accepts or corrects.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from houselights.text.film_credits import (
    KIND,
    Credit,
    Mention,
    Sentence,
    credits_of,
    mentions_of,
)
from houselights.text.film_title import CAP, TitleGuess, guess_title, key_of
from houselights.text.page_model import Page
from houselights.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class SourceGuess:
    """The work that the film is based on: kind (`novel`, `play`, …), author, year, title."""

    kind: str
    author: str | None = None
    year: int | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that gives a value for a field; review_position 0 is the questions' block."""

    field: str
    value: str
    review_position: int
    sentence: str


@dataclass(frozen=True, slots=True)
class FilmGuess:
    """The film that a page seems to be about; None or empty where the page doesn't say.

    confidence: by field, from 0 to 1: how many reviews agree (1 - 0.5 ** reviews), times their
    share among all that give any value for the year, and for the title its share of the weight
    of it and its rival.
    """

    title: str | None = None
    year: int | None = None
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    based_on: SourceGuess | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)


_MAX_SENTENCES = 5000  # a page of 25 long reviews has about 700
_MAX_SENTENCE = 1000


def guess_film(page: Page) -> FilmGuess:
    """Propose title, year, makers and source from the text of the page's reviews and answers."""
    sentences = list(islice(_sentences(page), _MAX_SENTENCES))
    mentions = {name: list(mentions_of(name, sentences)) for name in _PEOPLE}
    heard = guess_title(page.title or "", sentences, _names(mentions))
    title = heard.text
    years = list(_year_mentions(title, sentences)) or _year_of_heading(title, page.title or "")
    year = _commonest(years)
    people = _guess_people(title, mentions, sentences)
    source = _guess_source(title, people["authors"], sentences)
    names = {name: tuple(credit.name for credit in found) for name, found in people.items()}
    return FilmGuess(
        title=title,
        year=int(year) if year else None,
        directors=names["directors"],
        writers=names["writers"],
        cast=names["cast"],
        based_on=source,
        evidence=tuple(_evidence(heard.mentions, years, year, people)),
        confidence=_confidence(heard, years, year, people),
    )


def _sentences(page: Page) -> Iterator[Sentence]:
    for review in page.reviews:
        for text in (review.headline or "", review.body):
            yield from (Sentence(review.position, part) for part in _split(text))
    for question in page.questions:
        for text in (question.question, *question.answers):
            yield from (Sentence(0, part) for part in _split(text))


def _split(text: str) -> list[str]:
    """The sentences of a text, each on one line and of bounded length."""
    found = (" ".join(text[start:end].split()) for start, end in split_sentences(text))
    return [sentence[:_MAX_SENTENCE] for sentence in found if sentence]


# ------------------------------------------------------------------------------------------- year
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FILM = r"(?:film|movie|picture|drama|thriller|comedy|western|musical|remake|adaptation)"
_YEARS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_FILM}s? of {_YEAR}\b",
        rf"\b(?:this|the) {_YEAR} (?:\w+ )?{_FILM}\b(?! [A-Z])",
        rf"\b{_FILM} (?:was )?(?:made|released|filmed|shot|came out) (?:\w+ )?in {_YEAR}\b",
        rf"\b(?:released|came out|premiered) (?:\w+ ){{0,3}}in (?:\w+ )?{_YEAR}\b",
        rf"\b{_YEAR}[’']s (?:best|finest|greatest|worst|most)\b",
        rf"\b(?:best|finest|worst) (?:\w+ )?of {_YEAR}\b",
    )
)


def _year_mentions(title: str | None, sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """Years given to the film itself ("films of 2010", "Title (2010)"), not to its story."""
    patterns = _YEARS
    if title:
        beside = rf"{re.escape(title)}[\"”’']?,? ?\({_YEAR}\)"
        patterns = (*_YEARS, re.compile(beside, re.IGNORECASE))
    for sentence in sentences:
        years = {match["year"] for pattern in patterns for match in pattern.finditer(sentence.text)}
        yield from (Mention("year", year, sentence) for year in sorted(years))


def _year_of_heading(title: str | None, heading: str) -> list[Mention]:
    """``Title (2010)`` in the heading, if no review says a year; a bare year there is no film's."""
    beside = rf"{re.escape(title or '')}\s*\({_YEAR}\)"
    found = re.search(beside, heading, re.IGNORECASE) if title else None
    return [Mention("year", found["year"], Sentence(0, heading))] if found else []


def _commonest(mentions: Sequence[Mention]) -> str | None:
    counts = Counter((mention.value, mention.sentence.review) for mention in mentions)
    votes = Counter(value for value, _ in counts)
    return max(sorted(votes), key=lambda value: votes[value]) if votes else None


# ---------------------------------------------------------------------------------- people, source
_DIRECTOR_SHARE = 0.4
_PEOPLE = ("directors", "writers", "cast", "authors")


def _names(mentions: Mapping[str, Sequence[Mention]]) -> frozenset[str]:
    """Keys of the names of people and of their parts; no title unless quoted or in the heading."""
    names = {mention.value for heard in mentions.values() for mention in heard}
    return frozenset(key_of(phrase) for name in names for phrase in (name, *name.split()))


def _guess_people(
    title: str | None, mentions: Mapping[str, list[Mention]], sentences: Sequence[Sentence]
) -> dict[str, list[Credit]]:
    whose = {"directors": list(_possessives(title, sentences))}
    found = {name: credits_of(heard + whose.get(name, [])) for name, heard in mentions.items()}
    authors = _leading(found["authors"])[:1]
    directors = _leading(_without(found["directors"], authors))
    writers = _leading(_without(found["writers"], authors))
    makers = [*authors, *directors, *writers]
    cast = [credit for credit in _without(found["cast"], makers) if credit.name != title]
    return {"directors": directors, "writers": writers, "cast": cast, "authors": authors}


def _possessives(title: str | None, sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """``Mark Romanek's Never Let Me Go``: whose film it is."""
    if title is None:
        return
    pattern = re.compile(rf"({CAP} {CAP})[’']s? [\"“‘']?{re.escape(title)}")
    for sentence in sentences:
        for match in pattern.finditer(sentence.text):
            yield Mention("directors", match[1], sentence)


def _leading(found: Sequence[Credit]) -> list[Credit]:
    """Those named by at least two fifths as many reviews as the first."""
    least = _DIRECTOR_SHARE * found[0].reviews if found else 0
    return [credit for credit in found if credit.reviews >= least]


def _without(found: Sequence[Credit], others: Sequence[Credit]) -> list[Credit]:
    """Without those whom more reviews name in another part (the novel's author "wrote" too)."""
    reviews = {credit.name: credit.reviews for credit in others}
    return [credit for credit in found if credit.reviews > reviews.get(credit.name, 0)]


_BASED = re.compile(
    rf"\b(?:[Bb]ased (?:up)?on|[Aa]daptation of|[Aa]dapted from)\b[^.;]{{0,80}}?{KIND}"
)
_DATED = re.compile(
    rf"\b{_YEAR} {KIND}\b|\b{KIND.replace('kind', 'kind2')} \({_YEAR.replace('year', 'year2')}\)"
)
_SAME_NAME = re.compile(rf"{KIND} of the same (?:name|title)\b")


def _guess_source(
    title: str | None, authors: Sequence[Credit], sentences: Sequence[Sentence]
) -> SourceGuess | None:
    texts = [sentence.text for sentence in sentences]
    kinds = Counter(match["kind"] for text in texts for match in _BASED.finditer(text))
    named = [mention.sentence.text for credit in authors for mention in credit.mentions]
    kinds.update(match["kind"] for text in named for match in re.finditer(rf"\b{KIND}\b", text))
    if not kinds:
        return None
    kinds["book"] = min(kinds["book"], 1)  # the general word; "novel" says more
    kind = max(sorted(kinds), key=lambda name: kinds[name])
    author = authors[0].name if authors else None
    return SourceGuess(kind, author, _source_year(author, texts), _source_title(title, kind, texts))


def _source_year(author: str | None, texts: Sequence[str]) -> int | None:
    years = Counter(
        match["year"] or match["year2"]
        for text in texts
        if author is None or author.split()[-1] in text
        for match in _DATED.finditer(text)
    )
    return int(max(sorted(years), key=lambda year: years[year])) if years else None


def _source_title(title: str | None, kind: str, texts: Sequence[str]) -> str | None:
    """The film's title, where a review says that the work has the same or writes it after it."""
    if title is None:
        return None
    beside = re.compile(rf"{kind},? [\"“‘']?{re.escape(title)}", re.IGNORECASE)
    said = any(_SAME_NAME.search(text) or beside.search(text) for text in texts)
    return title if said else None


# ----------------------------------------------------------------------------- evidence, confidence
def _evidence(
    heard: Sequence[Mention],
    years: Sequence[Mention],
    year: str | None,
    people: Mapping[str, Sequence[Credit]],
) -> Iterator[Evidence]:
    yield from (_piece(mention, mention.value) for mention in _once_a_review(heard))
    yield from (_piece(mention, mention.value) for mention in years if mention.value == year)
    for found in people.values():
        for credit in found:
            yield from (_piece(mention, credit.name) for mention in credit.mentions)


def _once_a_review(mentions: Sequence[Mention]) -> list[Mention]:
    first: dict[int, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.sentence.review, mention)
    return list(first.values())


def _piece(mention: Mention, value: str) -> Evidence:
    name = "based_on" if mention.field == "authors" else mention.field
    return Evidence(name, value, mention.sentence.review, mention.sentence.text)


def _confidence(
    title: TitleGuess,
    years: Sequence[Mention],
    year: str | None,
    people: Mapping[str, Sequence[Credit]],
) -> dict[str, float]:
    agreeing = [mention for mention in years if mention.value == year]
    share = len(agreeing) / len(years) if years else 0
    found = {
        "title": title.share * _certainty(title.mentions),
        "year": share * _certainty(agreeing),
    }
    for name, credit in people.items():
        known = "based_on" if name == "authors" else name
        found[known] = _certainty(credit[0].mentions) if credit else 0
    return {name: round(value, 3) for name, value in found.items()}


def _certainty(mentions: Sequence[Mention]) -> float:
    return 1 - 0.5 ** len({mention.sentence.review for mention in mentions})
