"""Whose texts only members read. SQLite remakes the table for it, and so the full-text index."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

FULL_TEXT = import_module("houselights.search.migrations.0002_full_text")
REBUILD = "INSERT INTO search_entry_fts (search_entry_fts) VALUES ('rebuild')"
AS_THE_HOUSE_CHOSE = 1  # reviews.rights.Basis.HOUSE


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        FULL_TEXT.drop_index(apps, schema_editor)


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        FULL_TEXT.make_index(apps, schema_editor)
        schema_editor.execute(REBUILD)


def fill(apps, schema_editor):
    """Nobody could say yet who reads an import: what is unstated is as the house chose."""
    unstated = apps.get_model("reviews", "ImportBatch").objects.filter(rights="unstated")
    reviews = apps.get_model("reviews", "Review").objects.filter(batch__in=unstated)
    of_page = Q(batch__in=unstated) | Q(answers__batch__in=unstated)
    questions = apps.get_model("questions", "Question").objects.filter(of_page)
    entries = apps.get_model("search", "Entry").objects
    for kind, rows in (("review", reviews), ("question", questions)):
        found = entries.filter(kind=kind, row_id__in=rows.values("pk"))
        found.update(basis=AS_THE_HOUSE_CHOSE)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_full_text"),
        ("reviews", "0002_fit_to_publish"),
        ("questions", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(drop_index, make_index),
        migrations.AddField("entry", "basis", models.SmallIntegerField(default=0)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make_index, drop_index),
    ]
