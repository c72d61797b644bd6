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


def test_its_secret_words_are_kept_and_the_house_is_learnt(tmp_path: Path) -> None:
    page = tmp_path / "lamp.txt"
    page.write_text(
        "The Long Lamp (1999)\n\n8/10\n\nA lamp\n\nIt burns slowly. In the end the keeper dies.\n\n"
        "3 out of 4 found this helpful\n"
    )
    data = ("--data", tmp_path / "house")
    houselights("import", page, "--film", "The Long Lamp (1999)", *data)
    slug = "the-long-lamp-1999"
    kept = houselights("film", "secrets", slug, "--add", "lamp keeper", *data)
    assert (kept.returncode, kept.stdout) == (0, "kept: lamp keeper\n")
    refused = houselights("film", "secrets", slug, "--add", "…", *data)
    assert (refused.returncode, refused.stderr) == (
        1,
        "houselights: Write a word or a name.\n",
    )
    declined = houselights("film", "secrets", slug, "--decline", "Lamp Keeper", *data)
    assert declined.stdout == "declined: lamp keeper\n"
    learnt = houselights("spoilers", "learn", "--film", slug, *data)
    assert (learnt.returncode, learnt.stderr) == (0, "1 film is learnt.\n")
    nowhere = houselights("spoilers", "learn", "--film", "nowhere", *data)
    assert "There is no film with texts at /films/nowhere/." in nowhere.stderr
    chosen = houselights("settings", "program_covers", "off", *data)
    assert "1 film is gone over now" in chosen.stderr
