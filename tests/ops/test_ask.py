"""`houselights ask` in a house of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.pages import Written, page_text
from tests.ops.houses import houselights

pytestmark = pytest.mark.slow

SLUG = "the-long-lamp-1999"
LAMP = (
    Written("A harbour", "The music is wonderful, all low strings. The harbour is grey."),
    Written("Not for me", "It is slow and it drags. The score is too loud.", "4/10"),
    Written("The end", "In the end Tessa drowns in the harbour.", "9/10", flag=True),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with one film."""
    folder = tmp_path_factory.mktemp("ask")
    (folder / "page.txt").write_text(page_text(LAMP, ()), encoding="utf-8")
    done = houselights(
        "import", folder / "page.txt", "--film", "The Long Lamp (1999)", "--data", folder / "house"
    )
    assert done.returncode == 0, done.stderr
    return folder / "house"


def test_an_answer_is_cited(house: Path) -> None:
    done = houselights("ask", "How is the music?", "--film", SLUG, "--data", house)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Reviews, counted by their words: praise 1, criticism 1\n\n“The music is wonderful"
    )
    assert "4/10 · http://127.0.0.1:8000/reviews/" in done.stdout


def test_reviews_that_do_not_say_it_say_so(house: Path) -> None:
    done = houselights("ask", "Which studio lent the camel?", "--film", SLUG, "--data", house)
    assert (done.returncode, done.stdout) == (0, "The reviews don't say.\n")


def test_json_says_where_the_sentences_stand(house: Path) -> None:
    done = houselights("ask", "Is it slow?", "--film", SLUG, "--data", house, "--json")
    told = json.loads(done.stdout)
    assert (told["says"], told["sided"], told["reviews"]) == (True, "property", {"yes": 1})
    best = told["cited"][0]
    assert (best["text"], best["side"], best["rating"]) == ("It is slow and it drags.", "yes", 40)
    assert (best["place"], best["start"], best["end"]) == ("body", 0, 24)
    numbers = sorted(number for group in told["groups"] for number in group)
    assert numbers == list(range(len(told["cited"])))


def test_what_is_covered_is_told_to_who_has_seen_it_only(house: Path) -> None:
    asked = ("ask", "How does Tessa die?", "--film", SLUG, "--data", house, "--json")
    for knows in ("nothing", "premise", "source"):
        assert "drowns" not in houselights(*asked, "--knows", knows).stdout
    assert "drowns" in houselights(*asked, "--knows", "seen").stdout


def test_an_unknown_film_is_one_sentence(house: Path) -> None:
    refused = houselights("ask", "Is it slow?", "--film", "nowhere", "--data", house)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "houselights: There is no film at /films/nowhere/.\n"
