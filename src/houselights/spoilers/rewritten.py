"""What editors cover and its writer has rewritten: where it stands now, or what stands instead."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from houselights.base.models import TextRevision
from houselights.spoilers.gathering import words_of
from houselights.spoilers.models import Sentence
from houselights.spoilers.scorer.material import Scored
from houselights.spoilers.writings import Text, words_in
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place, Span
from houselights.text.words import folded_words, sentence_digest

type Name = tuple[str, str]  # what a sentence is known by in its text: its place and its digest

MOST_WORDS = 0.6  # of a sentence: so many of them are still the same sentence


class Present:
    """The sentences of a text's present version by their numbers in `scored`."""

    def __init__(self, words: Mapping[Place, str], scored: Sequence[Scored]) -> None:
        self.scored = scored
        self._words = words
        self.names = [_name(words, one.place, one.span) for one in scored]

    def places(self) -> dict[Name, list[int]]:
        """Their numbers by what they are known by; the same words are known as one."""
        places: dict[Name, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            places[name].append(number)
        return places

    def likest(
        self, sentence: Sentence, before: Counter[str], numbers: Iterable[int]
    ) -> tuple[int, int]:
        """Of these sentences the one with the most of those words, then the nearest to where it
        stood; how many words, and its number, -1 without any sentence.
        """
        found = [(self._shared(before, one), -self._away(sentence, one), one) for one in numbers]
        shared, _near, number = max(found, default=(0, 0, -1))
        return shared, number

    def _away(self, sentence: Sentence, number: int) -> int:
        return abs(self.scored[number].span.start - sentence.start)

    def _shared(self, before: Counter[str], number: int) -> int:
        one = self.scored[number]
        return (before & Counter(folded_words(self._words[one.place][slice(*one.span)]))).total()


def moved_to(
    row: Text, sentence: Sentence, present: Present, places: Mapping[Name, Sequence[int]]
) -> Name | None:
    """The place, of these, where most words of a sentence stand now, so that no edit of a word or
    two opens it; None where there is none, or nobody knows its words any more.
    """
    before = _words_before(row, sentence)
    numbers = [found[0] for name, found in places.items() if name[0] == sentence.place]
    shared, number = present.likest(sentence, before, numbers)
    is_same = before and shared >= MOST_WORDS * before.total()
    return present.names[number] if is_same else None


def in_its_place(row: Text, sentence: Sentence, present: Present) -> int | None:
    """The sentence that stands where the words of an editors' cover have gone, for them to look at.

    Of all that were not there when they decided the one that says most of it; None where nothing
    came since.
    """
    seen = _names_in(_version_at(row, sentence))
    new = [number for number, name in enumerate(present.names) if name not in seen]
    _shared, number = present.likest(sentence, _words_before(row, sentence), new)
    return number if new else None


def _words_before(row: Text, sentence: Sentence) -> Counter[str]:
    return Counter(folded_words(words_of(sentence, row) or ""))


def _version_at(row: Text, sentence: Sentence) -> TextRevision | None:
    """The version on which they decided."""
    at = sentence.settled_at or sentence.created_at
    return row.revisions.filter(created_at__lte=at).order_by("-number").first()


def _names_in(version: TextRevision | None) -> set[Name]:
    if version is None:
        return set()
    words = words_in(version)
    return {
        _name(words, place, span)
        for place, text in words.items()
        for span in split_sentences(text, version.language or None)
    }


def _name(words: Mapping[Place, str], place: Place, span: Span) -> Name:
    return str(place), sentence_digest(words[place][span.start : span.end])
