"""Each thing that the doctor looks at: provoked, and its sentence seen."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django_tasks_db.models import DBTaskResult

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.house import choose
from houselights.config.mail import mailer
from houselights.removals import ledger
from houselights.removals.actions import keep_out, write_ledger
from houselights.removals.models import Cause, Tombstone
from houselights.reviews.models import ImportBatch, Review
from houselights.spoilers.knowledge import learn
from houselights.statements.models import Statement
from houselights.upkeep import locks, places
from houselights.upkeep.backing_up import make_backup
from houselights.upkeep.doctor import (
    address,
    backups,
    clock,
    database,
    disk,
    house,
    keys,
    mail,
    spoilers,
    worker,
)
from houselights.upkeep.doctor.examination import Wishes, examine_house
from houselights.upkeep.doctor.findings import Finding, Level
from tests.removals.test_ledger import TEXT
from tests.upkeep.test_archive import no_progress

pytestmark = pytest.mark.django_db
about_sqlites_file = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's file")


def said(findings: Any) -> dict[str, tuple[str, str]]:
    """The level and the remedy of each sentence."""
    return {each.what: (str(each.level), each.mend) for each in findings}


def level_of(findings: Any, words: str) -> str:
    """The level of the one sentence with these words, which has a remedy unless it is fine."""
    (found,) = [each for each in findings if words in each.what]
    assert isinstance(found, Finding)
    assert bool(found.mend) == (found.level != Level.FINE)
    return str(found.level)


@pytest.fixture
def public(settings: Any) -> Any:
    """A house that others reach, rightly set up."""
    settings.IS_PUBLIC, settings.HTTPS, settings.PROXIES = True, True, 1
    settings.PUBLIC_URL = "https://reviews.example.org"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLOWED_HOSTS = ["reviews.example.org"]
    return settings


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    settings.DATA_DIR, settings.LEDGER_DIR = tmp_path, tmp_path / "ledger"
    tmp_path.chmod(0o700)
    places.running()
    return tmp_path


def test_of_a_healthy_house_nothing_is_wrong(ada: Person, data: Path, settings: Any) -> None:
    settings.SECRET_KEY = "abcdefghij" * 6
    (data / places.SECRET_KEY).touch(mode=0o600)
    findings = list(examine_house(Wishes()))
    assert [each for each in findings if each.level == Level.WRONG] == []
    assert {"database", "worker", "mail", "disk", "clock", "address", "backup", "house"} <= {
        each.about for each in findings
    }


@pytest.mark.engine
def test_database_and_clock_of_each_engine() -> None:
    assert level_of(database.examine(), "It opens") == "fine"
    assert level_of(database.examine(), "up to date") == "fine"
    assert level_of(clock.examine(), "zone UTC") == "fine"


# ── database ────────────────────────────────────────────────────────────────────────────────────


def test_tables_of_an_earlier_version() -> None:
    MigrationRecorder.Migration.objects.filter(app="search").last().delete()  # type: ignore[union-attr]
    assert level_of(database.examine(), "of an earlier version: 1 changes") == "heed"


def test_tables_of_a_later_version() -> None:
    MigrationRecorder.Migration.objects.create(app="search", name="9999_of_tomorrow")
    assert level_of(database.examine(), "made by a later version") == "wrong"


def test_a_long_write_ahead_log(tmp_path: Path) -> None:
    with (tmp_path / "rows-wal").open("wb") as log:
        log.truncate(300 * 1024**2)
    assert level_of(database._log_length(tmp_path / "rows"), "has grown to 300 MB") == "heed"


@about_sqlites_file
@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")
def test_a_broken_and_a_missing_database(data: Path) -> None:
    known, rows = connection.settings_dict["NAME"], data / "rows.sqlite3"
    connection.close()
    connection.settings_dict["NAME"] = str(rows)
    try:
        assert level_of(database.examine(), "none yet") == "wrong"
        rows.write_bytes(b"no database at all" * 400)
        assert level_of(examine_house(Wishes()), "can't be read") == "wrong"
    finally:
        connection.close()
        connection.settings_dict["NAME"] = known
        gc.collect()  # Django drops a connection that could not be set up without closing it


@about_sqlites_file
def test_a_database_of_another_user(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write everywhere, so the system's answer is played."""
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert level_of(database.examine(), "may not be written to") == "wrong"
    assert level_of(disk.examine(), "can't be written to") == "wrong"


# ── worker ──────────────────────────────────────────────────────────────────────────────────────


def add_task(**fields: Any) -> None:
    task = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="houselights.some.task",
        run_after=now(),
        backend_name="default",
    )
    DBTaskResult.objects.filter(pk=task.pk).update(**fields)


