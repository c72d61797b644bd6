"""/import/: an editor pastes or uploads a page, sees what would happen, and keeps it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.exchange.export_text import export_text
from houselights.reviews.models import ImportBatch, Review
from houselights.web.forms.imports import pack
from tests.exchange.pages import bring_in, page_text
from tests.web.forms import chosen


@pytest.fixture
def editor(client: Client, edda: Person) -> Client:
    """Edda's browser."""
    client.force_login(edda)
    return client


def test_a_pasted_page_is_shown_first_and_kept_then(editor: Client) -> None:
    pasted = {"text": page_text().replace("\n", "\r\n"), "film": "The Long Lamp (1999)"}
    preview = editor.post("/import/", pasted)
    assert preview.status_code == 200
    assert "Bring a coat" in preview.text
    assert "1413 of 1597" in preview.text
    assert "head" in preview.text
    assert not Film.objects.exists()
    kept = preview.context["form"].initial["kept"]
    answer = editor.post("/import/", {"kept": kept, "film": "The Long Lamp (1999)", "keep": "yes"})
    film = Film.objects.get()
    assert answer["Location"] == film.get_absolute_url()
    assert Review.objects.filter(film=film).count() == 5
    assert export_text(film).data == page_text().encode()
    assert ImportBatch.objects.get().imported_by is not None


def test_a_file_is_kept_byte_for_byte(editor: Client) -> None:
    data = page_text().replace("\n", "\r\n").encode("utf-16")
    file = SimpleUploadedFile("lamp.txt", data)
    editor.post("/import/", {"file": file, "film": "The Long Lamp (1999)", "keep": "yes"})
    assert export_text(Film.objects.get()).data == data
    assert ImportBatch.objects.get().file_name == "lamp.txt"


def test_the_same_page_again_says_so(editor: Client, film: Film) -> None:
    bring_in(film, page_text())
    answer = editor.post("/import/", {"text": page_text()})
    assert "nothing has changed" in answer.text
    assert 'name="keep"' not in answer.text


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"text": ""}, "empty"),
        ({"text": "Just a note about nothing."}, "No review"),
        ({"kept": "not a page"}, "Paste the page again"),
        ({"kept": pack(b"x" * 100)[:-8]}, "Paste the page again"),
    ],
)
def test_what_can_not_be_read_is_said_on_the_form(
    editor: Client, fields: dict[str, str], word: str
) -> None:
    answer = editor.post("/import/", {"film": "The Long Lamp (1999)"} | fields)
    assert answer.status_code == 422
    assert word in answer.text
    assert "The Long Lamp (1999)" in answer.text
    assert fields.get("text", "") in answer.text


def test_only_editors_import(client: Client, alice: Person) -> None:
    assert client.get("/import/").status_code == 302
    client.force_login(alice)
    assert client.get("/import/").status_code == 403
    assert client.post("/import/", {"text": page_text(), "keep": "yes"}).status_code == 403
    assert not Film.objects.exists()


def test_the_basis_is_asked_for_before_anything_is_kept(editor: Client) -> None:
    page = {"text": page_text(), "film": "The Long Lamp (1999)"}
    preview = editor.post("/import/", page)
    assert "By what right may the house show these texts?" in preview.text
    assert chosen(preview.text, "basis") == "unstated"
    editor.post("/import/", page | {"keep": "yes", "basis": "own", "source_name": "Our zine"})
    batch = ImportBatch.objects.get()
    assert (batch.rights, batch.source_name) == ("own", "Our zine")


def test_a_page_without_a_word_about_rights_is_unstated(editor: Client) -> None:
    editor.post("/import/", {"text": page_text(), "film": "The Long Lamp (1999)", "keep": "yes"})
    assert ImportBatch.objects.get().rights == "unstated"


def test_doubts_and_refusals_are_said_in_the_reader_s_language(editor: Client) -> None:
    vietnamese = {"Accept-Language": "vi"}
    pasted = {"text": page_text(), "film": "The Long Lamp (1999)"}
    preview = editor.post("/import/", pasted, headers=vietnamese)
    assert "Bài này không có phần đầu" in preview.text
    picture = SimpleUploadedFile("page.txt", b"\x89PNG\r\n")
    refused = editor.post("/import/", {"file": picture}, headers=vietnamese)
    assert "Tệp này là một hình ảnh" in refused.text
