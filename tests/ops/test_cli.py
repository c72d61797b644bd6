"""The command line: help at once, one sentence for every error, the right exit status."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from houselights.ops import cli
from tests.ops.houses import houselights

pytestmark = pytest.mark.slow

# These open no house that anybody keeps.
WITHOUT_A_HOUSE = {"messages", "test"}


def leaves(command: click.Command) -> list[click.Command]:
    """The command itself, or the commands of a group."""
    return list(command.commands.values()) if isinstance(command, click.Group) else [command]


@pytest.mark.parametrize("name", cli.SUBCOMMANDS)
def test_every_subcommand_of_the_table_is_there_and_takes_a_data_folder(name: str) -> None:
    command = cli.houselights.get_command(click.Context(cli.houselights), name)
    assert command is not None
    for leaf in leaves(command):
        options = {option for param in leaf.params for option in param.opts}
        assert "--data" in options or name in WITHOUT_A_HOUSE


def test_help_names_every_subcommand_without_importing_any(capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in cli.SUBCOMMANDS)


@pytest.mark.parametrize("arguments", [["sing"], ["where"], ["run", "--port", "many"], ["--loud"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert cli.main(arguments) == 2


def test_where_finds_the_files_of_a_page(tmp_path: Path) -> None:
    found = houselights("where", "/lights/", "--json", "--data", tmp_path / "new")
    assert found.returncode == 0
    assert json.loads(found.stdout)["page"].startswith("src/houselights/web/pages/lights.py:")


def test_where_refuses_an_address_that_no_page_answers(tmp_path: Path) -> None:
    refused = houselights("where", "https://example.org/no/such/page/", "--data", tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "houselights: no page answers at /no/such/page/.\n"


def test_a_data_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    refused = houselights("where", "/", HOUSELIGHTS_DATA=str(file / "var"))
    assert refused.returncode == 1
    assert "can't be used" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_an_error_that_nobody_foresaw_is_a_sentence_and_kept_in_the_log(tmp_path: Path) -> None:
    (tmp_path / "houselights.sqlite3").write_bytes(b"this is no database " * 100)
    failed = houselights("where", "/", "--data", tmp_path)
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    assert "Traceback" in (tmp_path / "log" / "failures.log").read_text()


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    (tmp_path / "houselights.sqlite3").write_bytes(b"this is no database " * 100)
    assert "Traceback" in houselights("--debug", "where", "/", "--data", tmp_path).stderr
