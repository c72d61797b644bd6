"""What addresses and forms take: ways to ask for a page, and every field filled with rubbish."""

from __future__ import annotations

import re
from pathlib import Path

import houselights.web

_ROOT = Path(houselights.web.__file__).parent
_IN_CODE = re.compile(r'(?:\.get(?:list)?\(|one_of\([\w.]+, )"(\w+)"')
_IN_PAGES = re.compile(r'\bname="(\w+)"')
_CODE = [file.read_text() for file in sorted(_ROOT.rglob("*.py"))]

# Ways to ask for the pages of these routes, beside their bare addresses.
QUERIES: dict[str, tuple[str, ...]] = {
    "film": (
        *(f"sort={order}" for order in ("newest", "longest", "highest", "divisive")),
        "spoilers=hide", "know=nothing", "q=lamp", "q=tells+it", "rating=7", "rating=6-8",
        "language=en", "low=1&high=10&spoilers=cover", "low=3&high=8&q=lamp&sort=newest",
    ),
    "digest_subject": ("side=for", "group=high", "side=against&after=1", "know=nothing"),
    "films": ("q=lamp", "sort=title", "show=all"),
    "people": ("q=canary", "sort=reviews", "by=reviews"),
    "review_card": ("full=1", "film=1", "full=1&film=1&here=/films/", "spoilers=hide"),
    "history": ("version=1", "version=2", "before=2", "version=1&open=1-0"),
    "question_history": ("before=2", "version=1"),
    "answer_history": ("before=2", "version=1"),
    "question": ("comments=222222222222",),
    "comment_history": ("before=2", "version=1"),
    "comment_card": ("here=/questions/",),
    "answer_card": ("part=best", "part=list", "here=/questions/"),
    "search": ("q=lamp", "q=open", "q=open&in=reviews", "q=lamp&in=questions", "q=tells+it"),
    "ask": ("title=Why+does+the+lamp+burn%3F", "title=Why+burn%3F"),
    "vote": ("value=yes&next=/films/", "value=no"),
}  # fmt: skip


def fields() -> set[str]:
    """The names of all fields that pages send and that the code reads."""
    pages = [file.read_text() for file in sorted(_ROOT.rglob("*.html"))]
    found = {name for text in _CODE for name in _IN_CODE.findall(text)}
    return found | {name for text in pages for name in _IN_PAGES.findall(text)}


GARBAGE = dict.fromkeys(sorted(fields()), "\u202e<x>'\"%00 ||rubbish")
