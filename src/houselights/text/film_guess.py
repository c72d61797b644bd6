"""Which film a page of reviews is about, as the reviews themselves say it.

Nothing is looked up: a value is proposed only with the sentences that say it, and what the text
does not say stays None. An editor accepts or corrects.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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
from houselights.text.page_model import Page


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
    share among all that give any value where the field holds one value (title, year, based_on).
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
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’')]*\s+(?=[\"“‘'(]?[^\W\d_a-z])|\n\s*\n|\r")
_INITIAL = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Dr|Jr|St)\.$")


def guess_film(page: Page) -> FilmGuess:
    """Propose title, year, makers and source from the text of the page's reviews and answers."""
    sentences = list(islice(_sentences(page), _MAX_SENTENCES))
    title, heard = _guess_title(page.title or "", sentences)
    years = list(_year_mentions(title, sentences)) or _year_of_heading(title, page.title or "")
    year = _commonest(years)
    people = _guess_people(title, sentences)
    source = _guess_source(title, people["authors"], sentences)
    names = {name: tuple(credit.name for credit in found) for name, found in people.items()}
    return FilmGuess(
        title=title,
        year=int(year) if year else None,
        directors=names["directors"],
        writers=names["writers"],
        cast=names["cast"],
        based_on=source,
        evidence=tuple(_evidence(heard, years, year, people)),
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
    """Sentences, with initials and titles kept together ("J. K. Rowling", "Dr. Who")."""
    parts: list[str] = []
    for passage in _SENTENCE.split(text):
        part = " ".join(passage.split())
        if parts and _INITIAL.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"[:_MAX_SENTENCE]
        elif part:
            parts.append(part[:_MAX_SENTENCE])
    return parts


# ------------------------------------------------------------------------------------------ title
_CAP = r"(?:[A-Z\u00c0-\u00de\u0100-\u017f][\w’'-]*|\d+)"
_RUN = re.compile(rf"{_CAP}(?:,? (?:(?:of|the|and|in|a|an|to|for|on|at|de|la|le|du|&) )*{_CAP})*:?")
_QUOTED = re.compile(
    r"[\"“«]([^\"”»\n]{2,60})[\"”»']|‘([^’\n]{2,60})’|(?<!\w)'([^'\n]{2,60})'(?!\w)"
)
_NOISE = re.compile(
    r"\b(?:user|users|reader|readers|imdb|reviews?|ratings?|films?|movies?|phim|năm|đánh giá"
    r"|critics?|page|full|official|letterboxd|rotten tomatoes)\b|[(\[]?\b(?:19|20)\d\d\b[)\]]?",
    re.IGNORECASE,
)
_STARTS_BADLY = frozenset({"i", "it", "this", "but", "and", "if", "so", "he", "she", "we", "you"})
_MAX_TITLE_WORDS = 8


def _guess_title(heading: str, sentences: Sequence[Sentence]) -> tuple[str | None, list[Mention]]:
    """The phrase that most reviews quote or repeat; the page's heading confirms, in any case."""
    heard: dict[str, list[Mention]] = defaultdict(list)
    quoted: Counter[str] = Counter()
    for sentence in sentences:
        for phrase, is_quoted in _phrases(sentence.text):
            key = _key(phrase)
            heard[key].append(Mention("title", phrase, sentence))
            quoted[key] += is_quoted
    cleaned = _clean_heading(heading)
    heading_key = f" {_key(heading)} "
    weights = {
        key: _title_weight(key, mentions, quoted[key], heading_key)
        for key, mentions in heard.items()
    }
    best = max(sorted(weights), key=lambda key: weights[key], default="")
    if not best or (weights[best] < 2 and cleaned):
        return cleaned or None, []
    return _usual_form(heard[best]), heard[best]


def _phrases(text: str) -> Iterator[tuple[str, bool]]:
    for match in _QUOTED.finditer(text):
        phrase = next(group for group in match.groups() if group).strip(" ,.!?;")
        if phrase[:1].isupper() or phrase[:1].isdigit():
            yield phrase, True
    for match in _RUN.finditer(text):
        yield from ((phrase, False) for phrase in _sub_phrases(match.group()))


def _sub_phrases(run: str) -> Iterator[str]:
    words = run.strip(" ,:").split()[: 2 * _MAX_TITLE_WORDS]
    for start in range(len(words)):
        if not words[start][:1].islower():
            for end in range(start + 1, min(len(words), start + _MAX_TITLE_WORDS) + 1):
                if not words[end - 1][:1].islower():
                    yield " ".join(words[start:end]).strip(",:")


def _key(phrase: str) -> str:
    possessive = re.sub(r"[’']s?(?=\s|$)", "", phrase)
    return " ".join(re.findall(r"[\w’'-]+", possessive.casefold()))


def _title_weight(key: str, mentions: Sequence[Mention], quoted: int, heading: str) -> float:
    """Reviews that say it; quoted more, long more, confirmed by the heading most."""
    words = key.split()
    if not words or (words[0] in _STARTS_BADLY and len(words) < 3) or key.isdigit():
        return 0
    reviews = len({mention.sentence.review for mention in mentions})
    confirmed = f" {key} " in heading and not _NOISE.fullmatch(key)
    length = 1 + 0.3 * (min(len(words), 6) - 1)
    return (reviews + min(quoted, 2 * reviews)) * length * (4 if confirmed else 1)


def _usual_form(mentions: Sequence[Mention]) -> str:
    """The form most used; capitals throughout only if no review writes it otherwise."""
    forms = Counter(re.sub(r"[’']s?$", "", mention.value) for mention in mentions)
    return max(sorted(forms), key=lambda form: (not form.isupper(), form.istitle(), forms[form]))


def _clean_heading(heading: str) -> str:
    """The heading without years and words such as "review"; its first part if that has several."""
    parts = re.split(r"\s[|–—-]\s|[|:]\s", _NOISE.sub(" ", heading))
    return next((" ".join(part.split()) for part in parts if part.strip(" |–—-:")), "")


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


def _guess_people(title: str | None, sentences: Sequence[Sentence]) -> dict[str, list[Credit]]:
    mentions = {
        name: list(mentions_of(name, sentences))
        for name in ("directors", "writers", "cast", "authors")
    }
    mentions["directors"] += _possessives(title, sentences)
    found = {name: credits_of(heard) for name, heard in mentions.items()}
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
    pattern = re.compile(rf"({_CAP} {_CAP})[’']s? [\"“‘']?{re.escape(title)}")
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
    heard: Sequence[Mention],
    years: Sequence[Mention],
    year: str | None,
    people: Mapping[str, Sequence[Credit]],
) -> dict[str, float]:
    agreeing = [mention for mention in years if mention.value == year]
    share = len(agreeing) / len(years) if years else 0
    found = {"title": _certainty(heard), "year": share * _certainty(agreeing)}
    for name, credit in people.items():
        known = "based_on" if name == "authors" else name
        found[known] = _certainty(credit[0].mentions) if credit else 0
    return {name: round(value, 3) for name, value in found.items()}


def _certainty(mentions: Sequence[Mention]) -> float:
    return 1 - 0.5 ** len({mention.sentence.review for mention in mentions})
