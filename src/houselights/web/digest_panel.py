"""A film's digest as its page shows it: a chart, and in few lines what else reviews agree on."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from houselights.catalogue.models import Film
from houselights.digest.citing import Wanted
from houselights.digest.foremost import foremost
from houselights.digest.models import Kind
from houselights.digest.reads import Digest, digest_of
from houselights.digest.summary import ENOUGH_VOICES, For, Group, Readers, Row, Summary
from houselights.opinions.material import Polarity
from houselights.web import digest_words as words
from houselights.web.digest_chart import ChartRow, chart_rows
from houselights.web.digest_quotes import CitedQuote, film_audience, subject_address
from houselights.web.example_questions import Examples, examples_from
from houselights.web.numbers import grouped
from houselights.web.reading import Reader

log = logging.getLogger(__name__)

ROWS = 8
COMPARED = 4

type Quotes = Mapping[Wanted, CitedQuote]


@dataclass(frozen=True, slots=True)
class Told:
    """A word or two with how many reviews say so, and where they are read."""

    name: str
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """What people who rated the film alike praise and criticise."""

    label: str
    praise: list[Told]
    criticise: list[Told]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What viewers disagree about, with a sentence of each side where one is open."""

    told: Told
    quotes: list[tuple[str, CitedQuote]]  # with the side in words


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """Another film, its page where the catalogue has it, and how reviews compare them."""

    title: str
    film: Film | None
    told: Told


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Who will like the film, or who will not, in one review's words."""

    told: Told
    quote: CitedQuote | None


@dataclass(frozen=True, slots=True)
class ReadersLine:
    """What people say who knew what the film is based on, or who did not."""

    told: Told
    whole: str
    faithfulness: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The digest on a film page; the template `digest/panel.html` gets it as `panel`."""

    film: Film
    number: str  # of reviews, in words
    built_at: datetime
    whole: Told | None = None
    chart: list[ChartRow] = field(default_factory=list)
    topics: list[Told] = field(default_factory=list)
    groups: list[GroupLine] = field(default_factory=list)
    disagreement: Disagreement | None = None
    compared: list[ComparedLine] = field(default_factory=list)
    for_whom: list[ForWhom] = field(default_factory=list)
    readers: list[ReadersLine] = field(default_factory=list)
    asks: Examples = field(default_factory=list)  # questions that the reviews answer

    @property
    def has_facts(self) -> bool:
        """Whether anything stands beside the chart."""
        lines = [*self.groups, *self.compared, *self.for_whom, *self.readers]
        return bool(lines or self.disagreement)


def panel_of(film: Film, reader: Reader) -> Panel | None:
    """The panel for a reader; None where too few reviews say anything, or it cannot be read.

    A film page without it is whole, so whatever goes wrong here is told in the log only.
    """
    try:
        digest = digest_of(film, reader.bases)
        return _panel(film, digest, reader) if digest else None
    except Exception:
        log.exception("The digest of the film with the id %d could not be shown.", film.pk)
        return None


def _panel(film: Film, digest: Digest, reader: Reader) -> Panel | None:
    summary = digest.summary
    wanted = list(_wanted(summary))
    found = foremost(film, film_audience(reader, film), wanted)
    quotes = {one: CitedQuote(cited) for one, cited in zip(wanted, found, strict=True) if cited}
    panel = Panel(
        film=film,
        number=words.from_reviews(summary.reviews),
        built_at=digest.built_at,
        whole=_whole(film, summary),
        chart=chart_rows(film, summary.aspects[:ROWS]),
        topics=[_topic(film, row) for row in summary.topics],
        groups=list(_groups(film, summary)),
        disagreement=_disagreement(film, summary.divided, quotes),
        compared=list(_compared(film, digest)),
        for_whom=list(_for_whom(film, summary, quotes)),
        readers=list(_readers(film, summary)),
        asks=examples_from(summary, film),
    )
    return panel if panel.chart or panel.topics or panel.has_facts else None


def _wanted(summary: Summary) -> Iterator[Wanted]:
    """The counts of which one sentence is quoted."""
    for row in summary.divided[:1]:
        for side in (Polarity.PRAISE, Polarity.CRITICISE):
            yield Wanted(row.kind, row.subject, side)
    for whom, number in ((For.FOR, summary.is_for), (For.NOT_FOR, summary.not_for)):
        if number:
            yield Wanted(Kind.AUDIENCE, whom)


def _whole(film: Film, summary: Summary) -> Told | None:
    if not summary.whole.voices:
        return None
    row = Row(Kind.ASPECT, "whole", summary.whole)
    return _told(film, row, words.judged(summary.whole))


def _topic(film: Film, row: Row) -> Told:
    return _told(film, row, grouped(row.count.voices))


def _told(film: Film, row: Row, number: str, group: Group | None = None) -> Told:
    return Told(
        words.name_of(row.kind, row.subject, film),
        number,
        subject_address(film, row.kind, row.subject, group),
    )


def _groups(film: Film, summary: Summary) -> Iterator[GroupLine]:
    for group, rows in ((Group.HIGH, summary.high), (Group.LOW, summary.low)):
        praise = [
            _told(film, row, grouped(row.count.praise), group)
            for row in rows
            if row.count.praise > row.count.criticise
        ]
        criticise = [
            _told(film, row, grouped(row.count.criticise), group)
            for row in rows
            if row.count.criticise > row.count.praise
        ]
        if praise or criticise:
            yield GroupLine(str(words.GROUPS[group]), praise, criticise)


def _disagreement(film: Film, divided: Sequence[Row], quotes: Quotes) -> Disagreement | None:
    if not divided:
        return None
    row = divided[0]
    told = _told(film, row, words.judged(row.count))
    sides = (Polarity.PRAISE, Polarity.CRITICISE)
    asked = [Wanted(row.kind, row.subject, side) for side in sides]
    return Disagreement(
        told,
        [
            (words.side_in_words(row.kind, side), quotes[one])
            for side, one in zip(sides, asked, strict=True)
            if one in quotes
        ],
    )


def _compared(film: Film, digest: Digest) -> Iterator[ComparedLine]:
    for one in digest.summary.compared[:COMPARED]:
        address = subject_address(film, Kind.COMPARISON, one.title)
        told = Told(one.title, words.compared(one.count), address)
        yield ComparedLine(one.title, digest.film_of(one), told)


def _for_whom(film: Film, summary: Summary, quotes: Quotes) -> Iterator[ForWhom]:
    for whom, number in ((For.FOR, summary.is_for), (For.NOT_FOR, summary.not_for)):
        quote = quotes.get(Wanted(Kind.AUDIENCE, whom))
        if quote:
            address = subject_address(film, Kind.AUDIENCE, whom)
            name = words.name_of(Kind.AUDIENCE, whom, film)
            yield ForWhom(Told(name, grouped(number), address), quote)


def _readers(film: Film, summary: Summary) -> Iterator[ReadersLine]:
    of_subjects: dict[Group, Readers] = {
        Group.FIRST: summary.first,
        Group.NOT_FIRST: summary.not_first,
    }
    for subject, readers in of_subjects.items():
        if readers.reviews >= ENOUGH_VOICES:
            told = Told(
                words.name_of(Kind.SOURCE, subject, film),
                words.from_reviews(readers.reviews),
                subject_address(film, Kind.SOURCE, subject),
            )
            whole, faithful = words.judged(readers.whole), words.judged(readers.faithfulness)
            yield ReadersLine(told, whole, faithful)
