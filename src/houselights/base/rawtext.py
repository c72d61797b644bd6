"""Text as a writer wrote it, locked until the redaction point opens it."""

from __future__ import annotations

from typing import Any, Never

from django.db import models
from django.db.models.query_utils import DeferredAttribute


class LockedTextError(TypeError):
    """Raw text was about to leave through a door that does not cover spoilers."""


class RawText:
    """A writer's text that can't be shown, joined, formatted or serialised by accident.

    Only `spoilers.redact` (for readers), the writer's own form and the person's own archive call
    `open_raw`; a test lists the callers.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def open_raw(self) -> str:
        """The text itself. The caller answers for covering what must be covered."""
        return self._text

    def __len__(self) -> int:
        return len(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RawText) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"<RawText of {len(self._text)} characters>"

    def __str__(self) -> Never:
        raise LockedTextError("Raw text is opened by spoilers.redact, not printed.")

    def __html__(self) -> Never:
        raise LockedTextError("Raw text is opened by spoilers.redact, not rendered.")

    def __format__(self, spec: str) -> Never:
        raise LockedTextError("Raw text is opened by spoilers.redact, not formatted.")

    def __getattr__(self, name: str) -> Never:
        # Django's templates and serialisers look attributes up; none of them may find a way in.
        raise AttributeError(name)


class _Locking(DeferredAttribute):
    """Locks whatever is assigned, so that a new row's text is as closed as a stored one's."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = RawText(value) if isinstance(value, str) else value


class RawTextField(models.TextField):  # type: ignore[type-arg]
    """A text column whose values are `RawText`, in new rows as in stored ones."""

    descriptor_class = _Locking

    def from_db_value(self, value: str | None, *_: Any) -> RawText | None:
        """Lock what the database gives."""
        return None if value is None else RawText(value)

    def to_python(self, value: Any) -> Any:
        """Lock what a form or a fixture gives."""
        return value if value is None or isinstance(value, RawText) else RawText(str(value))

    def get_prep_value(self, value: Any) -> Any:
        """Unlock on the way into the database only."""
        locked = self.to_python(value)
        return None if locked is None else locked.open_raw()

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse Django's serialisers: they know no covers."""
        raise LockedTextError(f"{self.name} of {type(obj).__name__} is not serialised raw.")
