"""How alike two texts are: near duplicates among reviews, and questions asked before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from houselights.text.words import folded_words, word_set

SHINGLE_WORDS = 4
LIKELY_THE_SAME = 0.6

# Words that say little about what is asked. Question words stay: "who" and "why" ask other things.
_LITTLE_WORDS = word_set(
    """
    a an the this that these those it its he his she her they their there here i my we our you your
    is are was were be been being am do does did done have has had will would can could shall
    should may might must of in on at to from for with by about as into and or but so if than then
    just really actually ever also movie film please anyone anybody
    someone know explain mean means meaning tell
    le la les un une des de du au aux et est ce cette dans que qui il elle ils elles
    der die das ein eine und ist im in den dem des es er sie zu von mit film
    el los las una y es en del al se su por con la pelicula
    la phim co khong va cua trong nay thi ma
    """
)
_QUESTION_WORDS = word_set("who whom whose what which when where why how")
_NOT = re.compile("n['’]t\\b", re.IGNORECASE)


class Near(NamedTuple):
    """One of several texts: its place in what was given, and its likeness from 0 to 1."""

    place: int
    likeness: float


def shingles(text: str, words: int = SHINGLE_WORDS) -> frozenset[str]:
    """All runs of so many folded words; a shorter text is one run."""
    found = folded_words(text)
    last = max(len(found) - words, 0)
    return frozenset(" ".join(found[at : at + words]) for at in range(last + 1) if found)


def containment(a: Set[str], b: Set[str]) -> float:
    """Share (0 to 1) of the smaller set's shingles that the other has too; 0 if either is empty.

    Containment, not resemblance, so that a quoted or cut copy counts as one: Broder (1997),
    "On the resemblance and containment of documents".
    """
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def question_similarity(a: str, b: str) -> float:
    """How likely two questions ask the same, from 0 to 1, by their words alone.

    Mean of two Dice coefficients: over words that matter, and over letter trigrams, which forgive
    inflection and typing. Different question words (who, why) halve it. `LIKELY_THE_SAME` is a
    fair line; whether they are one is for people to say.
    """
    words_a, words_b = _asked(a), _asked(b)
    if words_a == words_b:
        return 1.0 if words_a else 0.0
    core_a, core_b = _core(words_a), _core(words_b)
    by_words = _dice(Counter(core_a), Counter(core_b))
    by_letters = _dice(_trigrams(core_a), _trigrams(core_b))
    likeness = (by_words + by_letters) / 2
    return likeness if _ask_alike(words_a, words_b) else likeness / 2


def _asked(question: str) -> list[str]:
    """Its words, "don't" taken apart: asking why not is asking something else."""
    return folded_words(_NOT.sub(" not", question))


def _core(words: Sequence[str]) -> list[str]:
    """The words that say what is asked about; all of them where none is left."""
    left_out = _LITTLE_WORDS | _QUESTION_WORDS
    return [word for word in words if word not in left_out] or list(words)


def _trigrams(words: Sequence[str]) -> Counter[str]:
    padded = f"  {' '.join(words)}  "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))


def _dice(a: Counter[str], b: Counter[str]) -> float:
    """Sørensen–Dice coefficient of two bags."""
    together = a.total() + b.total()
    return 2 * (a & b).total() / together if together else 0.0


def _ask_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether their question words agree, as far as both have any."""
    asked_a, asked_b = _QUESTION_WORDS.intersection(a), _QUESTION_WORDS.intersection(b)
    return not asked_a or not asked_b or bool(asked_a & asked_b)
