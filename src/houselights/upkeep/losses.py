"""What a restore would lose: rows of the present house that are newer than the backup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import DatabaseError, connection, models
from django.db.models import Max

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.catalogue.models import Film
from houselights.upkeep.engine import engine

ROOMS = "houselights."


@dataclass(frozen=True, slots=True)
class Losses:
    """The newer rows by the name of their kind, and when anything was written last."""

    rows: Mapping[str, int]
    last_write: datetime | None


def has_content() -> bool:
    """Whether anybody or any film is in this house; an unreadable database counts as content."""
    if not engine().is_there():
        return False
    try:
        tables = connection.introspection.table_names()
        return Film._meta.db_table in tables and (  # noqa: SLF001  # public in all but name
            Film.objects.exists() or Person.objects.exists()
        )
    except DatabaseError:
        return True


def losses(since: datetime) -> Losses | None:
    """Count the rows that were made after that moment; None where the database can't be read.

    A row that was only changed since then is not counted, since most rows don't say when they were.
    """
    if not engine().is_there():
        return Losses({}, None)
    try:
        return _count(since)
    except DatabaseError:
        return None


def _count(since: datetime) -> Losses:
    newer: dict[str, int] = {}
    moments = []
    for model, field in _dated_models():
        rows = model._default_manager.all()  # noqa: SLF001
        if many := rows.filter(**{f"{field}__gt": since}).count():
            newer[str(model._meta.verbose_name_plural)] = many  # noqa: SLF001
        moments.append(rows.aggregate(last=Max(field))["last"])
    known = [moment for moment in moments if moment]
    return Losses(newer, max(known, default=None))


def _dated_models() -> Iterator[tuple[type[models.Model], str]]:
    """The house's tables whose rows say when they were made, each with that column."""
    tables = connection.introspection.table_names()
    for model in apps.get_models():
        known = model.__module__.startswith(ROOMS) and model._meta.db_table in tables  # noqa: SLF001
        if known and (field := _moment_of(model)):
            yield model, field


def _moment_of(model: type[models.Model]) -> str | None:
    for field in model._meta.concrete_fields:  # noqa: SLF001
        if isinstance(field, models.DateTimeField) and (
            field.default is now or field.name == "date_joined"
        ):
            return field.name
    return None
