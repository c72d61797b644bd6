"""Backups made while eight people vote and write, compared and restored."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.catalogue.models import Film
from houselights.reviews.actions import publish_review, rate_film
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.upkeep.archive import pack, read_manifest, unpack
from houselights.upkeep.backing_up import (
    check_backup,
    keep_newest,
    last_backup,
    make_backup,
    open_backup,
)
from houselights.upkeep.manifest import Rows, Table
from houselights.votes.actions import cast_helpful_vote
from tests.cast import make_person
from tests.ops.houses import environment, houselights
from tests.upkeep.test_archive import no_progress

pytestmark = [pytest.mark.engine, pytest.mark.django_db(transaction=True)]

WRITERS = 8
KILLED = Path(__file__).with_name("killed.py")
# Each counts the rows that break a rule: tallies are their votes, counters are their rows.
BROKEN = (
    (
        "SELECT count(*) FROM votes_tally t WHERE native_total <>"
        " (SELECT count(*) FROM votes_helpfulvote v WHERE v.review_id = t.review_id)"
    ),
    (
        "SELECT count(*) FROM votes_tally t WHERE native_yes <>"
        " (SELECT count(*) FROM votes_helpfulvote v WHERE v.review_id = t.review_id AND v.helpful)"
    ),
    (
        "SELECT count(*) FROM votes_helpfulvote v WHERE NOT EXISTS"
        " (SELECT 1 FROM votes_tally t WHERE t.review_id = v.review_id)"
    ),
    (
        "SELECT abs((SELECT coalesce(sum(ratings), 0) FROM reviews_ratingcount)"
        " - (SELECT count(*) FROM reviews_review WHERE state = 'published' AND rating IS NOT NULL))"
    ),
    (
        "SELECT abs((SELECT coalesce(sum(total), 0) FROM reviews_ratingcount) - (SELECT"
        " coalesce(sum(rating), 0) FROM reviews_review WHERE state = 'published'))"
    ),
    (
        "SELECT abs((SELECT coalesce(sum(reviews), 0) FROM reviews_reviewcount) - (SELECT count(*)"
        " FROM reviews_review WHERE state = 'published' AND current_id IS NOT NULL))"
    ),
    (
        "SELECT count(*) FROM reviews_review r WHERE current_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM reviews_revision v WHERE v.id = r.current_id AND v.review_id = r.id)"
    ),
)


def act(film: Film, person: Person, reviews: list[Review], chance: random.Random) -> None:
    """Vote, rate or write, as it comes."""
    text = ReviewText(
        f"A lamp, seen {chance.random()}", "It burns.", chance.choice([None, 40, 85]), False, "en"
    )
    chance.choice(
        [
            lambda: cast_helpful_vote(person, chance.choice(reviews), helpful=True),
            lambda: cast_helpful_vote(person, chance.choice(reviews), helpful=None),
            lambda: rate_film(film, person, chance.choice([10, 100])),
            lambda: publish_review(film, person, text),
        ]
    )()


class Work:
    """Eight people who write until they are told to stop, and how many writes there were."""

    def __init__(self, film: Film) -> None:
        self.raised: list[Exception] = []
        self._film = film
        self._writes = 0
        self._over = False
        self._news = threading.Condition()

    def go_on(self, person: Person, reviews: list[Review], seed: int) -> None:
        """What each of them does."""
        chance = random.Random(seed)  # noqa: S311
        try:
            while not self._over:
                self._write(person, reviews, chance)
        except Exception as error:  # noqa: BLE001  # looked at below
            self.raised.append(error)
        finally:
            connection.close()

    def _write(self, person: Person, reviews: list[Review], chance: random.Random) -> None:
        try:
            act(self._film, person, reviews, chance)
        except Refusal:
            return
        with self._news:
            self._writes += 1
            self._news.notify_all()

    def wait_for(self, more: int) -> None:
        """Wait until there were so many more writes."""
        with self._news:
            wanted = self._writes + more
            self._news.wait_for(lambda: self._writes >= wanted or self.raised)

    def stop(self) -> None:
        """Let each finish what is under way."""
        self._over = True


@contextmanager
def eight_at_work(film: Film) -> Iterator[Work]:
    """Eight people vote, rate and write until the block ends."""
    people = [make_person(f"hand{number}") for number in range(WRITERS)]
    texts = [ReviewText(f"Lamp {n}", "It burns.", 70, False, "en") for n in range(6)]
    reviews = [publish_review(film, make_person(f"w{n}"), text) for n, text in enumerate(texts)]
    work = Work(film)
    threads = [
        threading.Thread(target=work.go_on, args=(person, reviews, seed))
        for seed, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    try:
        yield work
    finally:
        work.stop()
        for thread in threads:
            thread.join()
    assert work.raised == []


class Restored:
    """A house of its own that a backup was restored into by command."""

    def __init__(self, backup: Path, folder: Path) -> None:
        self.data = folder / "house"
        self.environment = {"PATH": os.environ["PATH"]}
        if connection.vendor == "postgresql":
            self.environment["DATABASE_URL"] = new_database(folder.name.replace("-", "_"))
        self.done = self.run("restore", backup)

    def run(self, *words: str | Path) -> Any:
        """Give a command to this house."""
        return houselights(*words, "--data", self.data, **self.environment)

    def run_and_kill(self, at: int, *words: str | Path) -> int:
        """Give a command that is killed at the change of a file of that number; what it printed.

        `at` beyond the last change lets it end; then it is how many there were.
        """
        done = subprocess.run(
            [sys.executable, KILLED, str(at), *map(str, words), "--data", self.data],
            env=environment(PYTHONDONTWRITEBYTECODE="1", **self.environment),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        return int(done.stdout or 0)

    def ask(self, sql: str) -> int:
        """A number out of its database."""
        with closing(self._connect()) as rows:
            ((number,),) = rows.execute(sql).fetchall()
        return int(number)

    def _connect(self) -> Any:
        if "DATABASE_URL" not in self.environment:
            return sqlite3.connect(self.data / "houselights.sqlite3")
        import psycopg

        return psycopg.connect(self.environment["DATABASE_URL"])


def new_database(name: str) -> str:
    """Make an empty database on the tests' server; returns its address."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    settings = connection.settings_dict
    return f"postgresql://{settings['USER']}@/{name}?host={quote(settings['HOST'], safe='')}"


