"""`houselights bench`: what the program is worth, measured, with a reference beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from houselights.base.errors import Refusal
from houselights.ops.options import json_option, print_json, say, unused_data_option

if TYPE_CHECKING:
    from houselights.ops.bench.report import Results
    from houselights.ops.bench.spoilers import Measured
    from houselights.ops.bench.tropes import Area

_file = click.Path(path_type=Path)


@click.group("bench")
def command() -> None:
    """Measure the program; nothing in any house is touched."""


@command.command("spoilers")
@click.option("--page", type=_file, metavar="PAGE", help="A page of reviews; needs --labels.")
@click.option("--labels", type=_file, metavar="FILE", help="Its graded sentences, JSON lines.")
@click.option("--film", metavar="FILM", help='The film of the page, as "Title (Year)".')
@click.option(
    "--corrected",
    type=click.IntRange(min=1),
    metavar="N",
    help="Measure also with N of the page's reviews settled, on the others.",
)
@click.option("--seed", default=0, show_default=True, help="Which reviews are drawn for that.")
@click.option(
    "--tropes", type=_file, metavar="FOLDER", help="TV Tropes' files, measured where they lie."
)
@click.option("--plot", type=_file, metavar="FILE.svg", help="Draw the curves into a file.")
@unused_data_option
@json_option
def spoilers(
    page: Path | None,
    labels: Path | None,
    film: str | None,
    corrected: int | None,
    seed: int,
    tropes: Path | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Measure how well sentences that give something away are found.

    Without a page: on the films of the demo house, whose sentences are graded in bench/labels.
    """
    if (page is None) != (labels is None):
        raise click.UsageError("--page and --labels go together.")
    if page is None and (film or corrected):
        raise click.UsageError("--film and --corrected are for a --page.")
    from houselights.ops.bench.report import Results

    results = Results(seed)
    if page and labels:
        results.measured = _of_page(page, labels, film, corrected, seed)
    if tropes:
        results.areas = _of_tropes(tropes)
    if not (page or tropes):
        _measure_own(results)
    if plot:
        _draw(plot, results)
    _tell(results, as_json=as_json)


def _of_page(
    page: Path, labels: Path, film: str | None, corrected: int | None, seed: int
) -> Measured:
    from houselights.ops.bench.spoilers import measure_page

    return measure_page(page, labels, film, corrected, seed)


def _of_tropes(folder: Path) -> list[Area]:
    from houselights.ops.bench.tropes import measure_tropes

    return measure_tropes(folder)


def _measure_own(results: Results) -> None:
    from houselights.ops.bench.cost import measure_cost
    from houselights.ops.bench.spoilers import measure_own

    results.measured, subjects = measure_own(results.seed)
    films = [(one.stored.facts, one.stored.writings) for one in subjects.values()]
    results.costs = measure_cost(films)


def _draw(file: Path, results: Results) -> None:
    from houselights.ops.bench.report import as_svg

    try:
        file.write_text(as_svg(results.measured), encoding="utf-8")
    except OSError as error:
        raise Refusal(f"{file} can't be written ({error.strerror}).") from error
    say(f"The curves are in {file}.")


def _tell(results: Results, *, as_json: bool) -> None:
    from houselights.ops.bench import report

    if as_json:
        print_json(report.as_json(results))
    else:
        click.echo(report.as_text(results))


@command.command("answers")
@click.option("--page", type=_file, metavar="PAGE", help="A page of reviews; needs --questions.")
@click.option("--questions", type=_file, metavar="FILE", help="Its questions with answers, JSON.")
@click.option("--film", metavar="FILM", help='The film of the page, as "Title (Year)".')
@unused_data_option
@json_option
def answers(page: Path | None, questions: Path | None, film: str | None, as_json: bool) -> None:
    """Measure how well the reviews are asked, and how quickly.

    Without a page: on the films of the demo house, whose questions stand in bench/questions.
    """
    if (page is None) != (questions is None):
        raise click.UsageError("--page and --questions go together.")
    if page is None and film:
        raise click.UsageError("--film is for a --page.")
    from houselights.ops.bench import answers_report
    from houselights.ops.bench.answers import measure_own, measure_page
    from houselights.ops.bench.answers_cost import measure_cost

    measured = measure_page(page, questions, film) if page and questions else measure_own()
    costs = measure_cost(
        [told for one in measured.subjects for told in one.seen.told],
        [asked.question for one in measured.subjects for asked in one.asked],
    )
    if as_json:
        print_json(answers_report.as_json(measured, costs))
    else:
        click.echo(answers_report.as_text(measured, costs))


@command.command("digest")
@click.option("--page", type=_file, metavar="PAGE", help="A page of reviews; needs --sentences.")
@click.option("--sentences", type=_file, metavar="FILE", help="What its sentences say, JSON lines.")
@click.option("--cost", is_flag=True, help="Measure instead what digests of many reviews cost.")
@unused_data_option
@json_option
def digest(page: Path | None, sentences: Path | None, *, cost: bool, as_json: bool) -> None:
    """Measure how well it is found what a sentence praises and criticises.

    Without a page: on the films of the demo house, whose sentences stand in bench/digest. With
    --cost: on films of 500 and of 5,000 reviews, which takes some minutes.
    """
    if (page is None) != (sentences is None):
        raise click.UsageError("--page and --sentences go together.")
    if cost:
        _tell_cost(as_json=as_json)
        return
    from houselights.ops.bench import digest_report
    from houselights.ops.bench.digest import measure_own, measure_page

    measured = measure_page(page, sentences) if page and sentences else measure_own()
    if as_json:
        print_json(digest_report.as_json(measured))
    else:
        click.echo(digest_report.as_text(measured))


def _tell_cost(*, as_json: bool) -> None:
    from houselights.ops.bench.digest_cost import as_text, report
    from houselights.ops.bench.scratch import scratch_house

    with scratch_house():
        costs = report()
    if as_json:
        print_json([one._asdict() for one in costs])
    else:
        click.echo(as_text(costs))


@command.command("duplicates")
@unused_data_option
@json_option
def duplicates(as_json: bool) -> None:
    """Measure how well it is found that a question has been asked before.

    On the films of the demo house, whose questions stand in bench/duplicates.
    """
    from houselights.ops.bench.duplicates import as_json as for_machines
    from houselights.ops.bench.duplicates import as_text, measure_own

    rows = measure_own()
    if as_json:
        print_json(for_machines(rows))
    else:
        click.echo(as_text(rows))
