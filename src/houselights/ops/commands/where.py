"""`houselights where`: from a page's address to the files that make it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

import houselights
from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, json_option, print_json

PACKAGE = Path(houselights.__file__).resolve().parent
# A page has four like-named parts; {page} is the name of its module in web/pages.
PARTS = {
    "templates": "web/templates/{page}",
    "style": "web/static/css/{page}.css",
    "tests": "../../tests/web/test_{page}.py",
}


@click.command("where")
@data_option
@json_option
@click.argument("url")
def command(data: Path, url: str, as_json: bool) -> None:
    """Show the page function, the templates, the style and the tests behind URL.

    URL is an address or only its path, such as /films/ikiru-1952/.
    """
    open_house(data)
    found = _files_behind(_view_of(urlsplit(url).path))
    if as_json:
        return print_json(found)
    for part, file in found.items():
        click.echo(f"{part:<10} {file}")
    return None


def _view_of(path: str) -> Callable[..., Any]:
    from django.urls import Resolver404, resolve

    try:
        return resolve(path).func
    except Resolver404 as error:
        raise Refusal(f"no page answers at {path}.") from error


def _files_behind(view: Callable[..., Any]) -> dict[str, str]:
    function = inspect.unwrap(getattr(view, "view_class", view))
    file = Path(inspect.getsourcefile(function) or "")
    line = inspect.getsourcelines(function)[1]
    found = {"page": f"{_shown(file)}:{line} {function.__name__}"}
    for part, pattern in PARTS.items():
        kept = PACKAGE / pattern.format(page=file.stem)
        if kept.exists():
            found[part] = _shown(kept)
    return found


def _shown(file: Path) -> str:
    root = PACKAGE.parents[1]
    file = file.resolve()
    return str(file.relative_to(root) if file.is_relative_to(root) else file)
