"""The two stylesheets and the one script: joined, named by content, kept for ever."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.web import assets
from tests.web.stage import build_stage

ALONE = {"covering", "draft"}  # loaded by the one page that needs it


@pytest.mark.parametrize("kind", ["css", "desk", "js"])
def test_an_asset_is_served_for_a_year(client: Client, kind: str) -> None:
    response = client.get(assets.asset_url(kind))
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content == assets.asset(kind).body


def test_a_browser_that_reads_gzip_gets_gzip(client: Client) -> None:
    response = client.get(assets.asset_url("css"), headers={"Accept-Encoding": "gzip, br"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == assets.asset("css").body


def test_another_hash_is_not_found(client: Client) -> None:
    assert client.get("/assets/house.000000000000.css").status_code == 404


def test_every_file_of_a_folder_is_joined() -> None:
    styles = {file.stem for file in (assets.STATIC / "css").glob("*.css")}
    scripts = {file.name.removesuffix(".js") for file in (assets.STATIC / "js").glob("*.js")}
    assert (styles, scripts) == (
        {*assets.HOUSE_STYLES, *assets.DESK_STYLES},
        set(assets.SCRIPTS) | ALONE,
    )


def test_budgets() -> None:
    assert len(assets.asset("css").compressed) <= 10_000
    assert len(assets.asset("desk").compressed) <= 10_000
    assert len(assets.asset("js").compressed) <= 20_000


def classes_of(names: tuple[str, ...]) -> set[str]:
    """All classes that rules of those files name."""
    css = "".join((assets.STATIC / "css" / f"{name}.css").read_text() for name in names)
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)))


@pytest.mark.django_db
def test_pages_for_readers_look_right_without_the_desk_s_styles(
    client: Client, film: Film, alice: Person
) -> None:
    stage = build_stage(film, alice)
    only_desk = classes_of(assets.DESK_STYLES) - classes_of(assets.HOUSE_STYLES)
    film, question = stage.film.get_absolute_url(), stage.question.get_absolute_url()
    pages = ["/", "/films/", "/people/", "/questions/", "/search/?q=lamp", film, question]
    pages += [stage.plain.get_absolute_url(), f"{film}questions/", "/people/alice/"]
    for address in pages:
        page = client.get(address).text
        assert assets.asset_url("desk") not in page, address
        used = {one for names in re.findall(r'class="([^"]*)"', page) for one in names.split()}
        assert used & only_desk == set(), address


def test_every_font_that_is_named_is_there_and_from_here() -> None:
    addresses = re.findall(r"url\(\"?([^)\"]+)", assets.asset("css").body.decode())
    assert addresses
    for address in addresses:
        assert (assets.STATIC / address.removeprefix("/static/")).is_file(), address


def test_no_rule_is_lost_on_the_way() -> None:
    css = assets.asset("css").body.decode()
    assert css.count("{") == css.count("}")
    assert css.startswith("@layer reset, tokens, base, components, print;")
