"""`houselights messages`: the catalogues of the house's own words."""

from __future__ import annotations

import click

from houselights.base.errors import Refusal
from houselights.ops.options import json_option, print_json, say


@click.command("messages")
@click.argument("languages", nargs=-1)
@json_option
def command(languages: tuple[str, ...], as_json: bool) -> None:
    """Collect the messages of the program and bring every language's file up to date.

    Naming LANGUAGES, such as fr, brings only those up to date, and begins those that are new.
    For those who change the program or translate it; needs Babel (requirements/test.txt).
    """
    try:
        from houselights.ops import catalogues
    except ImportError as error:
        raise Refusal("Babel is missing: install requirements/test.txt first.") from error
    messages = catalogues.collect()
    wanted = languages or catalogues.languages()
    report = [catalogues.bring_up_to_date(language, messages) for language in wanted]
    if as_json:
        print_json({one.language: one.as_json() for one in report})
    for one in report:
        say(f"{one.language}: {one.translated} of {one.messages} messages are translated.")
