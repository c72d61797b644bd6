"""`houselights messages`: the catalogues of the house's own words."""

from __future__ import annotations

import click

from houselights.base.errors import Refusal
from houselights.ops.options import json_option, print_json, say


@click.command("messages")
@json_option
def command(as_json: bool) -> None:
    """Collect the messages of the program and bring every language's file up to date.

    For those who change the program or translate it; needs Babel (requirements/test.txt).
    """
    try:
        from houselights.ops import catalogues
    except ImportError as error:
        raise Refusal("Babel is missing: install requirements/test.txt first.") from error
    from houselights.config.settings import LANGUAGES

    messages = catalogues.collect()
    languages = [code for code, _name in LANGUAGES if code != "en"]
    report = [catalogues.bring_up_to_date(language, messages) for language in languages]
    if as_json:
        print_json(
            {
                one.language: {"translated": one.translated, "messages": one.messages}
                for one in report
            }
        )
    for one in report:
        say(f"{one.language}: {one.translated} of {one.messages} messages are translated.")
