"""A visitor with a browser that knows forms and cookies: runs inside the machine, by itself.

`python visitor.py WISH…`, where a wish is one JSON list: ["open", address], ["fill", address,
{field: value}]; a further word is the address that the visitor claims to come from, by HTTP. Prints
one JSON object for each: status, address, headers, text, cookies and whether they are secure.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any, override

SECONDS = 60


class _Fields(HTMLParser):
    """The fields of each form of a page, as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._select = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and "selected" in given:
            self._keep(self._select, given)
        elif tag in ("input", "textarea") and _is_on(given):
            self._keep(given.get("name", ""), given)

    def _keep(self, name: str, given: dict[str, str]) -> None:
        if self.forms and name:
            self.forms[-1][name] = given.get("value", "")


def _is_on(given: dict[str, str]) -> bool:
    return given.get("type") not in ("radio", "checkbox") or "checked" in given


class Visitor:
    """One browser: its cookies stay from wish to wish."""

    def __init__(self) -> None:
        self.cookies = CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def open(self, address: str, claimed: str = "") -> dict[str, Any]:
        """Get a page."""
        return self._answer(urllib.request.Request(address, headers=_claims(claimed)))  # noqa: S310

    def fill(self, address: str, values: dict[str, str], claimed: str = "") -> dict[str, Any]:
        """Get a page, fill in the form that has these fields, and send it."""
        page = self.open(address)
        fields = _Fields()
        fields.feed(page["text"])
        form = next(form for form in fields.forms if _fits(form, values))
        data = urllib.parse.urlencode({**form, **values}).encode()
        headers = {"Referer": page["address"], "Origin": _origin(page["address"])}
        headers |= _claims(claimed)
        request = urllib.request.Request(page["address"], data, headers)  # noqa: S310
        return self._answer(request)

    def _answer(self, request: urllib.request.Request) -> dict[str, Any]:
        try:
            answer = self._open.open(request, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            answer = error
        return {
            "status": answer.status,
            "address": answer.url,
            "headers": {name.lower(): value for name, value in answer.headers.items()},
            "text": answer.read().decode(),
            "cookies": {cookie.name: cookie.secure for cookie in self.cookies},
        }


def _fits(form: dict[str, str], values: dict[str, str]) -> bool:
    return "csrfmiddlewaretoken" in form and any(name in form for name in values)


def _claims(claimed: str) -> dict[str, str]:
    return {"X-Forwarded-For": claimed, "X-Forwarded-Proto": "http"} if claimed else {}


def _origin(address: str) -> str:
    parts = urllib.parse.urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def main() -> None:
    """Do what is wished, in turn."""
    visitor = Visitor()
    for wish in sys.argv[1:]:
        verb, *words = json.loads(wish)
        print(json.dumps(getattr(visitor, verb)(*words)))  # noqa: T201


if __name__ == "__main__":
    main()
