"""Settings of the environment: read by kind, refused in one sentence, shown without secrets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

import houselights
from houselights.base import environment
from houselights.base.environment import SETTINGS, Kind
from houselights.base.errors import Refusal

PACKAGE = Path(houselights.__file__).parent
OURS = r'"(?:HOUSELIGHTS_\w+|DATABASE_URL|EMAIL_URL)"'
READ_ASIDE = re.compile(rf"(?:environ\.get|getenv)\({OURS}|environ\[{OURS}\](?! =)")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", SETTINGS)
def test_each_default_can_be_read(name: str) -> None:
    assert environment.text(name) == SETTINGS[name].default


def test_nothing_of_ours_is_read_beside_the_table() -> None:
    files = [file for file in PACKAGE.rglob("*.py") if file.name != "environment.py"]
    assert [str(file) for file in files if READ_ASIDE.search(file.read_text())] == []


def test_the_languages_of_the_table_are_those_of_the_pages() -> None:
    assert list(environment.LANGUAGES) == [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOUSELIGHTS_PUBLIC_URL", "https://reviews.example.org"),
        ("HOUSELIGHTS_PUBLIC_URL", "http://[::1]:8000/"),
        ("EMAIL_URL", "smtp://localhost"),
        ("EMAIL_URL", "smtp+tls://house%40example.org:p%2Fw@mail.example.org:587"),
        ("EMAIL_URL", "smtp+ssl://mail.example.org:465"),
        ("DATABASE_URL", "postgresql://house@/rows?host=/run/postgresql"),
        ("HOUSELIGHTS_FROM_EMAIL", "The Long Lamp <lamp@example.org>"),
        ("HOUSELIGHTS_TIME_ZONE", "Asia/Ho_Chi_Minh"),
        ("HOUSELIGHTS_PROXIES", "0"),
        ("HOUSELIGHTS_DEBUG", "No"),
    ],
)
def test_it_reads(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert environment.text(name) == value


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("HOUSELIGHTS_PUBLIC_URL", "reviews.example.org", "an address such as https://"),
        ("HOUSELIGHTS_PUBLIC_URL", "https://example.org/films", "an address without a path"),
        ("HOUSELIGHTS_PUBLIC_URL", "https://example.org:https", "a number up to 65535"),
        ("HOUSELIGHTS_PUBLIC_URL", "https://[example", "65535"),
        ("EMAIL_URL", "mail.example.org", "smtp://, smtp+tls:// or smtp+ssl://"),
        ("EMAIL_URL", "smtp://", "with a host behind it"),
        ("EMAIL_URL", "smtp://house:s3cr3t@mail.example.org:99999", "up to 65535"),
        ("DATABASE_URL", "mysql://house:s3cr3t@localhost/rows", "postgresql://"),
        ("HOUSELIGHTS_FROM_EMAIL", "nobody", "a mail address"),
        ("HOUSELIGHTS_TIME_ZONE", "Mars/Base", "a time zone"),
        ("HOUSELIGHTS_TIME_ZONE", "../etc/passwd", "a time zone"),
        ("HOUSELIGHTS_LANGUAGE", "xx", "one of en, vi"),
        ("HOUSELIGHTS_PROXIES", "-1", "a whole number"),
        ("HOUSELIGHTS_PROXIES", "one", "a whole number"),
        ("HOUSELIGHTS_DEBUG", "perhaps", "true or false"),
    ],
)
def test_it_refuses(monkeypatch: pytest.MonkeyPatch, name: str, value: str, wanted: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Refusal, match=re.escape(wanted)) as refused:
        environment.check([name])
    assert name in refused.value.sentence
    assert "s3cr3t" not in refused.value.sentence


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOUSELIGHTS_PUBLIC_URL", "")
    assert environment.text("HOUSELIGHTS_PUBLIC_URL") == "http://127.0.0.1:8000"
    assert not environment.is_given("HOUSELIGHTS_PUBLIC_URL")


def test_names_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOUSELIGHTS_HOSTS", "a.example, b.example,")
    assert environment.names("HOUSELIGHTS_HOSTS") == ["a.example", "b.example"]


def test_the_data_folder_is_where_a_person_keeps_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert environment.data_folder() == tmp_path / ".local" / "share" / "houselights"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "kept"))
    assert environment.data_folder() == tmp_path / "kept" / "houselights"
    monkeypatch.setenv("HOUSELIGHTS_DATA", "~/here")
    assert environment.data_folder() == tmp_path / "here"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("HOUSELIGHTS_SECRET_KEY", "s3cr3t", "•••"),
        ("EMAIL_URL", "smtp+tls://house:s3cr3t@h:587", "smtp+tls://house:•••@h:587"),
        ("EMAIL_URL", "smtp+tls://house:s3/c:r3@t@h:587", "smtp+tls://house:•••@h:587"),
        ("DATABASE_URL", "postgresql://:s3cr3t@h/rows", "postgresql://:•••@h/rows"),
        (
            "DATABASE_URL",
            "postgresql://h/rows?user=u&password=s3&x=1",
            "postgresql://h/rows?user=u&password=•••&x=1",
        ),
        ("EMAIL_URL", "house:s3cr3t@h:587", "house:•••@h:587"),
        ("HOUSELIGHTS_FROM_EMAIL", "house@h.example", "house@h.example"),
        ("DATABASE_URL", "postgresql://house@h:5432/rows", "postgresql://house@h:5432/rows"),
    ],
)
def test_secrets_are_masked(name: str, value: str, shown: str) -> None:
    assert environment.shown_value(name, value) == shown


def test_every_kind_can_be_read() -> None:
    assert {setting.kind for setting in SETTINGS.values()} == set(Kind)


def test_a_slip_of_the_pen_finds_the_setting_that_was_meant() -> None:
    slips = {f"HOUSELIGHTS_{name}" for name in ("PUBLIC_ULR", "DATADIR", "TIMEZONE")}
    assert environment.unknown([*slips, *SETTINGS, "HOME"]) == {
        f"HOUSELIGHTS_{'DATADIR'}": "HOUSELIGHTS_DATA",
        f"HOUSELIGHTS_{'PUBLIC_ULR'}": "HOUSELIGHTS_PUBLIC_URL",
        f"HOUSELIGHTS_{'TIMEZONE'}": "HOUSELIGHTS_TIME_ZONE",
    }
