"""The scorer's weights as they stand in `weights.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Names of features with their weights, one mapping for each step and grade.

    thresholds: probabilities at which something is done. made: when and from what.
    """

    steps: Mapping[str, Mapping[str, float]]
    thresholds: Mapping[str, float]
    made: Mapping[str, object]

    def to_json(self) -> str:
        """As readable JSON."""
        stored = {"made": self.made, "thresholds": self.thresholds, "steps": self.steps}
        return json.dumps(stored, indent=1, ensure_ascii=False) + "\n"


def load_weights(path: Path = _FILE) -> Weights:
    """The weights in a file, the shipped ones by default."""
    stored = json.loads(path.read_text("utf-8"))
    return Weights(stored["steps"], stored["thresholds"], stored["made"])
