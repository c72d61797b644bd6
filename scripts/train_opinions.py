"""Fit the weights by which sentences are judged: `python scripts/train_opinions.py`.

Learns from the films that bench/labels/split.json lists as "develop" (their sentences in
bench/digest) and from the practice sentences in bench/practice; films that are held out are not
read. How sure a judgement has to be comes from each example's sureness by weights that were fitted
without its film. Writes src/houselights/opinions/weights.json; `--look` only prints.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from houselights.opinions.fitting import fit, least_of, left_out  # noqa: E402
from houselights.opinions.weights import FILE, Weights  # noqa: E402
from houselights.ops.bench.digest import DEVELOP, own_said, practice_said  # noqa: E402
from houselights.ops.bench.said import examples_of  # noqa: E402


def main() -> None:
    """Read, fit, show what comes out of it, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--look", action="store_true", help="print only, write nothing")
    look = options.parse_args().look
    own, practice = own_said(DEVELOP), practice_said()
    examples = examples_of([*own, *practice])
    measured = left_out(examples)
    least = least_of(measured)
    for name, bar in least.items():
        passed = [
            one for one, sure in measured if one.polarity.name.lower() == name and sure >= bar
        ]
        right = sum(one.is_right for one in passed)
        say(f"{name}: from {bar:.3f} on {right} of {len(passed)} are right")
    made = {
        "on": dt.datetime.now(dt.UTC).date().isoformat(),
        "films": sorted({one.film for one in own}),
        "sentences": len(own) + len(practice),
        "examples": len(examples),
    }
    weights = Weights(fit(examples), least, made)
    say(weights.to_json())
    if not look:
        FILE.write_text(weights.to_json(), "utf-8")


def say(line: str) -> None:
    """Show a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
