"""What others than its writer cover of a text: by what people decided, then by the program.

`apply_marks` keeps it with the text's present version. Whoever settles a sentence calls it inside
`write(film_of(row))` and announces the text afterwards (`writings.tell`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from houselights.base.house import choice
from houselights.base.models import TextRevision
from houselights.questions.models import (
    AnswerRevision,
    Comment,
    CommentRevision,
    Question,
    QuestionRevision,
)
from houselights.reviews.models import Revision
from houselights.spoilers.anchors import Anchors
from houselights.spoilers.covering import By, Level, Mark
from houselights.spoilers.gathering import model_of
from houselights.spoilers.models import Sentence
from houselights.spoilers.scorer.film import FilmModel
from houselights.spoilers.scorer.material import Scored
from houselights.spoilers.scorer.score import THRESHOLDS, score_writing
from houselights.spoilers.writings import Written, column_of, film_of, words_in, writing_of
from houselights.text.spans import Place

# The levels of what people settled; they stand in `covering` with their meaning.
_SETTLED = {
    Sentence.By.AUTHOR: Level.SOURCE,
    Sentence.By.EDITORS: Level.SOURCE,
    Sentence.By.READERS: Level.PREMISE,
}
# Of a folded text less than this share is not worth opening: scattered crumbs tell nothing.
_LEAST_OPEN = 0.3


@dataclass(frozen=True, slots=True)
class Rules:
    """What the program may do: the house's choice `program_covers`, and the thresholds."""

    program: str = "cover"
    thresholds: Mapping[str, float] = field(default_factory=lambda: THRESHOLDS)


class Judged(NamedTuple):
    """A sentence with its scores and what people said of it, if anybody did.

    `looked_at`: its writer has covered words of it, and so decided which give something away.
    """

    scored: Scored
    said: Sentence | None
    looked_at: bool = False


class Marks(NamedTuple):
    """What is kept with a version, as `TextRevision` says."""

    marks: list[list[int | str]]
    harmless: list[list[int]]
    title_mark: list[int | str]


def marks_from(judged: Sequence[Judged], length: int, rules: Rules, *, folded: bool) -> Marks:
    """The marks of a text of which these are all sentences, `length` the characters of its body.

    `folded`: only of a text that is folded as a whole the harmless runs are of use.
    """
    marks: list[list[int | str]] = []
    title, harmless = (Level.OPEN, By.PROGRAM), list[bool]()
    for one in judged:
        level, by = level_of(one, rules)
        if one.scored.place is Place.HEADLINE:
            title = max(title, (level, by), key=lambda mark: mark[0])
            continue
        if level:
            marks.append(list(Mark(*one.scored.span, int(level), str(by))))
        harmless.append(not level and _is_harmless(one, rules))
    body = [one.scored for one in judged if one.scored.place is Place.BODY]
    runs = _runs(body, harmless) if folded else []
    enough = sum(end - start for start, end in runs) >= _LEAST_OPEN * length
    return Marks(marks, runs if enough else [], [int(title[0]), str(title[1])] if title[0] else [])


def level_of(one: Judged, rules: Rules) -> tuple[Level, By]:
    """For whom a sentence is covered, and by whom; what people settled goes before the program."""
    said = one.said
    if said is not None and said.gives_away:
        return _SETTLED[Sentence.By(said.settled_by)], By(said.settled_by)
    if said is not None and (said.gives_away is False or said.author_said is False):
        return Level.OPEN, By.PROGRAM
    if one.looked_at:
        return Level.OPEN, By.PROGRAM
    return _by_program(one.scored, rules), By.PROGRAM


def quotable_in(judged: Iterable[Judged], rules: Rules) -> list[list[int | str]]:
    """Which sentences that are open may also be quoted alone, as `Revision` keeps them.

    Whoever reads a review chose to; a quotation reaches many who did not. The program's choice
    (`program_covers`) is about reviews and changes nothing here.
    """
    return [
        [str(one.scored.place), *one.scored.span]
        for one in judged
        if _is_quotable(one, rules) and not level_of(one, rules)[0]
    ]


def _is_quotable(one: Judged, rules: Rules) -> bool:
    """By what the house decided, or else by the program; its writer's word is not enough."""
    if one.said is not None and one.said.gives_away is not None:
        return not one.said.gives_away
    return one.scored.hints < rules.thresholds["risky"]


def is_outright(scored: Scored, rules: Rules) -> bool:
    """Whether the program takes the sentence to tell outright."""
    return scored.outright >= rules.thresholds["outright"]


def _proposed(scored: Sequence[Scored], rules: Rules) -> frozenset[int]:
    if rules.program != "propose":
        return frozenset()
    return frozenset(n for n, one in enumerate(scored) if is_outright(one, rules))


