"""The full-text index of each database. Whoever remakes the table later makes these again."""

from django.db import migrations

SQLITE = (
    """
    CREATE VIRTUAL TABLE search_entry_fts USING fts5(
        kind, title, open_text, covered_text,
        content='search_entry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_entry_fts (rowid, kind, title, open_text, covered_text)
        VALUES (new.id, new.kind, new.title, new.open_text, new.covered_text);
    END
    """,
    """
    CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_entry_fts (search_entry_fts, rowid, kind, title, open_text, covered_text)
        VALUES ('delete', old.id, old.kind, old.title, old.open_text, old.covered_text);
    END
    """,
    """
    CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_entry_fts (search_entry_fts, rowid, kind, title, open_text, covered_text)
        VALUES ('delete', old.id, old.kind, old.title, old.open_text, old.covered_text);
        INSERT INTO search_entry_fts (rowid, kind, title, open_text, covered_text)
        VALUES (new.id, new.kind, new.title, new.open_text, new.covered_text);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_entry_fts",
)
POSTGRESQL = (
    """
    ALTER TABLE search_entry ADD COLUMN open_vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('simple', open_text), 'B')
    ) STORED
    """,
    """
    ALTER TABLE search_entry ADD COLUMN full_vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('simple', open_text), 'B')
        || setweight(to_tsvector('simple', covered_text), 'B')
    ) STORED
    """,
    "CREATE INDEX search_entry_open ON search_entry USING gin (open_vector)",
    "CREATE INDEX search_entry_full ON search_entry USING gin (full_vector)",
)
POSTGRESQL_BACK = (
    "ALTER TABLE search_entry DROP COLUMN full_vector",
    "ALTER TABLE search_entry DROP COLUMN open_vector",
)


def make_index(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop_index(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
