"""A text sentence by sentence, as one audience may see it, with what was said of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.base.models import State, TextRevision
from houselights.questions.models import Answer
from houselights.reviews.models import Review
from houselights.spoilers.cloth import cover_run
from houselights.spoilers.covering import By, Cover, Level, Mark, covers_around
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.redact import (
    Audience,
    Shown,
    covers_in,
    headline_shut,
    redact_answer,
    redact_details,
    redact_review,
    title_shut,
)
from houselights.spoilers.settling import Spot, Stand, answer_by, author_time
from houselights.spoilers.writings import Text
from houselights.text.markup import MARKDOWN, plain_text, without_addresses
from houselights.text.spans import Place, Span
from houselights.text.words import folded_words

QUOTE_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence with its receipts.

    html: as the audience may see it, its covered runs closed. level: for whom it is covered, and
    `by` whom; `Level.OPEN` where nobody covers it. gives, harmless: how many readers say so.
    mine: what the viewer marked. repeats: the same words came before; what is said there counts.
    answer_by: until when its author, who was asked, may answer alone. own_part: how much of it the
    writer covers in the text itself, from 0 to 1.
    """

    spot: Spot
    html: SafeString
    is_closed: bool
    level: Level
    by: By | None
    said: Sentence | None
    gives: int
    harmless: int
    mine: bool | None
    repeats: bool
    answer_by: datetime | None
    own_part: float

    @property
    def key(self) -> str:
        """Names it in a form of its text's page."""
        return key_of(self.spot)


def key_of(spot: Spot) -> str:
    """What a sentence is called in forms: its place, and the beginning of its digest."""
    return f"{spot.place}-{spot.digest[:16]}"


def spot_of(stand: Stand, key: str) -> Spot | None:
    """The sentence of that key in the text's present version."""
    return next((spot for spot in stand.spots if key_of(spot) == key), None)


def spots_quoted(stand: Stand, quote: str) -> list[Spot]:
    """The sentences that hold these words, which somebody selected on a page; none if unknown."""
    wanted = folded_words(quote[:QUOTE_CHARACTERS])
    for place in (Place.BODY, Place.HEADLINE):
        words = [
            (word, spot)
            for spot in stand.spots
            if spot.place == place
            for word in folded_words(stand.words_of(spot))
        ]
        for at in range(len(words) - len(wanted) + 1 if wanted else 0):
            run = words[at : at + len(wanted)]
            if [word for word, _spot in run] == wanted:
                return list({spot.span: spot for _word, spot in run}.values())
    return []


def shown_whole(row: Text, audience: Audience) -> Shown:
    """The text as its own page shows it: whether it is folded, and what opens it."""
    if isinstance(row, Review):
        return redact_review(row, audience)
    return (
        redact_answer(row, audience) if isinstance(row, Answer) else redact_details(row, audience)
    )


def shown_sentences(stand: Stand, audience: Audience, viewer: Viewer) -> list[ShownSentence]:
    """All sentences of an open text in order; none of one that is folded for the audience."""
    row, revision = stand.row, stand.row.current
    shown = shown_whole(row, audience)
    if revision is None or not shown.is_open:
        return []
    covers = covers_in(row.public_id, revision, audience)
    if shown.in_part:
        covers = covers_around(row.public_id, stand.body, revision.harmless, covers)
    said = {(one.place, one.digest): one for one in stand.rows()}
    marks = _marks_of(said.values())
    before, time = set[tuple[str, str]](), author_time()
    found = []
    for spot in stand.spots:
        html, is_closed = _html(stand, spot, covers, audience)
        sentence = said.get(spot.key)
        given = marks.get(sentence.pk, {}) if sentence else {}
        level, by = _covered(spot, revision, covers)
        found.append(
            ShownSentence(
                spot=spot,
                html=html,
                is_closed=is_closed,
                level=level,
                by=by,
                said=sentence,
                gives=sum(given.values()),
                harmless=len(given) - sum(given.values()),
                mine=given.get(viewer.pk) if isinstance(viewer, Person) else None,
                repeats=spot.key in before,
                answer_by=answer_by(sentence, time) if sentence else None,
                own_part=own_part(spot, revision),
            )
        )
        before.add(spot.key)
    return found


def _marks_of(sentences: Iterable[Sentence]) -> Mapping[int, Mapping[int, bool]]:
    """What readers say, by sentence and person; one query."""
    keys = [sentence.pk for sentence in sentences]
    rows = SentenceMark.objects.filter(sentence__in=keys, person__is_active=True)
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    for sentence, person, gives_away in rows.values_list("sentence", "person", "gives_away"):
        found[sentence][person] = gives_away
    return found


