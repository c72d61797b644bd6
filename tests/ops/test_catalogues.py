"""Catalogues: compiled as written, and with every placeholder in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation

from houselights.ops.catalogues import LOCALE, PACKAGE, collect, compiled

FILES = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def forms(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or [])


def holds_its_placeholders(message: Message) -> bool:
    """Each form uses only what its English forms use, and the last of them uses all of it."""
    wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
    return all(set(PLACEHOLDER.findall(form)) == wanted for form in forms(message.string) if form)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3])
def test_the_compiled_file_says_what_its_source_says(file: Path) -> None:
    assert file.with_suffix(".mo").read_bytes() == compiled(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3])
def test_translations_keep_their_placeholders(file: Path) -> None:
    with file.open("rb") as source:
        catalog = read_po(source, locale=file.parts[-3])
    broken = [
        message.id for message in catalog if message.id and not holds_its_placeholders(message)
    ]
    assert broken == []


def test_messages_are_found_in_code_and_in_templates() -> None:
    found = {forms(message.id)[0]: message for message in collect()}
    assert found["Your changes are kept."].locations[0][0] == "web/pages/me.py"
    assert found["Stay signed in here"].locations[0][0] == "web/templates/me/sessions.html"
    assert len(forms(found["%(count)s rating"].id)) == 2


def test_a_message_without_a_translation_stays_english() -> None:
    with translation.override("vi"):
        assert translation.gettext("A sentence that no catalogue has") == (
            "A sentence that no catalogue has"
        )
        assert translation.gettext("Sign in") == "Đăng nhập"


# ── nothing is left in English ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3])
def test_every_message_is_translated_and_none_is_guessed(file: Path) -> None:
    with file.open("rb") as source:
        catalog = read_po(source, locale=file.parts[-3])
    known = {message.id: message for message in catalog if message.id}
    wanted = [message.id for message in collect() if message.id]
    assert [
        said for said in wanted if said not in known or not all(forms(known[said].string))
    ] == []
    assert [message.id for message in known.values() if message.fuzzy] == []


# Whatever a template holds that is no word of its own: tags, translated blocks, code, values.
NOT_WORDS = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%\s*blocktranslate.*?endblocktranslate\s*%}"
    r"|{%.*?%}|{{.*?}}|<!--.*?-->|<[^>]*>|&\w+;",
    re.DOTALL,
)
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label)=\"([^\"{]*[A-Za-z]{2}[^\"{]*)\"")
BY_NAME = {"houselights"}  # is called so in every language


def words_left(template: str) -> set[str]:
    """Words that stand in a template itself, in a text or in an attribute that is read out."""
    bare = NOT_WORDS.sub(" ", template)
    return set(re.findall(r"[A-Za-z]{2,}", bare)) | set(SPOKEN.findall(template))


def test_no_template_says_a_word_past_the_catalogue() -> None:
    found = {
        str(file.relative_to(PACKAGE)): left
        for file in sorted((PACKAGE / "web" / "templates").rglob("*.html"))
        if (left := words_left(file.read_text()) - BY_NAME)
    }
    assert found == {}


def test_no_script_says_a_sentence() -> None:
    """Scripts say what the page gives them in `data-` attributes."""
    scripts = (PACKAGE / "web" / "static" / "js").glob("*.js")
    own = {file.name: file.read_text() for file in scripts if "htmx" not in file.name}
    sentence = re.compile(r"[\"'`][A-Z][a-z]+(?: [a-z]+)+[^\"'`]*[\"'`]")
    said = {name: sentence.findall(re.sub(r"//.*", "", text)) for name, text in own.items()}
    assert len(own) > 5
    assert {name: found for name, found in said.items() if found} == {}
