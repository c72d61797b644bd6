"""The weights of `weights.json`: how much each number of a candidate counts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from houselights.opinions.material import Polarity

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model. least: for praise and criticism, how sure a reading has to be, 0 to 1.

    made: when, and on what.
    """

    counts: Mapping[str, float]
    least: Mapping[str, float]
    made: Mapping[str, object]

    def sureness(self, numbers: Mapping[str, float]) -> float:
        """The probability that a candidate with these numbers is what the sentence says."""
        logit = sum(self.counts.get(name, 0.0) * number for name, number in numbers.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))

    def to_json(self) -> str:
        """As JSON, each part on a line of its own."""
        rows = {"made": self.made, "least": self.least, "counts": self.counts}
        return (
            "{\n" + ",\n".join(f'"{key}": {json.dumps(row)}' for key, row in rows.items()) + "\n}\n"
        )

    def allows(self, polarity: Polarity, sureness: float) -> bool:
        """Whether so sure a reading is worth saying."""
        return sureness >= self.least["praise" if polarity > 0 else "criticise"]


def load_weights(file: Path = FILE) -> Weights:
    """The weights of a file."""
    stored = json.loads(file.read_text("utf-8"))
    return Weights(stored["counts"], stored["least"], stored["made"])


@cache
def shipped() -> Weights:
    """The weights that the program uses."""
    return load_weights()