def _covered(
    spot: Spot, revision: TextRevision, covers: Sequence[Cover]
) -> tuple[Level, By | None]:
    """For whom others than its writer, or its writer, cover a sentence, and who that is."""
    if spot.place is Place.HEADLINE:
        level, by = revision.title_mark or (Level.OPEN, None)
        return Level(level), By(by) if by else None
    if own_part(spot, revision) == 1:
        return Level.SOURCE, By.AUTHOR
    marks = [mark for mark in map(Mark._make, revision.marks) if _meet(spot.span, Span(*mark[:2]))]
    highest = max(marks, key=lambda mark: mark.level, default=None)
    if own_part(spot, revision) and not (highest and highest.level >= Level.SOURCE):
        return Level.SOURCE, By.AUTHOR
    if highest:
        return Level(highest.level), By(highest.by)
    folded = any(cover.by is By.FLAG and _meet(spot.span, cover.span) for cover in covers)
    return (Level.SOURCE, By.FLAG) if folded else (Level.OPEN, None)


def own_part(spot: Spot, revision: TextRevision) -> float:
    """How much of a sentence its writer covers in the text itself, from 0 to 1."""
    if spot.place is Place.HEADLINE:
        return 0
    start, end = spot.span
    own = sum(max(0, min(end, its_end) - max(start, at)) for at, its_end in revision.covers)
    return float(own / (end - start))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


# ── the words ───────────────────────────────────────────────────────────────────────────────────


def _html(
    stand: Stand, spot: Spot, covers: Sequence[Cover], audience: Audience
) -> tuple[SafeString, bool]:
    """A sentence in plain words, links in place of what is covered; whether anything is."""
    if spot.place is Place.HEADLINE:
        return _headline(stand, spot, audience)
    pieces = list(_pieces(stand, spot, covers, audience))
    html = format_html_join("", "{}", ((piece,) for piece, _closed in pieces))
    return html, any(closed for _piece, closed in pieces)


def _headline(stand: Stand, spot: Spot, audience: Audience) -> tuple[SafeString, bool]:
    row, revision = stand.row, stand.row.current
    if isinstance(row, Review) and revision is not None and row.current is not None:
        shut = headline_shut(row, audience, row.current)
    else:
        shut = revision is not None and title_shut(row.public_id, revision, audience)
    if not shut:
        return format_html("{}", stand.words_of(spot)), False
    by = By(revision.title_mark[1]) if revision and revision.title_mark else By.AUTHOR
    link = audience.link(f"{row.public_id}-h")
    return format_html("{}", cover_run(link, spot.words, by)), True


def _pieces(
    stand: Stand, spot: Spot, covers: Sequence[Cover], audience: Audience
) -> Iterator[tuple[str, bool]]:
    at = spot.span.start
    for cover in covers:
        if not _meet(spot.span, cover.span):
            continue
        yield _words(stand, Span(at, cover.span.start)), False
        here = Span(max(cover.span.start, spot.span.start), min(cover.span.end, spot.span.end))
        at = here.end
        words = _words(stand, here)
        if audience.has_opened(cover.key):
            yield format_html('<span class="uncovered">{}</span>', words), False
        else:
            run = cover_run(audience.link(cover.key), len(words.split()), cover.by)
            yield run, True
    yield _words(stand, Span(at, spot.span.end)), False


def _words(stand: Stand, span: Span) -> str:
    """A run of the body in plain words, with the white space at its ends."""
    text = stand.body[span.start : max(span.start, span.end)]
    if stand.row.current is None or stand.row.current.format != MARKDOWN:
        return text
    bare = plain_text(without_addresses(text), MARKDOWN)
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{bare}{' ' * after}"


# ── what is asked of authors ────────────────────────────────────────────────────────────────────


def asked_of(author: Person, row: Text | None = None) -> list[tuple[Text, int]]:
    """Their texts of which somebody's word is asked for, each with the number of sentences."""
    waiting = Sentence.objects.filter(author_asked_at__isnull=False, author_said=None)
    asked = waiting.exclude(settled_by=Sentence.By.EDITORS)
    found: dict[Text, int] = defaultdict(int)
    for sentence in asked.filter(_written_by(author)).select_related(*_COLUMNS).order_by("pk"):
        text = sentence.review or sentence.question or sentence.answer
        if text is not None and row in (None, text):
            found[text] += 1
    return list(found.items())


_COLUMNS = {"review": "author", "question": "asker", "answer": "author"}


def _written_by(author: Person) -> Q:
    """Sentences of that author's texts that everybody may see."""
    of_texts = (
        Q(**{f"{column}__{writer}": author, f"{column}__state": State.PUBLISHED})
        for column, writer in _COLUMNS.items()
    )
    return reduce(or_, of_texts)
