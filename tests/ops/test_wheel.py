"""The package holds everything: built, installed outside the tree, run, and looked at."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ops.houses import ENOUGH_SECONDS, ROOT, OpenHouse

pytest.importorskip("ensurepip", reason="makes a virtual environment with pip in it")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("houselights-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the package, which borrows its dependencies from this one."""
    venv = tmp_path_factory.mktemp("venv")
    _install(venv, "--no-deps", "--no-index", str(wheel))
    site = next(venv.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return venv


def _install(venv: Path, *what: str) -> None:
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    subprocess.run([venv / "bin" / "pip", "install", "--quiet", *what], check=True)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    return {**kept, "HOME": str(home), "PYTHONUNBUFFERED": "1"}


def _say(venv: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [venv / "bin" / "houselights", *arguments],
        env=_environment(home),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=ENOUGH_SECONDS,
        check=False,
    )


@contextmanager
def _opened(venv: Path, home: Path) -> Iterator[OpenHouse]:
    process = subprocess.Popen(
        [venv / "bin" / "houselights", "run", "--port", "0"],
        env=_environment(home),
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield OpenHouse(process)
        finally:
            process.terminate()


def _page(address: str, language: str = "en") -> str:
    request = urllib.request.Request(address, headers={"Accept-Language": language})  # noqa: S310
    with urllib.request.urlopen(request, timeout=ENOUGH_SECONDS) as answer:  # noqa: S310
        text: str = answer.read().decode()
        return text


def test_no_file_of_the_package_is_missing(wheel: Path) -> None:
    source = ROOT / "src"
    tree = {
        str(file.relative_to(source))
        for file in (source / "houselights").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == tree


@pytest.mark.long
def test_an_installed_copy_opens_a_furnished_house(installed: Path, tmp_path: Path) -> None:
    with _opened(installed, tmp_path) as house:
        assert house.get("/") == 200
        address = house.said[-1].split()[-1].rstrip("/")
        kept = tmp_path / ".local" / "share" / "houselights"
        assert house.wait_for("keeps its data in").endswith(str(kept))
        house.wait_for("Ctrl-C")
        films = _page(f"{address}/films/")
        film = address + _first(r'href="(/films/[\w-]+-\d{4}/)"', films)
        assert "found this helpful" in _page(film)
        assert "hữu ích" in _page(film, "vi")
        style = _first(r'<link rel="stylesheet"\s+href="([^"]+)"', films)
        assert "@font-face" in _page(address + style)
    assert (kept / "houselights.sqlite3").exists()


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found, page
    return found[1]


def test_an_installed_copy_says_that_tests_need_a_checkout(installed: Path, tmp_path: Path) -> None:
    refused = _say(installed, tmp_path, "test")
    assert (refused.returncode, refused.stderr) == (
        1,
        "houselights: the tests are not part of an installed copy; run them in a checkout.\n",
    )


@pytest.mark.long
def test_the_package_names_all_that_it_needs(wheel: Path, tmp_path: Path) -> None:
    """Installed with the newest versions of everything, from the index."""
    venv = tmp_path / "venv"
    _install(venv, str(wheel))
    with _opened(venv, tmp_path) as house:
        assert house.get("/films/") == 200
