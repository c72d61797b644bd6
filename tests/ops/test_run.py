"""`houselights run` opens a house, and closes it whole."""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from tests.ops.houses import houselights, is_alive, open_house

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


def test_it_opens_an_empty_folder_and_serves_pages(tmp_path: Path) -> None:
    with open_house(tmp_path / "var") as house:
        assert house.get("/") == 200
        assert (tmp_path / "var" / "houselights.sqlite3").exists()
        assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_every_process_and_is_no_failure(
    tmp_path: Path, by: signal.Signals
) -> None:
    with open_house(tmp_path) as house:
        house.get("/")
        children = house.children()
        assert house.end(by) == 0
        assert house.said[-1].endswith("Closed.\n")
        assert [pid for pid in children if is_alive(pid)] == []


@pytest.mark.long
def test_ctrl_c_in_a_terminal_reaches_all_processes_at_once(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        house.get("/")
        os.killpg(house.process.pid, signal.SIGINT)
        assert house.rest() == 0


def test_a_dead_child_closes_the_house_and_is_said(tmp_path: Path) -> None:
    for which, word in ((0, "task worker"), (1, "web worker")):
        with open_house(tmp_path) as house:
            house.get("/")
            os.kill(house.children()[which], signal.SIGKILL)
            assert house.rest() == 1
            assert f"houselights: the {word} died" in house.said[-1]
            assert "Traceback" not in house.said[-1]


def test_no_child_outlives_a_killed_house(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        house.get("/")
        children = house.children()
        house.end(signal.SIGKILL)
        while any(is_alive(pid) for pid in children):
            pass


def test_the_setup_link_is_shown_until_there_is_an_administrator(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        assert "/set-up/" in house.wait_for("first administrator")


def test_a_taken_port_is_one_sentence_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused = houselights("run", "--port", port, "--data", tmp_path / "var")
    assert refused.returncode == 1
    assert refused.stderr == (
        f"houselights: port {port} is taken by another program; "
        "stop it, or choose another with --port.\n"
    )
    assert not (tmp_path / "var").exists()


def test_a_foreign_address_is_one_sentence(tmp_path: Path) -> None:
    refused = houselights("run", "--host", "192.0.2.1", "--port", "0", "--data", tmp_path / "var")
    assert refused.returncode == 1
    assert "192.0.2.1 is no address of this machine" in refused.stderr


def test_a_port_beyond_the_last_is_wrong_usage(tmp_path: Path) -> None:
    assert houselights("run", "--port", "70000", "--data", tmp_path).returncode == 2
