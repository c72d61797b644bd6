"""`houselights doctor`: how the house is, and how to mend it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from houselights.ops.house import enter_house
from houselights.ops.options import data_option, json_option, print_json

if TYPE_CHECKING:
    from houselights.upkeep.doctor.findings import Finding

MARKS = {"fine": "[green]✓[/]", "heed": "[yellow]![/]", "wrong": "[red]✗[/]"}


@click.command("doctor")
@click.option("--send-test", default="", metavar="ADDRESS", help="Send a mail to that address.")
@click.option(
    "--ask-yourself", is_flag=True, help="Fetch the home page by its public address, too."
)
@json_option
@data_option
def command(send_test: str, ask_yourself: bool, as_json: bool, data: Path) -> int:
    """Look at database, worker, mail, disk, clock, address, keys and backups.

    Each finding is ✓ (fine), ! (somebody should look) or ✗ (wrong); ends with 1 if any is wrong.
    """
    enter_house(data)
    from houselights.upkeep.doctor.examination import Wishes, examine_house

    findings = list(examine_house(Wishes(send_test, ask_yourself)))
    healthy = all(finding.level != "wrong" for finding in findings)
    if as_json:
        print_json({"healthy": healthy, "findings": [asdict(each) for each in findings]})
    else:
        _show(findings)
    return 0 if healthy else 1


def _show(findings: list[Finding]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        mend = f"\n[bold]→ {escape(finding.mend)}[/]" if finding.mend else ""
        table.add_row(MARKS[finding.level], finding.about, f"{escape(finding.what)}{mend}")
    Console(file=sys.stdout).print(table)
