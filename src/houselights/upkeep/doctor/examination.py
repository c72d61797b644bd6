"""Looking at all of the house, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

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
from houselights.upkeep.doctor.findings import Finding, wrong

type Part = Callable[[], Iterator[Finding]]

# Those that ask the database come after it, and are left out where it has no answer.
WITHOUT_DATABASE: tuple[ModuleType, ...] = (disk, keys, mail, address, backups)
WITH_DATABASE: tuple[ModuleType, ...] = (worker, clock, house, spoilers)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is only done when asked for."""

    send_test: str = ""  # a mail address
    ask_yourself: bool = False


def examine_house(wishes: Wishes) -> Iterator[Finding]:
    """Everything that the doctor looks at; a part that fails becomes a finding."""
    parts = [database, *WITHOUT_DATABASE, *(WITH_DATABASE if database.can_be_read() else ())]
    for part in parts:
        yield from _examined(part.__name__.rpartition(".")[2], part.examine)
    if wishes.send_test:
        yield mail.send_test(wishes.send_test)
    if wishes.ask_yourself:
        yield address.ask_yourself()


def _examined(name: str, part: Part) -> Iterator[Finding]:
    try:
        yield from part()
    except Exception as error:  # noqa: BLE001  # the other parts are wanted all the more
        yield wrong(
            name,
            f"It could not be looked at: {type(error).__name__}: {error}.",
            "If nothing else here explains it, this is a fault of the program.",
        )
