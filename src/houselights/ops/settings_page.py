"""docs/settings.md, made from the tables that the program itself reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from houselights.base.environment import SETTINGS, Group, Setting
from houselights.ops.house import set_up_django

BEGINNING = """\
# Settings

The program writes this page from its own tables: `./houselights settings --document`. What is set
at present, passwords left out, shows `./houselights settings`.

## Choices of the house

These are kept in the database and act at once:

    ./houselights settings house_name "The Long Lamp Film Club"
    ./houselights settings registration invited

| Choice | Default | Meaning |
|---|---|---|
"""
ENVIRONMENT = """
## Environment

These are read when a command starts. All have defaults that fit one machine. Give the same ones to
each command; an empty one counts as not set. What can't be read is refused with one sentence, and a
name that only looks like one of these is warned about.
"""
HEAD = """
### {group}

| Variable | Holds | Default | Meaning |
|---|---|---|---|
"""


def in_words(value: Any) -> str:
    """A value as somebody types it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def settings_page() -> str:
    """The whole page as Markdown."""
    return "".join([BEGINNING, *_choices(), ENVIRONMENT, *_environment()])


def _choices() -> Iterator[str]:
    set_up_django()
    from houselights.base.house import CHOICES

    for name, choice in CHOICES.items():
        default = in_words(choice.default) or "empty"
        yield f"| `{name}` | {default} | {choice.help} |\n"


def _environment() -> Iterator[str]:
    for group in Group:
        yield HEAD.format(group=group)
        yield from (_row(n, s) for n, s in SETTINGS.items() if s.group is group)


def _row(name: str, setting: Setting) -> str:
    holds = " or ".join(f"`{option}`" for option in setting.options) or setting.kind
    default = setting.default_in_words or f"`{setting.default}`"
    return f"| `{name}` | {holds} | {default} | {setting.help} |\n"
