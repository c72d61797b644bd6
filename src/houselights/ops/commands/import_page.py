"""`houselights import`: pages of reviews as text into the house."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, json_option, print_json, say

if TYPE_CHECKING:
    from houselights.exchange.films import FilmWanted
    from houselights.exchange.incoming import IncomingPage
    from houselights.exchange.page_text import Report
    from houselights.reviews.batches import Stated


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--film", metavar="FILM", help='The film: "Title (Year)" or its address here.')
@click.option("--dry-run", is_flag=True, help="Show what would happen; write nothing at all.")
@click.option(
    "--rights",
    type=click.Choice(["own", "permission", "licence", "unstated"]),
    help="By what right the house may show these texts; of a new page it is unstated.",
)
@click.option(
    "--shown-to",
    type=click.Choice(["members", "everyone"]),
    help="Who reads unstated texts in full, where it is not as the house chose.",
)
@click.option("--source", metavar="NAME", help="Where they come from, as readers see it.")
@click.option("--accept", is_flag=True, help="Take the film that the page suggests; do not ask.")
@data_option
@json_option
def command(
    files: tuple[Path, ...],
    film: str | None,
    dry_run: bool,
    rights: str | None,
    shown_to: str | None,
    source: str | None,
    accept: bool,
    data: Path,
    as_json: bool,
) -> None:
    """Read pages of reviews as text from FILE… into the house.

    The same page again changes nothing; a newer copy updates votes and adds what is new.
    """
    _check_rights(rights, shown_to)
    open_house(data)
    stated = _stated(rights, shown_to, source)
    may_ask = not (accept or as_json)
    reports: list[Report] = []
    failed: list[tuple[Path, Refusal]] = []
    for file in files:
        try:
            reports.append(_import(file, film, stated, dry_run=dry_run, may_ask=may_ask))
        except Refusal as refusal:
            failed.append((file, refusal))
        else:
            _tell(reports[-1], as_json=as_json)
    if as_json:
        _print(files, reports, failed)
    _name_the_bad(failed, len(files))


def _check_rights(rights: str | None, shown_to: str | None) -> None:
    if shown_to and rights not in (None, "unstated"):
        raise Refusal(
            f"Texts that stand here by {rights} are shown to everybody; leave out --shown-to, "
            "or say --rights unstated."
        )


def _stated(rights: str | None, shown_to: str | None, source: str | None) -> Stated:
    from houselights.reviews.batches import Stated

    return Stated(rights=rights, shown_to=shown_to, source_name=source and source.strip()[:200])


def _import(
    file: Path, film: str | None, stated: Stated, *, dry_run: bool, may_ask: bool
) -> Report:
    from houselights.exchange.incoming import read_file
    from houselights.exchange.page_text import import_page, plan_page
    from houselights.ops.progress import progress

    incoming = read_file(file)
    wanted = _wanted(incoming, film, may_ask=may_ask and not dry_run)
    if dry_run:
        return plan_page(incoming, wanted, stated)
    with progress(f"Importing {file.name}") as advance:
        return import_page(incoming, wanted, stated=stated, advance=advance)


def _wanted(incoming: IncomingPage, film: str | None, *, may_ask: bool) -> FilmWanted:
    from houselights.exchange.films import film_named, film_of_page

    if film is not None:
        return film_named(film)
    wanted = film_of_page(incoming.page)
    if wanted.is_proposed and may_ask and _somebody_is_there():
        return _asked(wanted)
    return wanted


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked(wanted: FilmWanted) -> FilmWanted:
    from houselights.exchange.evidence import facts_said
    from houselights.exchange.films import accepted, film_named

    say(f"The page seems to be about {wanted.title_and_year}:")
    for fact in facts_said(wanted.evidence):
        say(f"  {fact.label} {fact.value}: {fact.said[0].sentence}")
    answer = click.prompt('Is that right? "y", "n", or the right "Title (Year)"', err=True)
    if answer.strip().lower() in ("y", "yes"):
        return accepted(wanted)
    if answer.strip().lower() in ("n", "no"):
        raise Refusal('Nothing was imported; name the film with --film "Title (Year)".')
    return film_named(answer)


def _tell(report: Report, *, as_json: bool) -> None:
    """Everything that a person wants to know; on standard error where a program reads the rest."""
    from rich.console import Console

    from houselights.exchange.page_tables import notice_lines
    from houselights.exchange.tables import plan_table

    console = Console(stderr=as_json, soft_wrap=True, highlight=False, markup=False)
    if report.dry_run and not as_json:
        Console().print(plan_table(report.plan))
    for line in notice_lines(report.incoming.page.notices):
        console.print(f"{report.incoming.file_name}, {line}")
    console.print(f"{report.wanted.title_and_year}: {report.sentence}")
    for remark in _remarks(report):
        console.print(remark)


def _remarks(report: Report) -> list[str]:
    from houselights.exchange.page_text import kept_out_sentences

    slug = report.film.slug if report.film else ""
    said = [*kept_out_sentences(report.plan), *report.remarks]
    if report.plan.gone:
        number = len(report.plan.gone)
        said.append(f"No longer on the page, but kept: {number} of the reviews imported earlier.")
    if report.wanted.is_proposed and slug:
        said.append(
            f"The film was read out of the page. Right? houselights film accept {slug} · "
            f'Wrong? houselights film correct {slug} --title "…" --year …'
        )
    return said


def _print(
    files: tuple[Path, ...], reports: list[Report], failed: list[tuple[Path, Refusal]]
) -> None:
    if len(files) == 1:
        for report in reports:
            print_json(report.as_json())
        return
    refused: list[dict[str, Any]] = [
        {"file": str(file), "reason": refusal.sentence} for file, refusal in failed
    ]
    print_json({"pages": [report.as_json() for report in reports], "refused": refused})


def _name_the_bad(failed: list[tuple[Path, Refusal]], files: int) -> None:
    if failed and files == 1:
        raise failed[0][1]
    for _file, refusal in failed:
        say(refusal.sentence)
    if failed:
        raise Refusal(f"{len(failed)} of {files} files could not be imported.")
