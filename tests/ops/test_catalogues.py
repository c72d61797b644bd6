"""Catalogues: compiled as written, and with every placeholder in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation

from houselights.ops.catalogues import LOCALE, collect, compiled

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
