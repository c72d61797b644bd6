"""The scorer's weights as they stand in `weights.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("weights.json")
_PRIOR = Path(__file__).with_name("prior.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """What the scorer learnt.

    steps: for each step and kind ("alone_outright" …) the names of features with their weights.
    embedding: for each kind the weights of the leading dimensions of a sentence's embedding.
    thresholds: probabilities at which something is done. made: when and from what.
    """

    steps: Mapping[str, Mapping[str, float]]
    embedding: Mapping[str, Sequence[float]]
    thresholds: Mapping[str, float]
    made: Mapping[str, object]

    def to_json(self) -> str:
        """As JSON, one step or one row of numbers a line."""
        rows = [f'"made": {json.dumps(self.made, ensure_ascii=False)}']
        rows.append(f'"thresholds": {json.dumps(self.thresholds)}')
        rows += [f'"{name}": {json.dumps(step, indent=1)}' for name, step in self.steps.items()]
        rows += [
            f'"embedding_{kind}": {json.dumps(list(numbers))}'
            for kind, numbers in self.embedding.items()
        ]
        return "{\n" + ",\n".join(rows) + "\n}\n"


def load_weights(path: Path = _FILE) -> Weights:
    """The weights in a file, the shipped ones by default."""
    stored = json.loads(path.read_text("utf-8"))
    made, thresholds = stored.pop("made"), stored.pop("thresholds")
    embedding = {
        name.removeprefix("embedding_"): stored.pop(name)
        for name in list(stored)
        if name.startswith("embedding_")
    }
    return Weights(stored, embedding, thresholds, made)


def load_prior(path: Path = _PRIOR) -> dict[str, dict[str, float]]:
    """The weights that were set by hand, by step and name."""
    stored = json.loads(path.read_text("utf-8"))
    del stored["about"]
    return stored  # type: ignore[no-any-return]
