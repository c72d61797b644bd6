"""The weights of `weights.json`, which a script fits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.json")
_OF_EMBEDDINGS = frozenset({"alike", "meaning"})


@dataclass(frozen=True, slots=True)
class Weights:
    """For each of two sums the names of its numbers with their weights.

    rank: how well a sentence answers. says: whether the best ones answer at all, as a logit.
    made: when, and on what.
    """

    sums: Mapping[str, Mapping[str, float]]
    made: Mapping[str, object]

    @property
    def uses_embeddings(self) -> bool:
        """Whether meaning counts at all."""
        return not _OF_EMBEDDINGS.isdisjoint(self.sums["rank"])

    def sum(self, name: str, numbers: Mapping[str, float]) -> float:
        """The weighted sum; a number without a weight does not count."""
        return sum(weight * numbers.get(key, 0.0) for key, weight in self.sums[name].items())

    def to_json(self) -> str:
        """As JSON, one sum a line."""
        rows = {"made": self.made, **self.sums}
        return (
            "{\n" + ",\n".join(f'"{key}": {json.dumps(row)}' for key, row in rows.items()) + "\n}\n"
        )


def load_weights(file: Path = FILE) -> Weights:
    """The weights in a file."""
    stored = json.loads(file.read_text("utf-8"))
    return Weights(stored, stored.pop("made"))


@cache
def shipped() -> Weights:
    """The weights that the program uses."""
    return load_weights()
