"""The opening of a page: its title, and what stands between it and the first review."""

from __future__ import annotations

from houselights.text import page_marks as marks
from houselights.text.page_byline import read_byline
from houselights.text.page_draft import Draft, leave_unread
from houselights.text.page_headline import LONG_HEADLINE
from houselights.text.page_lines import Line

_SHORT_LINE = 80
_LONG_SENTENCE = 60


def read_opening(draft: Draft, lines: list[Line], *, closed: bool) -> list[Line]:
    """Take the title and what stands between it and the first review; the rest is the answer."""
    if not lines or not _is_title(lines, closed=closed):
        return lines
    draft.title = draft.claim(lines[0], "", "title")
    rest = lines[1:]
    if not rest or marks.read_rating(rest[0].text):
        return rest
    first = next((at for at in range(1, len(rest) - 1) if marks.read_rating(rest[at].text)), 0)
    if not first or any(is_text(line) for line in rest[:first]):
        return rest
    leave_unread(draft, rest[:first])
    return rest[first:]


def _is_title(lines: list[Line], *, closed: bool) -> bool:
    first = lines[0].text
    if marks.read_rating(first) or marks.is_flag(first) or marks.is_heading(first):
        return False
    if marks.width(first) > LONG_HEADLINE or marks.inner_stops(first) > 1:
        return False
    if first.endswith(".") and marks.width(first) > _LONG_SENTENCE:
        return False
    if len(lines) == 1:
        return not closed
    second = lines[1].text
    return not marks.is_flag(second) and read_byline(second) is None


def is_text(line: Line) -> bool:
    """Long enough to be a reviewer's paragraph rather than the page's own furniture."""
    return marks.width(line.text) > _SHORT_LINE or marks.is_flag(line.text)
