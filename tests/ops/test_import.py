"""import, read, export and film: pages go in and come out as a person does it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.pages import QUESTIONS, REVIEWS, Written, page_text
from tests.ops.houses import houselights

pytestmark = pytest.mark.slow

ABOUT = (
    'I went to see "The Long Lamp" twice. "The Long Lamp" (1999) was directed by Ines Varga, and '
    "it is based on the novel by A. Bell."
)
PAGE = page_text((*REVIEWS, Written("Twice", ABOUT, "9/10", "2 out of 2")), QUESTIONS)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one house, with a page of reviews beside it."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    return folder


def test_a_page_goes_in_is_corrected_and_comes_out_again(house: Path) -> None:
    page, data = house / "page.txt", house / "var"
    planned = houselights("import", page, "--dry-run", "--data", data)
    assert planned.returncode == 0
    assert "Bring a coat" in planned.stdout
    assert "The Long Lamp (1999): It would be so: 6 reviews added" in planned.stdout

    report = json.loads(houselights("import", page, "--json", "--data", data).stdout)
    assert (report["film"], report["slug"]) == ("The Long Lamp (1999)", "the-long-lamp-1999")
    assert (report["added"], report["questions_added"], report["film_is_proposed"]) == (6, 3, True)
    assert report["notices"][0]["line"] == 3

    corrected = houselights(
        "film", "correct", report["slug"], "--title", "Lamp", "--year", "1998", "--data", data
    )
    assert "Lamp (1998) now, at /films/lamp-1998/" in corrected.stderr

    again = houselights("import", page, "--data", data)
    assert "Lamp (1998): Nothing has changed." in again.stdout

    exported = houselights("export", "--film", "lamp-1998", "--data", data)
    assert exported.stdout == PAGE
    output = house / "out.json"
    houselights("export", "--film", "Lamp", "--format", "json", "--output", output, "--data", data)
    assert len(json.loads(output.read_text())["reviews"]) == 6


def test_the_basis_is_said_and_changed(house: Path) -> None:
    page, data = house / "page.txt", house / "var-rights"
    film = ("--film", "Harbour (1961)", "--data", data)
    first = houselights("import", page, *film, "--rights", "permission", "--source", "The Reel")
    assert first.returncode == 0
    report = json.loads(houselights("import", page, *film, "--json").stdout)
    assert (report["rights"], report["source"]) == ("permission", "The Reel")
    assert report["changed"] is False
    again = houselights("import", page, *film, "--rights", "unstated", "--shown-to", "members")
    assert "only members read them in full" in again.stdout
    public = houselights("export", "--film", "harbour-1961", "--public", "--data", data)
    assert "Bring a coat" not in public.stdout
    assert "reviews 6, questions 3, answers 3" in public.stderr
    refused = houselights("import", page, *film, "--rights", "own", "--shown-to", "members")
    assert refused.returncode == 1
    assert "leave out --shown-to" in refused.stderr


def test_of_several_files_the_good_ones_go_in_and_the_bad_are_named(house: Path) -> None:
    (house / "empty.txt").write_bytes(b"")
    files = [house / name for name in ("empty.txt", "missing.txt", "page.txt")]
    done = houselights("import", *files, "--film", "Boat (1957)", "--data", house / "var", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert [page["added"] for page in report["pages"]] == [6]
    assert len(report["refused"]) == 2
    assert "empty.txt" in done.stderr
    assert "missing.txt" in done.stderr
    assert "2 of 3 files could not be imported." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dry_run_makes_no_film(house: Path) -> None:
    data = house / "var"
    houselights("import", house / "page.txt", "--film", "Sea (1901)", "--dry-run", "--data", data)
    refused = houselights("export", "--film", "Sea (1901)", "--data", data)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Sea (1901)" in refused.stderr


def test_read_shows_a_page_without_a_house(house: Path) -> None:
    read = houselights("read", house / "page.txt", "--json", HOUSELIGHTS_DATA=str(house / "none"))
    page = json.loads(read.stdout)
    assert [review["rating"] for review in page["reviews"]] == [None, 9, 4, 10, 7, 9]
    assert not (house / "none").exists()
    assert "Bring a coat" in houselights("read", house / "page.txt").stdout


@pytest.mark.parametrize("name", ["binary.bin", "nothing.txt"])
def test_read_refuses_in_one_sentence(house: Path, name: str) -> None:
    (house / "binary.bin").write_bytes(bytes(range(256)) * 10)
    refused = houselights("read", house / name)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.count("\n") == 1
    assert name in refused.stderr
