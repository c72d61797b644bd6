"""`houselights read`: what a page says, without a house."""

from __future__ import annotations

from pathlib import Path

import click

from houselights.exchange.incoming import read_file
from houselights.ops.options import json_option, print_json, say, unused_data_option
from houselights.text.page_model import Page, page_to_json


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@unused_data_option
@json_option
def command(file: Path, as_json: bool) -> None:
    """Show what the page of reviews in FILE says; no database is touched."""
    page = read_file(file).page
    if as_json:
        print_json(page_to_json(page))
    else:
        _show(page)


def _show(page: Page) -> None:
    from rich.console import Console

    from houselights.exchange.page_tables import notice_lines, question_table, review_table

    console = Console()
    console.print(review_table(page))
    if page.questions:
        console.print(question_table(page))
    for line in notice_lines(page.notices):
        say(line)
