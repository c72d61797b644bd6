"""Sentences on which people have a say, found again in the present version of their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Self

from django.db.models import Exists, OuterRef, QuerySet

from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.rewritten import Name, Present, in_its_place, moved_to
from houselights.spoilers.scorer.material import Scored
from houselights.spoilers.writings import Text, column_of, film_of
from houselights.text.spans import Place

type Key = tuple[str, int]  # the column of the text, and its id


class Anchors:
    """The sentences of some texts; `fit` keeps their rows up to date, one text at a time."""

    def __init__(self, sentences: Iterable[tuple[Sentence, bool]]) -> None:
        """Sentences, and whether a reader marked them."""
        self._of_text: dict[Key, list[tuple[Sentence, bool]]] = defaultdict(list)
        for sentence, is_marked in sentences:
            self._of_text[_key_of(sentence)].append((sentence, is_marked))

    @classmethod
    def of(cls, rows: QuerySet[Sentence]) -> Self:
        """Those of a query."""
        marked = SentenceMark.objects.filter(sentence=OuterRef("pk"))
        return cls((one, one.is_marked) for one in rows.annotate(is_marked=Exists(marked)))

    def fit(
        self,
        row: Text,
        words: Mapping[Place, str],
        scored: Sequence[Scored],
        proposed: frozenset[int],
    ) -> dict[int, Sentence]:
        """What people say of the text's sentences, by their number in `scored`.

        Where each stands and how suspicious it is comes up to date; a row whose words are gone is
        dropped, and kept without effect where anybody had a say. What editors cover stays covered
        where most of its words are still said, and waits for them to look again; where they are
        not, what stands there instead waits. What is `proposed` (numbers in `scored`) and nobody
        has said anything of waits for the editors.
        """
        known = self._of_text.get((column_of(row), row.pk), [])
        if not known and not proposed:
            return {}
        present = Present(words, scored)
        places = present.places()
        found: dict[int, Sentence] = {}
        gone: list[Sentence] = []
        silent: list[tuple[Sentence, list[int]]] = []
        for sentence, is_marked in known:
            numbers = places.pop((sentence.place, sentence.digest), [])
            if not _has_a_say(sentence, is_marked):
                silent.append((sentence, numbers))
                continue
            there = [scored[number] for number in numbers]
            _put(sentence, there, waits=sentence.waits and bool(there))
            found |= dict.fromkeys(numbers, sentence)
            gone += [] if there else [sentence]
        waiting = set(proposed)
        for sentence in filter(_is_covered_by_editors, gone):
            moved = _move(row, sentence, present, places)
            found |= moved
            waiting |= set() if moved else _look_instead(row, sentence, present, found)
        _propose_again(silent, scored, waiting)
        _propose(row, places, scored, waiting)
        return found


def _is_covered_by_editors(sentence: Sentence) -> bool:
    return sentence.gives_away is True and sentence.settled_by == Sentence.By.EDITORS


def _move(
    row: Text, sentence: Sentence, present: Present, places: dict[Name, list[int]]
) -> dict[int, Sentence]:
    """Put a sentence where most of its words stand now; takes that place out of `places`."""
    name = moved_to(row, sentence, present, places)
    if name is None:
        return {}
    numbers = places.pop(name)
    sentence.digest = name[1]
    sentence.save(update_fields=["digest"])
    _put(sentence, [present.scored[number] for number in numbers], waits=True)
    return dict.fromkeys(numbers, sentence)


def _look_instead(
    row: Text, sentence: Sentence, present: Present, found: Mapping[int, Sentence]
) -> set[int]:
    """The number of the sentence that waits for the editors where they covered other words."""
    number = in_its_place(row, sentence, present)
    if number is None:
        return set()
    other = found.get(number)
    if other is not None and not other.settled_by:
        _put(other, [present.scored[number]], waits=True)
    return {number}


def _propose_again(
    silent: Iterable[tuple[Sentence, Sequence[int]]],
    scored: Sequence[Scored],
    waiting: Collection[int],
) -> None:
    """Rows of which nobody has said anything: they wait on, or are dropped."""
    for sentence, numbers in silent:
        if any(number in waiting for number in numbers):
            _put(sentence, [scored[number] for number in numbers], waits=True)
        else:
            sentence.delete()


def _key_of(sentence: Sentence) -> Key:
    if sentence.review_id is not None:
        return "review", sentence.review_id
    if sentence.question_id is not None:
        return "question", sentence.question_id
    return "answer", sentence.answer_id or 0


def _has_a_say(sentence: Sentence, is_marked: bool) -> bool:
    return is_marked or sentence.gives_away is not None or sentence.author_said is not None


def _put(sentence: Sentence, there: Sequence[Scored], *, waits: bool) -> None:
    """Say where the sentence stands now; one that is gone keeps where it stood."""
    before = (sentence.start, sentence.end, sentence.suspicion, sentence.waits)
    if there:
        spans = [one.span for one in there]
        if (sentence.start, sentence.end) not in spans:
            sentence.start, sentence.end = spans[0]
        sentence.suspicion = _suspicion(there)
    sentence.waits = waits
    if before != (sentence.start, sentence.end, sentence.suspicion, sentence.waits):
        sentence.save(update_fields=["start", "end", "suspicion", "waits"])


def _suspicion(there: Sequence[Scored]) -> int:
    return round(1000 * max(one.outright for one in there))


def _propose(
    row: Text,
    places: Mapping[tuple[str, str], Sequence[int]],
    scored: Sequence[Scored],
    proposed: Collection[int],
) -> None:
    """Rows for what the program proposes and nobody has said anything of."""
    Sentence.objects.bulk_create(
        _proposal(row, place, digest, [scored[number] for number in numbers])
        for (place, digest), numbers in places.items()
        if any(number in proposed for number in numbers)
    )


def _proposal(row: Text, place: str, digest: str, there: Sequence[Scored]) -> Sentence:
    start, end = there[0].span
    return Sentence(
        **{column_of(row): row},
        film_id=film_of(row),
        place=place,
        start=start,
        end=end,
        digest=digest,
        suspicion=_suspicion(there),
        waits=True,
    )
