"""Texts of the house itself as safe HTML: Markdown with headings, which reviews do not have.

Raw HTML, pictures and code are shown as they were typed, as in `markup`. Links may lead to other
pages of the house, and are not marked as strangers' links: whoever runs the house wrote them.
"""

from __future__ import annotations

import re
from functools import cache

import nh3
from markdown_it import MarkdownIt

_TAGS = {"h2", "h3", "h4", "p", "br", "em", "strong", "blockquote", "ul", "ol", "li", "a", "hr"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_RULES = (
    "blockquote", "list", "heading", "hr", "newline", "escape", "emphasis", "link", "autolink",
)  # fmt: skip
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#|~])")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"maxNesting": 100, "breaks": True}).enable(list(_RULES))


def render_document(text: str) -> str:
    """The text as safe HTML; its headings begin at `h2`, since the page's own title is the `h1`."""
    markdown = _markdown()
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1]), 2), 4)}"
    html = markdown.renderer.render(tokens, markdown.options, {})
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener"
    )


def literal(words: str) -> str:
    """The words as Markdown that shows them as they are."""
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
