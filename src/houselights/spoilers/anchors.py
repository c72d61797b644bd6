"""Sentences on which people have a say, found again in the present version of their texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from django.db.models import Exists, OuterRef, QuerySet

from houselights.spoilers.gathering import words_of
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.scorer.material import Place, Scored
from houselights.spoilers.writings import Text, column_of, digest_of, film_of
from houselights.text.words import folded_words

type Key = tuple[str, int]  # the column of the text, and its id

MOST_WORDS = 0.6  # of a sentence: so many of them are still the same sentence


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
        where most of its words are still said, and waits for them to look again. What is
        `proposed` (numbers in `scored`) and nobody has said anything of waits for the editors.
        """
        known = self._of_text.get((column_of(row), row.pk), [])
        if not known and not proposed:
            return {}
        places = _places(words, scored)
        found: dict[int, Sentence] = {}
        gone: list[Sentence] = []
        for sentence, is_marked in known:
            numbers = places.pop((sentence.place, sentence.digest), [])
            there = [scored[number] for number in numbers]
            if _has_a_say(sentence, is_marked):
                _put(sentence, there, waits=sentence.waits and bool(there))
                found |= dict.fromkeys(numbers, sentence)
                gone += [] if there else [sentence]
            elif not proposed.isdisjoint(numbers):
                _put(sentence, there, waits=True)
            else:
                sentence.delete()
        for sentence in filter(_is_covered_by_editors, gone):
            found |= _follow(row, sentence, words, scored, places)
        _propose(row, places, scored, proposed)
        return found


def _is_covered_by_editors(sentence: Sentence) -> bool:
    return sentence.gives_away is True and sentence.settled_by == Sentence.By.EDITORS


def _follow(
    row: Text,
    sentence: Sentence,
    words: Mapping[Place, str],
    scored: Sequence[Scored],
    places: dict[tuple[str, str], list[int]],
) -> dict[int, Sentence]:
    """Put a sentence where most of its words stand now, so that no edit of a word or two opens it.

    Takes that place out of `places`; empty where there is none, or nobody knows its words any more.
    """
    before = Counter(folded_words(words_of(sentence, row) or ""))

    def kept(key: tuple[str, str]) -> int:
        start, end = scored[places[key][0]].span
        return (before & Counter(folded_words(words[Place(key[0])][start:end]))).total()

    likest = max((key for key in places if key[0] == sentence.place), key=kept, default=None)
    if likest is None or not before or kept(likest) < MOST_WORDS * before.total():
        return {}
    numbers = places.pop(likest)
    sentence.digest = likest[1]
    sentence.save(update_fields=["digest"])
    _put(sentence, [scored[number] for number in numbers], waits=True)
    return dict.fromkeys(numbers, sentence)


def _key_of(sentence: Sentence) -> Key:
    if sentence.review_id is not None:
        return "review", sentence.review_id
    if sentence.question_id is not None:
        return "question", sentence.question_id
    return "answer", sentence.answer_id or 0


def _places(
    words: Mapping[Place, str], scored: Sequence[Scored]
) -> dict[tuple[str, str], list[int]]:
    """The numbers of the sentences by what they are known by; the same words are known as one."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(scored):
        digest = digest_of(words[one.place][one.span.start : one.span.end])
        places[str(one.place), digest].append(number)
    return places


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
    proposed: frozenset[int],
) -> None:
    """Rows for what the program proposes and nobody has said anything of."""
    Sentence.objects.bulk_create(
        _proposal(row, place, digest, [scored[number] for number in numbers])
        for (place, digest), numbers in places.items()
        if not proposed.isdisjoint(numbers)
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
