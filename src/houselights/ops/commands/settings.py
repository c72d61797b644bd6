"""`houselights settings`: what is set, what it means, and changing a choice of the house."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import wrap
from typing import Any

import click

from houselights.base import environment
from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, json_option, print_json, say
from houselights.ops.settings_page import in_words, settings_page


@click.command("settings")
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--document", is_flag=True, help="Print docs/settings.md, and open no house.")
@data_option
@json_option
def command(name: str | None, value: str | None, document: bool, data: Path, as_json: bool) -> None:
    """Show all settings, or the one called NAME; with VALUE, set that choice of the house.

    Settings of the environment are shown without passwords, and are changed where the environment
    is made, such as the file that starts the service.
    """
    if document:
        click.echo(settings_page(), nl=False)
        return
    open_house(data)
    if name and value is not None:
        _choose(name, value)
    shown = _shown(name)
    if as_json:
        print_json(shown)
    else:
        _print(shown)


def _choose(name: str, value: str) -> None:
    from houselights.base.house import choose, read_choice

    if name in environment.SETTINGS:
        raise Refusal(f"{name} is set in the environment that starts the house, not in the house.")
    choose(name, read_choice(name, value))
    say(f"{name} is set; it acts at once.")
    if name == "program_covers":
        _say_what_follows()


def _say_what_follows() -> None:
    """Texts of all films are looked at anew, which takes a while."""
    from houselights.spoilers.stamps import stale_films

    if number := stale_films().count():
        said = "1 film is" if number == 1 else f"{number} films are"
        say(f"{said} gone over now while the house is open; `doctor` says how many are left.")


def _shown(name: str | None) -> dict[str, dict[str, Any]]:
    """All settings, or the one of that name, each with its value, its default and its help."""
    both = {**_of_house(), **_of_environment()}
    if name and name not in both:
        raise Refusal(f"There is no setting called {name}; there are: {', '.join(both)}.")
    return {name: both[name]} if name else both


def _of_house() -> dict[str, dict[str, Any]]:
    from houselights.base.house import CHOICES, choices

    return {
        name: {"value": value, "default": CHOICES[name].default, "help": CHOICES[name].help}
        for name, value in choices().items()
    }


def _of_environment() -> dict[str, dict[str, Any]]:
    return {
        name: {
            "value": environment.shown_value(name, os.environ.get(name) or setting.default),
            "default": setting.default_in_words or setting.default,
            "help": setting.help,
        }
        for name, setting in environment.SETTINGS.items()
    }


def _print(shown: dict[str, dict[str, Any]]) -> None:
    for name, setting in shown.items():
        value = in_words(setting["value"])
        click.echo(f"{name} = {value}" if value else f"{name} is empty")
        for line in _wrapped(setting):
            click.echo(f"    {line}")


def _wrapped(setting: dict[str, Any]) -> list[str]:
    told = setting["help"]
    if setting["value"] != setting["default"]:
        told += f" The default is {in_words(setting['default']) or 'empty'}."
    return wrap(told.replace("`", ""), 74)
