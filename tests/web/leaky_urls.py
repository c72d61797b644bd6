"""A house with pages that tell a covered sentence, each in another way; for the walk to find."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path

from houselights.config.urls import urlpatterns as pages
from tests.web.covered_spans import telling

SECRET = telling("marksource")

type Page = Callable[..., HttpResponse]


def _in_header(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nothing.", headers={"X-Summary": SECRET})


def _in_cookie(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse("Nothing.")
    response.set_cookie("last", base64.urlsafe_b64encode(f"read: {SECRET}".encode()).decode())
    return response


def _in_message(request: HttpRequest) -> HttpResponse:
    messages.info(request, f"{SECRET} " * 40)  # long enough to be packed
    return HttpResponseRedirect("/")


def _for_one(_request: HttpRequest, public_id: str) -> HttpResponse:
    return HttpResponse(f"{public_id}: {SECRET}")


def _for_script(request: HttpRequest) -> HttpResponse:
    return HttpResponse(SECRET if request.headers.get("HX-Request") else "Nothing.")


def _for_forms(request: HttpRequest) -> HttpResponse:
    return HttpResponse(SECRET if request.method == "POST" else "Nothing.")


def _says(words: str) -> Page:
    return lambda _request: HttpResponse(words)


def _by_number(words: str, write: Callable[[int], str]) -> str:
    return "".join(write(ord(letter)) for letter in words)


WAYS: dict[str, Page] = {
    "body": _says(f"<p>{SECRET}</p>"),
    "alt": _says(f'<img src="/lamp.png" alt="{SECRET}">'),
    "title": _says(f"<title>{SECRET}</title>"),
    "comment": _says(f"<!-- {SECRET} -->"),
    "json": _says(json.dumps({"text": SECRET})),
    "json_by_number": _says(_by_number(SECRET, "\\u{:04x}".format)),
    "entities": _says(_by_number(SECRET, "&#{};".format)),
    "percent": _says(_by_number(SECRET, "%{:02X}".format)),
    "backwards": _says(SECRET[::-1]),
    "base64": _says(base64.b64encode(SECRET.encode()).decode()),
    "cut_up": _says("".join(f"<b>{letter}</b>" for letter in SECRET)),
    "soft_hyphens": _says("\u00ad".join(SECRET)),
    "half_a_word": _says("It says zqmarkso…"),
    "redirect": lambda _request: HttpResponseRedirect("/search/?q=zqmarksource"),
    "header": _in_header,
    "cookie": _in_cookie,
    "message": _in_message,
}
BY_SCRIPT, BY_FORM, BY_ROW = "leaky_script", "leaky_form", "leaky_row"

urlpatterns: list[URLPattern] = [
    *(path(f"leaky/{name}/", page, name=f"leaky_{name}") for name, page in WAYS.items()),
    path("leaky/script/", _for_script, name=BY_SCRIPT),
    path("leaky/form/", _for_forms, name=BY_FORM),
    path("leaky/row/<str:public_id>/", _for_one, name=BY_ROW),
    *pages,  # type: ignore[list-item]
]
