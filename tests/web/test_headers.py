"""What every answer says to the browser: nothing from elsewhere, nothing inline, no frames."""

from __future__ import annotations

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.catalogue.models import Film

PATHS = [
    "/",
    "/films/",
    "/films/the-long-lamp-1999/",
    "/films/no-such-film/",
    "/accounts/login/",
    "/accounts/signup/",
    "/set-up/unknown/",
    "/me/",
    "/admin/",
    "/admin/accounts/person/",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(
    client: Client, ada: Person, film: Film, path: str
) -> None:
    client.force_login(ada)
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PATHS)
def test_no_page_holds_inline_style_or_script(
    client: Client, ada: Person, film: Film, path: str
) -> None:
    client.force_login(ada)
    page = client.get(path, follow=True).text
    assert "<style" not in page
    assert ' style="' not in page
    assert " onclick=" not in page
    assert "javascript:" not in page