def _by_program(scored: Scored, rules: Rules) -> Level:
    if rules.program == "off":
        return Level.OPEN
    if is_outright(scored, rules):
        return Level.PREMISE if rules.program == "cover" else Level.NOTHING
    return Level.NOTHING if scored.hints >= rules.thresholds["hints"] else Level.OPEN


def _is_harmless(one: Judged, rules: Rules) -> bool:
    if one.said is not None and one.said.gives_away is False:
        return True
    return one.scored.hints < rules.thresholds["harmless_sure"]


def _runs(body: Sequence[Scored], harmless: Sequence[bool]) -> list[list[int]]:
    """Neighbouring harmless sentences together, with what stands between them."""
    runs: list[list[int]] = []
    before = False
    for scored, is_harmless in zip(body, harmless, strict=True):
        if is_harmless and before:
            runs[-1][1] = scored.span.end
        elif is_harmless:
            runs.append([scored.span.start, scored.span.end])
        before = is_harmless
    return runs


# ── kept with the text ──────────────────────────────────────────────────────────────────────────


def apply_marks(row: Written, scored: Sequence[Scored] | None = None) -> bool:
    """Keep what is covered of a text's present version; whether that is anything new.

    `scored` are all its sentences; None scores them with what is known of the film. Sentences on
    which people have a say are found again in the text first. Inside `write(film_of(row))`.
    """
    if row.current is None:
        return False
    given = score(row) if scored is None else scored
    anchors = anchors_of([row])
    changed = mark_row(row, given, anchors, Rules(choice("program_covers")))
    if changed is not None:
        changed.keep_marks()
    return changed is not None


def anchors_of(rows: Sequence[Written]) -> Anchors:
    """The sentences of texts of one kind on which people have a say; of comments none."""
    texts = [row for row in rows if not isinstance(row, Comment)]
    if not texts:
        return Anchors(())
    keys = [row.pk for row in texts]
    return Anchors.of(Sentence.objects.filter(**{f"{column_of(texts[0])}__in": keys}))


def score(row: Written, model: FilmModel | None = None) -> list[Scored]:
    """Every sentence of a text with its probabilities, by what is known of its film.

    `model` is that knowledge where it is at hand.
    """
    writing = writing_of(row)
    return score_writing(writing, model or model_of(film_of(row))) if writing else []


def mark_row(
    row: Written, scored: Sequence[Scored], anchors: Anchors, rules: Rules
) -> TextRevision | None:
    """Set the marks on the text's present version, not saved; that version where they are new.

    `anchors` are the film's (or at least the text's) sentences on which people have a say.
    """
    revision = row.current
    if revision is None:
        return None
    words = words_in(revision)
    proposed = _proposed(scored, rules)
    said = {} if isinstance(row, Comment) else anchors.fit(row, words, scored, proposed)
    judged = [
        Judged(one, said.get(number), _is_looked_at(one, revision.covers))
        for number, one in enumerate(scored)
    ]
    folded = not isinstance(row, Question | Comment) and row.contains_spoilers is not False
    marks = marks_from(judged, len(words[Place.BODY]), rules, folded=folded)
    before = _kept(revision)
    revision.marks, revision.harmless, revision.title_mark = marks
    if isinstance(revision, Revision):
        revision.quotable = quotable_in(judged, rules)
    return None if _kept(revision) == before else revision


def _kept(revision: TextRevision) -> list[object]:
    return [getattr(revision, name) for name in revision.KEPT_BY_SPOILERS]


def _is_looked_at(scored: Scored, covers: Sequence[Sequence[int]]) -> bool:
    span = scored.span
    in_body = scored.place is Place.BODY
    return in_body and any(start < span.end and span.start < end for start, end in covers)


def save_marks(revisions: Sequence[TextRevision]) -> None:
    """Save what `mark_row` set, many rows at once."""
    for kind in (Revision, AnswerRevision, QuestionRevision, CommentRevision):
        _save(kind, [one for one in revisions if isinstance(one, kind)])


def _save(kind: type[TextRevision], revisions: Sequence[TextRevision]) -> None:
    """One statement, sent for each row; the ORM's update of many rows takes ten times as long."""
    table = kind._meta.db_table  # noqa: SLF001  # public in all but name
    names = ", ".join(f"{name} = %s" for name in kind.KEPT_BY_SPOILERS)
    rows = [(*map(json.dumps, _kept(one)), one.pk) for one in revisions]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {connection.ops.quote_name(table)} SET {names} WHERE id = %s",  # noqa: S608  # names of our own
                rows,
            )
