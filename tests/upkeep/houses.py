"""Houses for the tests of restore: made by command, with people and a page."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.exchange.pages import REVIEWS, page_text
from tests.ops.houses import environment, houselights

PASSWORD = "a-lamp-left-burning-late"
FILM = "The Long Lamp (1999)"
PERSON = ("person", "make", "--password-stdin", "--email")

# Removes the review whose headline is given, as a moderator.
REMOVE = """
import sys
from pathlib import Path
from houselights.ops.house import open_house
open_house(Path(sys.argv[1]))
from houselights.accounts.models import Person
from houselights.reviews.models import Review
from houselights.reviews.standing import remove
review = Review.objects.get(current__headline=sys.argv[2])
remove(review, Person.objects.get(username="mira"), reason="Its writer asked.")
"""


def add_person(data: Path, handle: str, *more: str) -> None:
    """Make an account."""
    subprocess.run(
        [*command(*PERSON, f"{handle}@example.org", handle, *more), "--data", data],
        env=environment(),
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        check=True,
    )


def command(*words: str | Path) -> list[str]:
    """The words that start the command."""
    return [sys.executable, "-P", "-m", "houselights", *map(str, words)]


def add_page(data: Path) -> None:
    """Bring the page of the tests in."""
    page = data.parent / "page.txt"
    page.write_text(page_text(REVIEWS), encoding="utf-8")
    houselights("import", page, "--film", FILM, "--data", data).check_returncode()


def remove_review(data: Path, headline: str) -> None:
    """Remove a review as Mira does."""
    subprocess.run(
        [sys.executable, "-P", "-c", REMOVE, data, headline],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )


def backup(data: Path, to: Path) -> Path:
    """Write a backup."""
    houselights("backup", "--to", to, "--data", data).check_returncode()
    return to


def column(data: Path, sql: str) -> list[str]:
    """The first column of an answer of the house's database."""
    with closing(sqlite3.connect(data / "houselights.sqlite3")) as rows:
        return [str(row[0]) for row in rows.execute(sql)]


def people(data: Path) -> list[str]:
    """The handles of all people."""
    return column(data, "SELECT username FROM accounts_person ORDER BY username")
