"""Which of many texts are near another in meaning, quick enough without numpy.

The signs of a vector's numbers, as the bits of one whole number, say roughly how near two vectors
are: the more bits agree, the smaller the angle (Charikar 2002, "Similarity estimation techniques
from rounding algorithms"). Counting them takes a tenth of a microsecond, so they choose few texts,
and only these are measured. For that a vector's numbers are kept as bytes: a quarter of the memory,
and several times as quick as floats.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched
from operator import sub

from houselights.text import embedding
from houselights.text.embedding import DIMENSIONS, Vector, embed

type Bytes = array[int]

_SCALE = 400  # a number of a vector of length 1 as a whole number of at most 127; most are below 30
_MOST = 127
_SAMPLED = 8
_AT_ONCE = 1000
# A small number added to this has its nearest whole number in the lowest byte of the float.
_ROUNDS = 1.5 * 2**52
_LOWEST = 0 if sys.byteorder == "little" else 7
# Of the bytes of whole numbers, "1" for those above nought.
_ABOVE = b"0" + b"1" * 127 + b"0" * 128


@dataclass(frozen=True, slots=True)
class Cloud:
    """The vectors of many texts, around their common middle, each of length 1 (or 0)."""

    middle: Sequence[float]
    vectors: Sequence[Bytes]
    signs: Sequence[int]

    def vector(self, text: str) -> Sequence[int]:
        """A text's vector among these; all noughts where no word of it is known."""
        return list(_centred(embed([text])[0], self.middle))

    def likely(self, vector: Sequence[int], many: int) -> list[int]:
        """The numbers of about so many texts, at most twice as many, which are likely nearest."""
        apart = list(map(int.bit_count, map(_signs(vector).__xor__, self.signs)))
        furthest = _furthest(apart, many)
        return [number for number, bits in enumerate(apart) if bits <= furthest][: 2 * many]

    def likeness(self, vector: Sequence[int], number: int) -> float:
        """How near one of the texts is: -1 to 1."""
        return math.sumprod(vector, self.vectors[number]) / _SCALE**2


def cloud_of(texts: Sequence[str]) -> Cloud:
    """The cloud of some texts; what all have in common says nothing and is taken off."""
    raw = embed(texts)
    middle = [sum(column) / len(raw) for column in zip(*raw, strict=True)] or [0.0] * DIMENSIONS
    if embedding.has_numpy():
        vectors = [
            one for some in batched(raw, _AT_ONCE) for one in _centred_together(some, middle)
        ]
    else:
        vectors = [_centred(one, middle) for one in raw]
    return Cloud(middle, vectors, [_signs(one) for one in vectors])


def _centred_together(vectors: Sequence[Vector], middle: Sequence[float]) -> list[Bytes]:
    """What `_centred` makes of each."""
    import numpy as np

    table = np.frombuffer(b"".join(vectors), np.float32).reshape(-1, DIMENSIONS)
    moved = (table.astype(np.float64) - middle) * table.any(axis=1, keepdims=True)
    lengths = np.sqrt((moved**2).sum(axis=1, keepdims=True))
    scaled = moved * (_SCALE / np.where(lengths, lengths, 1.0))
    rounded = np.clip(np.rint(scaled), -_MOST, _MOST).astype(np.int8)
    return [array("b", row.tobytes()) for row in rounded]


def _centred(vector: Sequence[float], middle: Sequence[float]) -> Bytes:
    if not any(vector):
        return array("b", bytes(DIMENSIONS))
    moved = list(map(sub, vector, middle))
    scale = _SCALE / (math.hypot(*moved) or 1.0)
    highest, lowest = max(moved), min(moved)
    if scale * max(highest, -lowest) > _MOST:
        moved = [max(-_MOST / scale, min(_MOST / scale, number)) for number in moved]
    rounded = array("d", [number * scale + _ROUNDS for number in moved])
    return array("b", rounded.tobytes()[_LOWEST::8])


def _furthest(apart: Sequence[int], many: int) -> int:
    """By how many bits about the last of so many differs, judged by one in `_SAMPLED`."""
    step = _SAMPLED if len(apart) > _SAMPLED * many else 1
    sample = sorted(apart[::step])
    return sample[min(many // step, len(sample) - 1)] if sample else 0


def _signs(vector: Sequence[int]) -> int:
    return int(array("b", vector).tobytes().translate(_ABOVE), 2)
