"""/imports/<id>/basis/: by what right an import stands here, said afterwards."""

from __future__ import annotations

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.reviews.models import ImportBatch, Rights, ShownTo
from tests.exchange.pages import bring_in, page_text
from tests.web.forms import chosen


@pytest.fixture
def editor(client: Client, edda: Person, film: Film) -> Client:
    """Edda's browser, in a house with an imported page."""
    bring_in(film, page_text())
    client.force_login(edda)
    return client


def test_what_was_imported_is_listed(editor: Client) -> None:
    words = " ".join(editor.get("/import/").text.split())
    assert "The Long Lamp (1999)" in words
    assert "5 reviews · 3 questions" in words
    assert "Nobody has stated a right; they are shown as this house chose." in words


@pytest.mark.parametrize(
    ("basis", "kept"),
    [
        ("permission", (Rights.PERMISSION, ShownTo.HOUSE)),
        ("unstated:everyone", (Rights.UNSTATED, ShownTo.EVERYONE)),
        ("unstated", (Rights.UNSTATED, ShownTo.HOUSE)),
    ],
)
def test_another_basis_is_kept(editor: Client, basis: str, kept: tuple[str, str]) -> None:
    ImportBatch.objects.update(shown_to=ShownTo.MEMBERS)
    batch = ImportBatch.objects.get()
    address = f"/imports/{batch.public_id}/basis/"
    assert chosen(editor.get(address).text, "basis") == "unstated:members"
    editor.post(address, {"basis": basis, "source_name": "The Reel"})
    batch.refresh_from_db()
    assert (batch.rights, batch.shown_to) == kept
    assert batch.source_name == "The Reel"
    assert "From The Reel." in editor.get("/import/").text


def test_an_unknown_import_or_basis_is_refused(editor: Client) -> None:
    batch = ImportBatch.objects.get()
    assert editor.get("/imports/none/basis/").status_code == 404
    answer = editor.post(f"/imports/{batch.public_id}/basis/", {"basis": "stolen"})
    assert answer.status_code == 422
