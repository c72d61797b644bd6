"""`houselights digest` in a house of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.pages import Written, page_text
from tests.ops.houses import houselights

pytestmark = pytest.mark.slow

SLUG = "the-long-lamp-1999"
LAMP = (
    Written("Notes", "The music is wonderful. I had read the novel."),
    Written("Evening", "The music is wonderful, and it is long."),
    Written("Cold", "The music is terrible.", "4/10"),
    Written("The end", "The music is wonderful when Tessa drowns.", "9/10", flag=True),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with one film, whose digest no worker has built."""
    folder = tmp_path_factory.mktemp("digest")
    (folder / "page.txt").write_text(page_text(LAMP, ()), encoding="utf-8")
    done = houselights(
        "import", folder / "page.txt", "--film", "The Long Lamp (1999)", "--data", folder / "house"
    )
    assert done.returncode == 0, done.stderr
    return folder / "house"


def test_counts_are_printed_with_two_sentences_each(house: Path) -> None:
    done = houselights("digest", "--film", SLUG, "--data", house)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The Long Lamp (1999): what 4 reviews say\n")
    assert "music: 3 praise, 1 criticise, 0 divided\n  “The music is" in done.stdout
    assert done.stdout.count("“The music is") == 4  # under the aspect, and under who rated it high
    assert "8/10 · http://127.0.0.1:8000/reviews/" in done.stdout
    assert "?sentence=1b0-23#sentence" in done.stdout
    assert "Knew what it is based on: 1" in done.stdout
    assert "Tessa" not in done.stdout


def test_json_has_every_sentence_of_every_count(house: Path) -> None:
    done = houselights("digest", "--film", SLUG, "--data", house, "--json", "--rebuild")
    told = json.loads(done.stdout)
    (music,) = told["aspects"]
    assert (music["subject"], music["praise"], music["criticise"]) == ("music", 3, 1)
    cited = {side: [one["text"] for one in those] for side, those in music["cited"].items()}
    assert cited["criticise"] == ["The music is terrible."]
    assert cited["praise"][2] is None  # it stands under a cover
    assert None not in cited["praise"][:2]
    assert told["first"]["cited"][0]["text"] == "I had read the novel."
    place = music["cited"]["criticise"][0]
    assert (place["place"], place["start"], place["end"], place["rating"]) == ("body", 0, 22, 40)
    assert "Tessa" not in done.stdout


def test_a_film_of_which_reviews_say_too_little(house: Path, tmp_path: Path) -> None:
    page = page_text((Written("Notes", "It rains."),), ())
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    brought = houselights(
        "import", tmp_path / "page.txt", "--film", "Low Water (1980)", "--data", house
    )
    assert brought.returncode == 0
    done = houselights("digest", "--film", "low-water-1980", "--data", house)
    assert (done.returncode, done.stdout) == (0, "The reviews say too little yet.\n")
    done = houselights("digest", "--film", "low-water-1980", "--data", house, "--json")
    assert json.loads(done.stdout) == {"film": "low-water-1980", "reviews": 0}


def test_an_unknown_film_is_one_sentence(house: Path) -> None:
    refused = houselights("digest", "--film", "nowhere", "--data", house)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "houselights: There is no film at /films/nowhere/.\n"
