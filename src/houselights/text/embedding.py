"""Static embeddings: what a text is about, as a vector that is the mean of its words' vectors.

Nothing is read before the first use. The matrix is mapped into memory, so that all processes of a
house share it. With numpy the rows are added up some times quicker; the figures are the same.
"""

from __future__ import annotations

import importlib.util
import math
import mmap
import struct
from array import array
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, batched, chain
from operator import mul
from pathlib import Path

from houselights.text.wordpiece import pieces

type Vector = array[float]

DIMENSIONS = 256

_FOLDER = Path(__file__).parent / "potion"
_HEAVIEST_ROW = 130.0  # the longest row of the matrix, rounded up
_TEXTS_AT_ONCE = 256
# A row is added up as one large whole number of 16-bit lanes, first its even bytes, then its odd.
# The sign bit is flipped, so that no lane is negative: each byte b is held as b + 128.
_SIGNS = int.from_bytes(b"\x80" * DIMENSIONS)
_EVEN = int.from_bytes(b"\xff\x00" * (DIMENSIONS // 2), "little")
_ONES = int.from_bytes(b"\x01\x00" * (DIMENSIONS // 2), "little")
_TOPS = _ONES << 15
_LANES = struct.Struct(f"<{DIMENSIONS // 2}h")
_ROWS_IN_LANES = 128  # so many bytes of at most 255 fit 15 bits


def embed(texts: Sequence[str]) -> list[Vector]:
    """A vector of length 1 for each text, of `DIMENSIONS` 32-bit floats.

    All noughts for a text without a known word. Word order does not matter. The inner product of
    two vectors (`math.sumprod`) says how near the texts are: 1 the same, 0 nothing in common.
    """
    numbers = [pieces(text) for text in texts]
    return list(_by_numpy(numbers) if has_numpy() else map(_plainly, numbers))


@lru_cache(1 << 15)
def token_weight(word: str) -> float:
    """How much a word says, from 0 ("a", "the") to 1 (rare, or not known at all).

    It is the length of the word's longest row: the matrix is made so that common words are short.
    """
    lengths = [math.hypot(*_scaled(_sum([piece]))) for piece in pieces(word)]
    return min(max(lengths, default=_HEAVIEST_ROW) / _HEAVIEST_ROW, 1.0)


@cache
def has_numpy() -> bool:
    """Whether numpy is installed, which makes things quicker and no other."""
    return importlib.util.find_spec("numpy") is not None


@cache
def _matrix() -> mmap.mmap:
    with (_FOLDER / "matrix.i8").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def _scales() -> tuple[float, ...]:
    return tuple(map(float, (_FOLDER / "scales.txt").read_text().split()))


def _scaled(total: Sequence[int]) -> list[float]:
    return list(map(mul, total, _scales()))


def _plainly(numbers: Sequence[int]) -> Vector:
    vector = _scaled(_sum(numbers))
    length = math.sqrt(math.sumprod(vector, vector)) or 1.0
    return array("f", [number / length for number in vector])


def _sum(numbers: Sequence[int]) -> list[int]:
    if len(numbers) <= _ROWS_IN_LANES:
        return _sum_in_lanes(numbers)
    parts = map(_sum_in_lanes, batched(numbers, _ROWS_IN_LANES))
    return [sum(column) for column in zip(*parts, strict=True)]


def _sum_in_lanes(numbers: Sequence[int]) -> list[int]:
    matrix, even, odd = _matrix(), 0, 0
    for number in numbers:
        at = number * DIMENSIONS
        row = int.from_bytes(matrix[at : at + DIMENSIONS], "little") ^ _SIGNS
        even += row & _EVEN
        odd += (row >> 8) & _EVEN
    total = [0] * DIMENSIONS
    total[::2] = _lanes(even, len(numbers))
    total[1::2] = _lanes(odd, len(numbers))
    return total


def _lanes(packed: int, rows: int) -> tuple[int, ...]:
    """The lanes' numbers, each less what its bytes were lifted by.

    With its top bit set no lane borrows of its neighbor; turned round, that bit is the sign.
    """
    lowered = ((packed | _TOPS) - _ONES * (128 * rows)) ^ _TOPS
    return _LANES.unpack(lowered.to_bytes(DIMENSIONS, "little"))


def _by_numpy(numbers: Sequence[Sequence[int]]) -> Iterator[Vector]:
    for some in batched(numbers, _TEXTS_AT_ONCE):
        yield from _some_by_numpy(some)


def _some_by_numpy(numbers: Sequence[Sequence[int]]) -> list[Vector]:
    import numpy as np

    totals = np.zeros((len(numbers), DIMENSIONS))
    filled = [at for at, one in enumerate(numbers) if one]
    if filled:
        matrix = np.frombuffer(_matrix(), np.int8).reshape(-1, DIMENSIONS)
        rows = matrix[np.fromiter(chain.from_iterable(numbers), np.intp)]
        starts = list(accumulate((len(numbers[at]) for at in filled[:-1]), initial=0))
        totals[filled] = np.add.reduceat(rows, starts, axis=0, dtype=np.int32) * _scales()
    lengths = np.sqrt((totals**2).sum(axis=1, keepdims=True))
    units = (totals / np.where(lengths, lengths, 1)).astype(np.float32)
    return [array("f", row.tobytes()) for row in units]
