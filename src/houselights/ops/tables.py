"""The tables of a house: made at once where there are none, else brought up to date."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from houselights import __version__
from houselights.base.errors import Refusal

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MIGRATED = "migrated"
FULL_TEXT = "houselights.search.migrations.0002_full_text"


def bring_up_to_date(folder: Path) -> None:
    """Make or change the tables where they are not those of this program; Django is set up.

    Raises `Refusal` where the database can't be opened.
    """
    stamp = folder / "run" / MIGRATED
    wanted = _fingerprint()
    if _database_is_there() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    _migrate()
    stamp.write_text(wanted, encoding="ascii")


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        if _is_new():
            _make_tables()
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise Refusal(f"The database can't be opened: {str(error).strip()}") from error


def _is_new() -> bool:
    """Whether this is an SQLite database without a table."""
    from django.db import connection

    return connection.vendor == "sqlite" and not connection.introspection.table_names()


def _make_tables() -> None:
    """Make all tables from the models, in one transaction.

    Following some seventy migrations takes most of the time to a new house's first page. What comes
    out is the same, which a test compares; `migrate` then finds nothing to do but its signals.
    """
    from django.apps import apps
    from django.db import connection

    with connection.schema_editor() as editor:
        for model in apps.get_models():
            editor.create_model(model)
        import_module(FULL_TEXT).make_index(apps, editor)
        _note_migrations(editor)


def _note_migrations(editor: BaseDatabaseSchemaEditor) -> None:
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(editor.connection)
    for app, name in MigrationLoader(editor.connection).graph.nodes:
        recorder.record_applied(app, name)


def _database_is_there() -> bool:
    """Whether the file is there; a database server is taken at its word."""
    from django.db import connection

    return connection.vendor != "sqlite" or Path(connection.settings_dict["NAME"]).exists()


def _fingerprint() -> str:
    """One word that changes with the version, the database and the files of migrations."""
    from django.apps import apps
    from django.db import connection

    settings = connection.settings_dict
    parts = [__version__, *(str(settings[key]) for key in ("ENGINE", "HOST", "PORT", "NAME"))]
    for app in apps.get_app_configs():
        files = sorted(Path(app.path, "migrations").glob("*.py"))
        parts += [f"{app.label}/{file.name}:{file.stat().st_size}" for file in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