def assert_restores_whole(backup: Path, folder: Path) -> None:
    """Restored elsewhere it has the same rows, and they keep the rules."""
    house = Restored(backup, folder)
    assert house.done.returncode == 0, house.done.stderr
    assert [house.ask(sql) for sql in BROKEN] == [0] * len(BROKEN)
    again = folder / "again.tar"
    assert house.run("backup", "--to", again).returncode == 0
    assert read_manifest(again).rows == read_manifest(backup).rows


def backups_under_way(film: Film, folder: Path, many: int) -> list[Path]:
    """So many backups, each some writes after the one before."""
    made = []
    with eight_at_work(film) as work:
        for number in range(many):
            work.wait_for(more=20)
            made.append(make_backup(folder / f"{number}.tar", no_progress))
    return made


def test_a_backup_under_eight_writers_is_of_one_moment(film: Film, folder: Path) -> None:
    made = backups_under_way(film, folder, 5)
    votes = [check_backup(file, no_progress).rows for file in made]
    assert len({rows.tables["votes_helpfulvote"].digest for rows in votes}) > 1
    assert_restores_whole(made[-1], folder)


@pytest.mark.engine
@pytest.mark.long
def test_twenty_backups_under_eight_writers(film: Film, folder: Path) -> None:
    for number, backup in enumerate(backups_under_way(film, folder, 20)):
        place = folder / str(number)
        place.mkdir()
        assert_restores_whole(backup, place)


