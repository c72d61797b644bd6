"""Headlines: is the line above a text its headline, or the text's first paragraph?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from houselights.text import page_marks as marks
from houselights.text.page_byline import read_byline
from houselights.text.page_lines import Line

LONG_HEADLINE = 200
_LONG_OPENING = 120
_LONG_SENTENCES = 80
_WRAPPED_LINE = 60


@dataclass(frozen=True, slots=True)
class Headlines:
    """How many of a page's rated reviews have a headline: surely, by their form, or surely not."""

    sure: int = 0
    likely: int = 0
    lost: int = 0

    @property
    def doubtful(self) -> bool:
        """Some reviews of this page begin with their text, or all may."""
        return self.lost > 0 or not (self.sure or self.likely)

    @property
    def all_lost(self) -> bool:
        """The page came without headlines, so a short line under a rating is text as well."""
        return self.lost > 1 and not self.sure and 3 * self.likely < self.lost


def count_headlines(pieces: Iterable[Sequence[Line]]) -> Headlines:
    """What the pieces of a page that begin with a rating show of its headlines."""
    sure = likely = lost = 0
    for piece in pieces:
        lines = piece[1:3]
        if not lines or marks.read_rating(piece[0].text) is None:
            continue
        taken = takes_headline(lines, rated=True, first_of_page=False)
        sure += taken and ends_head(lines[1:])
        likely += taken and not reads_as_text(lines[0].text)
        lost += not taken
    return Headlines(sure, likely, lost)


def takes_headline(lines: Sequence[Line], rated: bool, first_of_page: bool) -> bool:
    """Is the first line a headline, judged by the form of the lines?

    Under a rating it is, unless it is as long as a paragraph. Without a rating it must be short
    and followed by text; and since the first review of a page often lost its whole head, a
    sentence with a full stop is taken for its text.
    """
    if not lines or marks.is_flag(lines[0].text):
        return False
    line, following = lines[0].text, lines[1] if len(lines) > 1 else None
    size, stops = marks.width(line), marks.inner_stops(line)
    if following is None:
        return rated and stops == 0 and size <= _LONG_OPENING
    if size > LONG_HEADLINE or (size > _LONG_OPENING and stops) or stops > 2:
        return False
    if ends_head(lines[1:]):
        return True
    if _runs_on(lines[0], following) or (stops and size > _LONG_SENTENCES and reads_as_text(line)):
        return False
    return rated or _is_headline_alone(line, size, first_of_page=first_of_page)


def ends_head(lines: Sequence[Line]) -> bool:
    """Does a flag or byline stand here, so that the line above can only be a headline?"""
    if not lines:
        return False
    return marks.is_flag(lines[0].text) or read_byline(lines[0].text) is not None


def reads_as_text(line: str) -> bool:
    """Ends as a sentence does; a headline may, a first paragraph nearly always does."""
    return line.endswith((".", "!", "?", "。", "！", "？")) and not line.endswith("...")


def _is_headline_alone(line: str, size: int, *, first_of_page: bool) -> bool:
    if not reads_as_text(line):
        return True
    return size <= _LONG_OPENING and not (first_of_page and line.endswith((".", "。")))


def _runs_on(line: Line, following: Line) -> bool:
    """A wrapped paragraph: set off by a blank line above it, and running on below without one."""
    wrapped = line.after_blank and not following.after_blank
    return wrapped and (following.text[:1].islower() or marks.width(line.text) >= _WRAPPED_LINE)
