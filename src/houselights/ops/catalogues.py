"""Catalogues of the house's own words: collected, brought up to date and compiled without gettext.

Babel does the work and is needed only here: the compiled files are kept beside their sources, so
that a house runs from a read-only folder and without Babel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from houselights.base.errors import Refusal
from houselights.text.marking import marked

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
# Django's lazy functions take what their prompt ones take.
LAZY = {
    f"{name}_lazy": DEFAULT_KEYWORDS[name]
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
}
KEYWORDS = DEFAULT_KEYWORDS | LAZY | {marked.__name__: None}
TRANSLATORS_NOTES = ("Translators:",)

type Found = tuple[int, str | tuple[str, ...], list[str], str | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a language has come."""

    language: str
    translated: int
    messages: int

    def as_json(self) -> dict[str, int]:
        """The two counts."""
        return {"translated": self.translated, "messages": self.messages}


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(folder.name for folder in LOCALE.iterdir())


def collect() -> Catalog:
    """Every message of the package's Python files and templates."""
    found = Catalog(project="Houselights", charset="utf-8")
    for file in _sources():
        for _line, message, comments, context in _messages(file):
            place = [(str(file.relative_to(PACKAGE)), 0)]  # lines would change with every edit
            found.add(message, locations=place, auto_comments=comments, context=context)
    return found


def _sources() -> Iterator[Path]:
    for file in sorted(PACKAGE.rglob("*")):
        inside = file.relative_to(PACKAGE).parts
        if "migrations" not in inside and (
            file.suffix == ".py" or ("templates" in inside and file.suffix in (".html", ".txt"))
        ):
            yield file


def _messages(file: Path) -> Iterator[Found]:
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        text = _as_python(text, str(file))
    source = BytesIO(text.encode())
    return extract("python", source, keywords=KEYWORDS, comment_tags=TRANSLATORS_NOTES)


def _as_python(template: str, origin: str) -> str:
    """Django's rewriting of a template for xgettext, without the indents that Python would read."""
    return "\n".join(line.strip() for line in templatize(template, origin=origin).splitlines())


def bring_up_to_date(language: str, messages: Catalog) -> Standing:
    """Add new messages to a language's file, drop those that are gone, and compile it."""
    if language not in locale_identifiers():
        raise Refusal(f"{language} is no language that Babel knows; name it as fr or pt_BR.")
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    catalog = _read(file, language)
    messages.creation_date = catalog.creation_date  # so that nothing changes where nothing did
    catalog.update(messages, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_written(catalog))
    file.with_suffix(".mo").write_bytes(compiled(file))
    return standing(language)


def _read(file: Path, language: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=language, project="Houselights", charset="utf-8", fuzzy=False)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def _written(catalog: Catalog) -> bytes:
    target = BytesIO()
    write_po(target, catalog, width=100, sort_by_file=True, include_lineno=False)
    return target.getvalue()


def compiled(file: Path) -> bytes:
    """What `django.mo` beside this `django.po` must hold."""
    catalog = _read(file, file.parents[1].name)
    for message in [message for message in catalog if not _is_translated(message)]:
        catalog.delete(message.id, message.context)  # else its plural forms would be empty words
    target = BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def standing(language: str) -> Standing:
    """How many messages of a language are translated."""
    catalog = _read(LOCALE / language / "LC_MESSAGES" / "django.po", language)
    done = [_is_translated(message) for message in catalog if message.id]
    return Standing(language, sum(done), len(done))


def _is_translated(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else message.string or []
    return bool(forms) and all(forms)