def test_it_is_checked_against_itself(film: Film, folder: Path) -> None:
    file = make_backup(folder, no_progress)
    manifest = check_backup(file, no_progress)
    assert manifest.rows.tables["catalogue_film"].rows == 1
    assert "catalogue.0001_initial" in manifest.rows.migrations
    assert file.stat().st_mode & 0o777 == 0o600


def test_twenty_of_twenty_damaged_ones_are_refused(film: Film, folder: Path) -> None:
    file = make_backup(folder, no_progress)
    whole, chance = file.read_bytes(), random.Random(20)  # noqa: S311
    for number in range(20):
        place = chance.randrange(len(whole))
        file.write_bytes(
            whole[:place] + bytes([whole[place] ^ 1 << number % 8]) + whole[place + 1 :]
        )
        with pytest.raises(Refusal, match="damaged"):
            check_backup(file, no_progress)


def test_neither_ledger_nor_mail_nor_logs_are_in_it(film: Film, folder: Path) -> None:
    members = set(read_manifest(make_backup(folder, no_progress)).members)
    assert members <= {"houselights.sqlite3", "houselights.pgdump", "secret_key", "removal_key"}


def test_it_goes_where_it_is_told(film: Film, folder: Path) -> None:
    named = make_backup(folder / "mine.tar", no_progress)
    dated = make_backup(folder, no_progress)
    assert named == folder / "mine.tar"
    assert dated.name.startswith("houselights-20")
    with pytest.raises(Refusal, match="there already"):
        make_backup(named, no_progress)
    with pytest.raises(Refusal, match="no folder"):
        make_backup(folder / "nowhere" / "mine.tar", no_progress)


def test_old_ones_go_and_other_files_stay(film: Film, folder: Path) -> None:
    (folder / "houselights-notes.txt").touch()
    made = [make_backup(folder, no_progress) for _ in range(4)]
    assert keep_newest(folder, 2) == [made[1], made[0]]
    assert {file.name for file in folder.iterdir()} == {
        "houselights-notes.txt",
        made[2].name,
        made[3].name,
    }


def test_the_last_one_is_remembered_with_its_check(film: Film, folder: Path) -> None:
    file = make_backup(folder, no_progress)
    last = last_backup()
    assert last is not None
    assert (last.file, last.checked) == (file, None)
    check_backup(file, no_progress)
    last = last_backup()
    assert last is not None
    assert last.checked is not None


def test_rows_that_are_not_those_of_the_manifest_are_refused(film: Film, folder: Path) -> None:
    """A seal that fits is not believed alone: the rows are counted too."""
    file = make_backup(folder, no_progress)
    manifest = read_manifest(file)
    (folder / "members").mkdir()
    unpack(file, manifest, folder / "members")
    tables = {**manifest.rows.tables, "catalogue_film": Table(2, "0" * 64)}
    false = replace(manifest, rows=Rows(tables, manifest.rows.migrations))
    members = {name: folder / "members" / name for name in manifest.members}
    pack(folder / "false.tar", false, members)
    (folder / "out").mkdir()
    with pytest.raises(Refusal, match="the rows of catalogue_film"):
        open_backup(folder / "false.tar", folder / "out", no_progress)


@pytest.mark.long
def test_killed_in_the_middle_of_a_restore_it_is_the_old_or_the_new_house(
    film: Film, folder: Path
) -> None:
    old = make_backup(folder / "old.tar", no_progress)
    make_person("dora")
    new = make_backup(folder / "new.tar", no_progress)
    house = Restored(old, folder)
    total = house.run_and_kill(10**9, "restore", new, "--force")
    found = []
    for at in (total // 3, total * 2 // 3, total * 5 // 6, total):
        house.run("restore", old, "--force").check_returncode()
        house.run_and_kill(at, "restore", new, "--force")
        completed = "completed now" in house.run("person", "show", "dora").stderr
        is_new = house.run("person", "show", "dora").returncode == 0
        assert is_new or not completed
        assert house.ask("SELECT count(*) FROM accounts_person") == int(is_new)
        found.append(is_new)
    assert found == sorted(found)
    assert found[0] != found[-1]
