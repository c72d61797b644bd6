"""`houselights film` begins films; what it corrects is tested with imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ops.houses import houselights

pytestmark = pytest.mark.slow


def test_a_film_is_begun_once(tmp_path: Path) -> None:
    named = ("film", "add", "The Lighthouse Cat (2004)", "--data", tmp_path)
    begun = houselights(*named, "--director", "Ines Varga")
    assert (begun.returncode, begun.stderr) == (
        0,
        "The Lighthouse Cat (2004) is at /films/the-lighthouse-cat-2004/ now.\n",
    )
    again = houselights(*named)
    assert again.returncode == 1
    assert "is here already, at /films/the-lighthouse-cat-2004/." in again.stderr
