"""The house's own texts as HTML: headings, links, and nothing that runs."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from houselights.text.document import literal, render_document
from tests.web.payloads import PAYLOADS

ALLOWED = {
    "h2": set(), "h3": set(), "h4": set(), "p": set(), "br": set(), "em": set(), "strong": set(),
    "blockquote": set(), "ul": set(), "ol": {"start"}, "li": set(), "hr": set(),
    "a": {"href", "rel", "title"},
}  # fmt: skip


class Tags(HTMLParser):
    """Every element with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_comes_through(payload: str) -> None:
    for text in (payload, f"## {payload}", f"- {payload}", f"[x]({payload})", literal(payload)):
        parser = Tags()
        parser.feed(render_document(text))
        for tag, attributes in parser.found:
            assert tag in ALLOWED, text
            assert set(attributes) <= ALLOWED[tag], text
            address = (attributes.get("href") or "").strip().lower()
            assert not address.startswith(("javascript", "data", "vbscript")), text


@pytest.mark.parametrize(
    ("marks", "tag"), [("#", "h2"), ("##", "h2"), ("###", "h3"), ("######", "h4")]
)
def test_headings_begin_below_the_pages_own(marks: str, tag: str) -> None:
    assert render_document(f"{marks} Rules") == f"<{tag}>Rules</{tag}>\n"


def test_links_lead_to_pages_of_the_house_and_elsewhere() -> None:
    html = render_document("[here](/about/rules/) <ada@example.org> [there](https://example.org/)")
    assert 'href="/about/rules/"' in html
    assert 'href="mailto:ada@example.org"' in html
    assert 'href="https://example.org/"' in html
    assert "nofollow" not in html


def test_an_address_keeps_its_lines() -> None:
    assert render_document("Ada\nLamp Street 5") == "<p>Ada<br>\nLamp Street 5</p>\n"


def test_literal_words_show_as_they_are() -> None:
    assert render_document(literal("*The* [Lamp](x) _1_ <b>")) == (
        "<p>*The* [Lamp](x) _1_ &lt;b&gt;</p>\n"
    )
