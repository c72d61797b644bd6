"""What the marks of a text's sentences come to, kept with them; `rules` says how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from houselights.base.clock import now
from houselights.base.house import choice
from houselights.catalogue.actions import wait_for_turn
from houselights.questions.models import Question
from houselights.spoilers.knowledge import make_due
from houselights.spoilers.marking import apply_marks
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.records import tracks_of
from houselights.spoilers.rules import Bounds, Case, Outcome, Said, Track, holds, settle
from houselights.spoilers.scorer.score import THRESHOLDS
from houselights.spoilers.scores import scores_of
from houselights.spoilers.writings import (
    Text,
    Written,
    as_stored,
    column_of,
    film_of,
    tell,
    words_in,
)
from houselights.text.length import count_words
from houselights.text.spans import Place, Span
from houselights.text.words import sentence_digest

OUTRIGHT = 1000 * THRESHOLDS["outright"]
# Far below where the program covers it takes a sentence for harmless, and mostly rightly; the more
# so in a text in which it finds nothing that tells.
HARMLESS, HARMLESS_IN_CLEAN = OUTRIGHT / 3, OUTRIGHT / 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence of a text's present version; `suspicion` is the program's, 0 to 1000."""

    place: Place
    span: Span
    digest: str
    suspicion: int
    words: int

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by in its text; the same words are known as one."""
        return str(self.place), self.digest


class Parts[W: Written]:
    """A text as it stands, taken apart and scored."""

    def __init__(self, row: W) -> None:
        self.row = row
        self.scored = scores_of(row)
        self.words = words_in(row.current) if row.current else {}

    @cached_property
    def spots(self) -> list[Spot]:
        """Its sentences in order, the headline's first."""
        return [
            Spot(
                one.place,
                one.span,
                sentence_digest(text := self.words[one.place][one.span.start : one.span.end]),
                round(1000 * one.outright),
                count_words(text),
            )
            for one in self.scored
        ]

    @property
    def body(self) -> str:
        """The stored text; no reader gets it."""
        return self.words.get(Place.BODY, "")

    def words_of(self, spot: Spot) -> str:
        """The words of one of its sentences as they are stored; no reader gets them."""
        return self.words[spot.place][spot.span.start : spot.span.end]

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Spot]:
        """Its sentences by what they are known by."""
        return {spot.key: spot for spot in reversed(self.spots)}


class Stand(Parts[Text]):
    """The same of a text on whose sentences people have a say."""

    def rows(self) -> list[Sentence]:
        """Those of its sentences on which people have a say, wherever they stand."""
        return list(Sentence.objects.filter(**{column_of(self.row): self.row}))

    def keep(self, spot: Spot) -> Sentence:
        """The row of a sentence, made where there is none yet."""
        found, _made = Sentence.objects.get_or_create(
            **{column_of(self.row): self.row},
            place=spot.place,
            digest=spot.digest,
            defaults={
                "film_id": film_of(self.row),
                "start": spot.span.start,
                "end": spot.span.end,
                "suspicion": spot.suspicion,
            },
        )
        return found

    def settle(self) -> None:
        """Reckon what its marks come to, cover accordingly, and tell of it if anything changed.

        Inside `write(film_of(row))`.
        """
        if _reckon(self):
            make_due(film_of(self.row))
        if apply_marks(self.row, self.scored):
            tell(self.row)


def has_author_to_ask(row: Text) -> bool:
    """Whether somebody wrote it here who can answer."""
    writer = row.asker if isinstance(row, Question) else row.author
    return writer is not None and writer.is_active and not writer.is_demo


def author_time() -> timedelta:
    """How long an author has to answer when readers mark a sentence of theirs."""
    return timedelta(days=int(choice("author_days")))


def answer_by(sentence: Sentence, time: timedelta) -> datetime | None:
    """Until when the author, who was asked, may answer; None where nobody waits for an answer."""
    if sentence.author_asked_at is None or sentence.author_said is not None:
        return None
    until = sentence.author_asked_at + time
    return until if until > now() else None


def bounds_of(spots: Sequence[Spot]) -> Bounds:
    """Where the program's opinion of a text's sentences is clear."""
    tells = any(spot.suspicion >= OUTRIGHT for spot in spots)
    return Bounds(HARMLESS if tells else HARMLESS_IN_CLEAN, OUTRIGHT)


def _reckon(stand: Stand) -> bool:
    """Settle what is to be settled by readers, or is no longer; whether anything was."""
    writer_id = stand.row.writer.pk if stand.row.writer else None
    open_rows = [one for one in stand.rows() if one.settled_by in ("", Sentence.By.READERS)]
    said = _said_of(open_rows, writer_id)
    whole = sum(spot.words for spot in stand.spots) or 1
    bounds = bounds_of(stand.spots)
    changed, earlier, covered, time = False, 0, 0, author_time()
    for sentence in sorted(open_rows, key=_order):
        spot = stand.by_key.get((sentence.place, sentence.digest))
        if spot is None or not (said[sentence.pk] or sentence.settled_by):
            continue
        case = Case(
            marks=said[sentence.pk],
            suspicion=spot.suspicion,
            bounds=bounds,
            author_said=sentence.author_said,
            must_wait=answer_by(sentence, time) is not None,
            earlier=earlier,
            share=(covered + spot.words) / whole,
        )
        changed |= _keep(sentence, case)
        if sentence.gives_away:
            earlier, covered = earlier + 1, covered + spot.words
    return changed


def _order(sentence: Sentence) -> tuple[bool, float, int]:
    """What readers settled goes first, in that order, so that later marks don't unsettle it."""
    at = sentence.settled_at.timestamp() if sentence.settled_at else 0
    return not sentence.settled_by, at, sentence.pk


def stand_now(row: Text) -> Stand:
    """The text as it is once nobody else writes about its film. Inside `write(film_of(row))`."""
    wait_for_turn(film_of(row))
    return Stand(as_stored(row))


def _said_of(sentences: Iterable[Sentence], writer_id: int | None) -> Mapping[int, Sequence[Said]]:
    """What readers say of these sentences, by the sentence; its own writer is no reader."""
    rows = SentenceMark.objects.filter(sentence__in=sentences, person__is_active=True)
    marks = list(rows.exclude(person=writer_id).order_by("pk"))
    tracks = tracks_of({mark.person_id for mark in marks})
    said: dict[int, list[Said]] = defaultdict(list)
    for mark in marks:
        said[mark.sentence_id].append(Said(mark.gives_away, tracks.get(mark.person_id, Track())))
    return said


def _keep(sentence: Sentence, case: Case) -> bool:
    """Keep what a sentence's marks come to; whether it is settled otherwise than before."""
    outcome = settle(case)
    before = (sentence.gives_away, sentence.waits)
    if outcome in (Outcome.GIVES_AWAY, Outcome.HARMLESS):
        sentence.gives_away, sentence.waits = outcome is Outcome.GIVES_AWAY, False
    else:
        sentence.waits = sentence.waits or outcome is Outcome.WAITS
        if sentence.gives_away is not None and not holds(case, gives_away=sentence.gives_away):
            sentence.gives_away = None
    if before == (sentence.gives_away, sentence.waits):
        return False
    is_new = before[0] is not sentence.gives_away
    if is_new:
        is_settled = sentence.gives_away is not None
        sentence.settled_by = Sentence.By.READERS if is_settled else ""
        sentence.settled_at = now() if is_settled else None
    sentence.save(update_fields=["gives_away", "waits", "settled_by", "settled_at"])
    return is_new
