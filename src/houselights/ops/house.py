"""Opening the house that lives in a data folder, and setting it up where it is empty."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from houselights.base.errors import Refusal
from houselights.ops.tables import bring_up_to_date
from houselights.upkeep import locks
from houselights.upkeep.places import is_broken_off

FOLDERS = ("log", "mail", "run", "static")
SECRET_KEY = "secret_key"  # noqa: S105  # the name of the file, not the key


def open_house(data: Path) -> None:
    """Make Django ready for the house in `data`: folders, key and tables are there afterwards.

    When nothing has changed since the last opening this reads one small file and asks the
    database nothing. Raises `Refusal` where the folder can't be used.
    """
    folder = _prepare(data)
    _enter(folder)
    with _alone(folder):
        _make_secret_key(folder)
        set_up_django()
        bring_up_to_date(folder)


def enter_house(data: Path) -> None:
    """Make Django ready for a house as it is, without bringing its tables up to date.

    Refused where there is none.
    """
    if not (data / "run").is_dir():
        raise Refusal(f"There is no house in {data.absolute()}; name its folder with --data.")
    folder = _prepare(data)
    _enter(folder)
    set_up_django()


@contextmanager
def empty_house(data: Path) -> Iterator[None]:
    """Make Django ready for a house that nobody else may enter, and that may not be there yet."""
    folder = _prepare(data)
    with locks.alone(folder):
        set_up_django()
        yield


def _prepare(data: Path) -> Path:
    folder = data.absolute()
    os.environ["HOUSELIGHTS_DATA"] = str(folder)
    try:
        _make_folders(folder)
    except OSError as error:
        raise Refusal(
            f"The data folder {folder} can't be used ({error.strerror}); "
            "choose one that you may write to with --data."
        ) from error
    return folder


def _enter(folder: Path) -> None:
    """Be in the house, which is the old or the new one even if a restore was broken off."""
    if is_broken_off(folder):
        _complete_restore(folder)
    locks.enter(folder)


def _complete_restore(folder: Path) -> None:
    """Go on with a restore that was broken off; this process has read the key of before."""
    with locks.alone(folder):
        if not is_broken_off(folder):  # another command was quicker
            return
        set_up_django()
        from houselights.upkeep.restoring import complete

        completed = complete()
    if completed:
        raise Refusal("A restore that was broken off is completed now; give the command again.")


def _make_folders(folder: Path) -> None:
    # Mail, the key and the reviews of people who left are nobody else's business.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the house's door: of two commands at once, one sets up and the other waits."""
    with (folder / "run" / "door").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def _make_secret_key(folder: Path) -> None:
    file = folder / SECRET_KEY
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48) + "\n", encoding="ascii")


def set_up_django() -> None:
    """Load Django's applications, once a process; the environment says which house."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houselights.config.settings")
    if not apps.ready:
        django.setup()
