"""What a writer is told of their own text: which sentences seem to give something away, and what
others cover of it. Nobody but the writer gets this.

The writer covers such a sentence, or says that it gives nothing away. That word is kept, and the
program does not cover what it stands for; readers and editors may still see it otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from houselights.base.house import choice
from houselights.base.writing import write
from houselights.questions.models import Comment, Question
from houselights.reviews.models import Review
from houselights.spoilers.cloth import said_of
from houselights.spoilers.covering import By
from houselights.spoilers.marking import Judged, Rules, is_outright, marks_from
from houselights.spoilers.marks import Word, take_authors_words
from houselights.spoilers.models import Sentence
from houselights.spoilers.redact import Audience, covers_in
from houselights.spoilers.settling import Parts, Spot, Stand, stand_now
from houselights.spoilers.writings import Text, Written, column_of, film_of, words_in
from houselights.text.spans import Place, Span

type Said = Mapping[str, str]  # digests of sentences that are called harmless → why


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence that seems to give something away; `span` is in the text or the headline."""

    span: Span
    words: str
    digest: str
    is_title: bool  # it is (a part of) the headline, or of the question that is asked
    kept_open: bool  # its writer says that it gives nothing away
    reason: str


@dataclass(frozen=True, slots=True)
class CoveredByOthers:
    """A run of a text that others than its writer cover."""

    words: str
    by: By

    @property
    def by_whom(self) -> str:
        """Who covers it, in words."""
        return said_of(self.by)


# ── while writing ───────────────────────────────────────────────────────────────────────────────


def look_over(row: Written, said: Said, stored: Text | None = None) -> list[Suggestion]:
    """What a text seems to give away; `row` need not be saved.

    `said` is what its writer calls harmless, `stored` the text as it stands published, if it does.
    Sets on the present version the marks that it would get, so that a preview shows them.
    """
    rules = Rules(choice("program_covers"))
    if row.current is None or rules.program == "off":
        return []
    stand, decided = Parts(row), _decided(stored)
    judged = [
        Judged(one, decided.get(spot.key) or _in_short(spot, said))
        for one, spot in zip(stand.scored, stand.spots, strict=True)
    ]
    flag = False if isinstance(row, Question | Comment) else row.contains_spoilers
    folded = flag is not False
    marks = marks_from(judged, len(row.current.body), rules, folded=folded)
    row.current.marks, row.current.harmless, row.current.title_mark = marks
    if flag:
        return []
    return [
        _suggestion(stand, spot, said)
        for one, spot in zip(judged, stand.spots, strict=True)
        if _is_open(one) and is_outright(one.scored, rules) and not _is_covered(stand, spot)
    ]


def said_harmless(row: Text) -> dict[str, str]:
    """What the writer of a published text has called harmless, and why."""
    rows = Sentence.objects.filter(**{column_of(row): row}, author_said=False)
    return dict(rows.values_list("digest", "author_reason"))


def _decided(stored: Text | None) -> dict[tuple[str, str], Sentence]:
    if stored is None:
        return {}
    rows = Sentence.objects.filter(**{column_of(stored): stored}, gives_away__isnull=False)
    return {(one.place, one.digest): one for one in rows}


def _in_short(spot: Spot, said: Said) -> Sentence | None:
    """What the writer is about to say."""
    return Sentence(author_said=False) if spot.digest in said else None


def _is_open(judged: Judged) -> bool:
    """Whether nobody but its writer has decided on it."""
    return judged.said is None or judged.said.gives_away is None


def _is_covered(stand: Parts[Written], spot: Spot) -> bool:
    """Whether the writer covers every letter of it."""
    row = stand.row
    if spot.place == Place.HEADLINE:
        return isinstance(row, Review) and row.headline_covered
    covers = row.current.covers if row.current else []
    closed = {at for start, end in covers for at in range(start, end)}
    text = stand.words[Place.BODY]
    return closed.issuperset(at for at in range(*spot.span) if text[at].isalnum())


def _suggestion(stand: Parts[Written], spot: Spot, said: Said) -> Suggestion:
    return Suggestion(
        span=spot.span,
        words=stand.words[Place(spot.place)][slice(*spot.span)],
        digest=spot.digest,
        is_title=spot.place == Place.HEADLINE,
        kept_open=spot.digest in said,
        reason=said.get(spot.digest, ""),
    )


# ── what the writer says ────────────────────────────────────────────────────────────────────────


def keep_word(row: Text, said: Said, shown: Collection[str]) -> None:
    """Keep what the writer of a published text calls harmless, and act by it.

    `shown` are the digests of all sentences on which they were asked: what they don't call so any
    more is taken back.
    """
    with write(film_of(row)):
        stand = stand_now(row)
        known, harmless = stand.rows(), _said_in(stand, said)
        words = [Word(stand.keep(spot), False, said[spot.digest]) for spot in harmless]
        words += [Word(one, None) for one in known if _is_taken_back(one, said, shown)]
        take_authors_words(stand, words)


def _said_in(stand: Stand, said: Said) -> list[Spot]:
    """The sentences of the text that are called harmless; what is not in it any more is dropped."""
    return [spot for spot in stand.by_key.values() if spot.digest in said]


def _is_taken_back(sentence: Sentence, said: Said, shown: Collection[str]) -> bool:
    in_question = sentence.digest in shown and sentence.digest not in said
    return in_question and sentence.author_said is False


# ── what others cover ───────────────────────────────────────────────────────────────────────────


def covered_by_others(row: Text, audience: Audience) -> Sequence[CoveredByOthers]:
    """What others cover of a published text for such readers, for its writer to see."""
    if row.current is None:
        return []
    text = words_in(row.current)[Place.BODY]
    covers = covers_in(row.public_id, row.current, audience)
    return [
        CoveredByOthers(text[slice(*cover.span)], cover.by)
        for cover in covers
        if cover.by is not By.AUTHOR
    ]
