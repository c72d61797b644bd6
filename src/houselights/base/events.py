"""News between rooms, heard synchronously inside the transaction that makes it true.

A lower room announces, a higher room listens; the list of who listens is `config.wiring`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened in this transaction."""


_listeners: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def listen[E: Event](event_type: type[E], listener: Callable[[E], None]) -> None:
    """Call `listener` for each later event of that type; saying it twice changes nothing."""
    if listener not in _listeners[event_type]:
        _listeners[event_type].append(listener)


def announce(event: Event) -> None:
    """Tell every listener now. An error of a listener undoes the whole transaction."""
    for listener in _listeners[type(event)]:
        listener(event)


def listeners() -> dict[type[Event], list[Callable[[Any], None]]]:
    """Who listens to what (for the documentation and its test)."""
    return {event: list(found) for event, found in _listeners.items() if found}