@contextmanager
def held(name: str) -> Iterator[None]:
    """Hold a lock of the house as another process would."""
    descriptor = locks._open(places.data(), name)
    locks._lock(descriptor, 1)
    try:
        yield
    finally:
        os.close(descriptor)


def test_a_worker_that_is_not_there_and_one_that_is(data: Path) -> None:
    assert level_of(worker.examine(), "None runs") == "heed"
    with held(locks.WORKER):
        assert level_of(worker.examine(), "It lives") == "fine"


def test_a_queue_that_does_not_move(data: Path) -> None:
    add_task(enqueued_at=now() - timedelta(hours=1))
    with held(locks.WORKER):
        assert level_of(worker.examine(), "1 tasks wait, the oldest since") == "wrong"


def test_failed_tasks(data: Path) -> None:
    add_task(status="FAILED", finished_at=now())
    assert level_of(worker.examine(), "1 tasks failed in the last week") == "heed"


# ── mail ────────────────────────────────────────────────────────────────────────────────────────


class Postman(socketserver.StreamRequestHandler):
    """Takes any mail (RFC 5321, as far as smtplib asks)."""

    taken: list[bytes]

    def handle(self) -> None:
        """Answer one client."""
        self._say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 go on")
                self.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say("250 well" if word != b"QUIT" else "221 bye")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def served(server: socketserver.TCPServer) -> Iterator[int]:
    """Serve in a thread; yields the port."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def set_up_mail(settings: Any, port: int) -> None:
    settings.EMAIL_URL, settings.MAIL_IS_SET_UP = f"smtp://127.0.0.1:{port}", True
    settings.MAILERS = {"default": mailer(settings.EMAIL_URL, Path("unused"))}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def test_mail_that_is_not_set_up(public: Any) -> None:
    public.MAIL_IS_SET_UP = False
    assert level_of(mail.examine(), "No mail server is set") == "heed"
    public.IS_PUBLIC = False
    assert level_of(mail.examine(), "mail waits in the folder") == "fine"


def test_a_mail_server_that_takes_a_test(settings: Any) -> None:
    Postman.taken = []
    with served(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman)) as port:
        set_up_mail(settings, port)
        assert level_of(mail.examine(), "127.0.0.1 lets us in") == "fine"
        assert level_of(mail.examine(), "which other servers refuse") == "heed"
        assert mail.send_test("ada@example.org").level == Level.FINE
    assert b"the mail of your house works" in Postman.taken[0]


def test_a_mail_server_that_is_not_there(settings: Any) -> None:
    set_up_mail(settings, free_port())
    assert level_of(mail.examine(), "does not let us in: [Errno") == "wrong"
    assert mail.send_test("ada@example.org").level == Level.WRONG


# ── disk, permissions, ledger ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("free", "level"), [(5 * 1024**3, "fine"), (500 * 1024**2, "heed"), (1024, "wrong")]
)
def test_room_on_the_disk(free: int, level: str) -> None:
    assert disk.room(free, Path("var")).level == level


def test_what_others_may_read(data: Path) -> None:
    (data / places.SECRET_KEY).touch(mode=0o600)
    ledger.removal_key()
    assert "Others may read" not in str(said(disk.examine()))
    for path in (data, data / places.SECRET_KEY, data / "ledger" / ledger.KEY):
        path.chmod(0o755)
    mend = [each.mend for each in disk.examine() if "Others may read" in each.what]
    assert mend == [
        f"chmod 700 {data}",
        f"chmod 600 {data / places.SECRET_KEY}",
        f"chmod 600 {data / 'ledger' / ledger.KEY}",
    ]


def test_a_ledger_on_the_disk_of_the_house(data: Path, public: Any) -> None:
    assert level_of(disk.examine(), "on the same disk as the house") == "heed"


def test_removals_that_are_not_in_the_ledger(data: Path) -> None:
    Tombstone.objects.create(kind="review", row="0" * 64, cause=Cause.REMOVED)
    assert level_of(house.examine(), "1 removals are not in the ledger") == "heed"


def test_a_ledger_that_was_left_behind(data: Path, public: Any) -> None:
    keep_out([TEXT], cause=Cause.REMOVED)
    write_ledger()
    assert not [each for each in house.examine() if each.about == "ledger"]
    public.LEDGER_DIR = data / "another"
    assert level_of(house.examine(), "1 removals that were written into a ledger") == "wrong"


# ── clock, keys ─────────────────────────────────────────────────────────────────────────────────


def test_a_clock_that_runs_behind() -> None:
    MigrationRecorder.Migration.objects.update(applied=now() + timedelta(days=300))
    assert level_of(clock.examine(), "made later than that") == "wrong"


def test_a_secret_key_that_is_missing_or_short(data: Path, settings: Any) -> None:
    assert level_of(keys.examine(), "There is none") == "wrong"
    (data / places.SECRET_KEY).touch()
    settings.SECRET_KEY = "a" * 60
    assert level_of(keys.examine(), "short enough to be guessed") == "wrong"
    settings.SECRET_KEY = "abcdefghij" * 6
    assert level_of(keys.examine(), "there, and long") == "fine"


# ── the public address ──────────────────────────────────────────────────────────────────────────


def test_a_public_house_that_is_well_set_up(public: Any) -> None:
    assert level_of(address.examine(), "is encrypted, with 1 web server in front") == "fine"


def test_a_public_house_without_encryption(public: Any) -> None:
    public.HTTPS, public.PUBLIC_URL = False, "http://reviews.example.org"
    assert level_of(address.examine(), "for all to read") == "wrong"


def test_a_public_house_that_trusts_no_proxy(public: Any) -> None:
    public.SECURE_PROXY_SSL_HEADER = None
    assert level_of(address.examine(), "no web server in front is trusted") == "wrong"


def test_a_public_house_that_takes_any_host_or_shows_errors(public: Any) -> None:
    public.ALLOWED_HOSTS, public.DEBUG = ["*"], True
    assert level_of(address.examine(), "any host") == "heed"
    assert level_of(address.examine(), "inner workings") == "wrong"


class Page(BaseHTTPRequestHandler):
    """Answers with the status that is set."""

    status = 200

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("status", "level"), [(200, "fine"), (502, "wrong")])
def test_asking_the_house_itself(settings: Any, status: int, level: str) -> None:
    Page.status = status
    with served(HTTPServer(("127.0.0.1", 0), Page)) as port:
        settings.PUBLIC_URL = f"http://127.0.0.1:{port}"
        assert address.ask_yourself().level == level
        settings.HTTPS = status == 200  # as if it had come by https
        assert address.ask_yourself().level == "wrong"
    assert "can't be reached" in address.ask_yourself().what


# ── backups ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_the_last_backup(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert level_of(backups.examine(), "None was made yet") == "heed"
    file = make_backup(None, no_progress)
    assert level_of(backups.examine(), "and was not checked") == "fine"
    assert level_of(backups.examine(), "seal fits") == "fine"
    later = now() + timedelta(days=3)
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(backups, "now", lambda: later)
        assert level_of(backups.examine(), "which is long ago") == "heed"
    file.write_bytes(file.read_bytes()[:-5000] + bytes(5000))
    assert level_of(backups.examine(), "is damaged") == "wrong"
    file.unlink()
    assert level_of(backups.examine(), "not there any more") == "heed"


# ── what the operator still has to do ───────────────────────────────────────────────────────────


def test_missing_stylesheets(settings: Any, tmp_path: Path) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    assert level_of(house.examine(), "Stylesheets and scripts are missing") == "wrong"


def test_nobody_who_runs_the_house() -> None:
    assert level_of(house.examine(), "Nobody may run it yet") == "heed"


def test_what_a_public_house_owes_its_readers(
    ada: Person, public: Any, make_review: Callable[..., Review]
) -> None:
    review = make_review()
    batch = ImportBatch.objects.create(
        kind="page-text", source="a page", file_sha256="0" * 64, film=review.film
    )
    Review.objects.update(batch=batch)
    choose("demonstration", True)
    assert level_of(house.examine(), "It does not say yet: contact, imprint") == "heed"
    assert level_of(house.examine(), "demo house is still loaded") == "heed"
    assert level_of(house.examine(), "Nobody chose what readers without an account") == "heed"
    for name in ("contact", "imprint"):
        Statement.objects.create(name=name, language="en", body="Ada, Lamp Lane 1.")
    choose("demonstration", False)
    choose("unstated_texts", "members")
    assert {level for level, _mend in said(house.examine()).values()} == {"fine"}


def test_a_part_that_fails_becomes_a_finding(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail: Callable[..., Any] = lambda _path: 1 / 0  # noqa: E731
    monkeypatch.setattr(shutil, "disk_usage", fail)
    assert level_of(examine_house(Wishes()), "could not be looked at: ZeroDivisionError") == "wrong"


# ── spoilers ────────────────────────────────────────────────────────────────────────────────────


def test_films_that_wait_to_be_learnt(make_review: Callable[..., Review]) -> None:
    assert level_of(spoilers.examine(), "All films are learnt.") == "fine"
    review = make_review()
    assert level_of(spoilers.examine(), "1 film waits to be learnt, and a task") == "fine"
    DBTaskResult.objects.all().delete()
    assert level_of(spoilers.examine(), "1 film waits to be learnt; until then") == "heed"
    choose("program_covers", "off")
    assert level_of(spoilers.examine(), "1 film waits to be learnt, and a task") == "fine"
    learn(review.film_id)
    assert level_of(spoilers.examine(), "All films are learnt.") == "fine"
