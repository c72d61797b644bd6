"""Long reviews on a page of many: about twelve lines at once, the rest one click away.

The cut stands between paragraphs; only a first paragraph that is longer than all that may be shown
is cut after a sentence of its own. No character is lost: `first` and `rest` hold all of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from houselights.text.length import count_words

LETTERS = 12 * 68  # twelve lines of the reading size
LEAST_REST = 240  # a shorter rest is not worth a click
_BLOCK_COSTS = 34  # the half line that a paragraph or a line break leaves empty, in letters

_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_VOID = {"br", "hr"}
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+|[。！？]|<br ?/?>\s*")


NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Clamped:
    """A rendered text in two parts; `rest` is empty for a text that is short enough."""

    first: SafeString
    rest: SafeString = NOTHING
    words: int = 0  # in the rest


def clamp(html: SafeString) -> Clamped:
    """Split a safe rendered text; both parts are well-formed."""
    cut = _cut(html)
    if cut is None or _letters(cut[1]) < LEAST_REST:
        return Clamped(html)
    first, rest = cut
    # Both halves are made of whole elements of a text that was safe before.
    words = count_words(unescape(strip_tags(rest)))
    return Clamped(mark_safe(first), mark_safe(rest), words)  # noqa: S308


def _cut(html: str) -> tuple[str, str] | None:
    if _letters(html) <= LETTERS:
        return None
    shown = 0
    for start, end in _blocks(html):
        shown += _letters(html[start:end])
        if shown <= LETTERS:
            continue
        if start:
            return html[:start], html[start:]
        return _cut_paragraph(html, end)
    return None


def _blocks(html: str) -> Iterator[tuple[int, int]]:
    """Where each outermost element begins and ends."""
    depth = start = 0
    for tag in _TAG.finditer(html):
        closing, name = tag.groups()
        if name not in _VOID:
            depth += -1 if closing else 1
        if depth == 0:
            yield start, tag.end()
            start = tag.end()


def _cut_paragraph(html: str, end: int) -> tuple[str, str] | None:
    """Cut the first paragraph after its last sentence that still fits."""
    best = 0
    for stop in _SENTENCE_END.finditer(html, 0, end):
        if _letters(html[: stop.end()]) > LETTERS:
            break
        if _only_in_paragraph(html[: stop.end()]):
            best = stop.end()
    if not best:
        return (html[:end], html[end:]) if html[end:].strip() else None
    return f"{html[:best]}</p>", f'<p class="cont">{html[best:]}'


def _only_in_paragraph(html: str) -> bool:
    """Whether at the end of this piece nothing but one <p> is open."""
    opened: list[str] = []
    for tag in _TAG.finditer(html):
        closing, name = tag.groups()
        if closing:
            opened.pop()
        elif name not in _VOID:
            opened.append(name)
    return opened == ["p"]


def _letters(html: str) -> int:
    gaps = len(re.findall(r"</p>|<br ?/?>|</li>", html))
    return len(unescape(strip_tags(html))) + _BLOCK_COSTS * max(gaps - 1, 0)
