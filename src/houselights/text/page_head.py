"""The head of a review: rating, headline, flag and byline above its text."""

from __future__ import annotations

import datetime as dt

from houselights.text import page_forms as forms
from houselights.text import page_marks as marks
from houselights.text.page_byline import Byline, read_byline
from houselights.text.page_draft import Draft, Span
from houselights.text.page_headline import ends_head, reads_as_text, takes_headline
from houselights.text.page_lines import Line


class Head:
    """The head of a review: reads the lines above the body, one kind after the other."""

    def __init__(self, draft: Draft, lines: list[Line], start: int) -> None:
        self.draft, self.lines, self.first, self.at = draft, lines, lines[start], start
        self.item = f"r{len(draft.reviews) + 1}"
        self.rating: int | None = None
        self.headline: str | None = None
        self.flagged = False
        self.author: str | None = None
        self.written_on: dt.date | None = None
        self.warnings: list[str] = []
        draft.begin(self.item, self.first.start)
        self._read_rating()
        self._read_headline()
        while self._read_flag() or self._read_byline():
            self.at += 1
        self._note_losses()

    @property
    def contains_spoilers(self) -> bool | None:
        if self.flagged:
            return True
        return None if self.rating is None and self.headline is None else False

    def _read_rating(self) -> None:
        line = self.first
        self.rating = marks.read_rating(line.text)
        if self.rating is not None:
            self._claim(line, "rating", self.rating, forms.rating_form(line.text))
            self.at += 1

    def _read_headline(self) -> None:
        lines = self.lines[self.at : self.at + 2]
        if not takes_headline(lines, self.rating is not None, not self.draft.reviews):
            return
        sure = ends_head(lines[1:])
        if self.rating is not None and self.draft.headlines.all_lost and not sure:
            return
        self.headline = self.draft.claim(lines[0], self.item, "headline")
        self.at += 1
        if self.draft.headlines.doubtful and not sure and reads_as_text(self.headline):
            self.warnings.append(self.draft.notice(lines[0].number, "headline_doubtful"))

    def _read_flag(self) -> bool:
        if self.flagged or self.at >= len(self.lines):
            return False
        line = self.lines[self.at]
        self.flagged = marks.is_flag(line.text)
        if self.flagged:
            self._claim(line, "flag", True, line.text)
        return self.flagged

    def _read_byline(self) -> bool:
        if self.written_on or self.at >= len(self.lines):
            return False
        line = self.lines[self.at]
        byline = read_byline(line.text)
        if byline is None:
            return False
        self._claim_byline(line, byline)
        if byline.doubt:
            self.warnings.append(self.draft.notice(line.number, byline.doubt))
        return True

    def _claim_byline(self, line: Line, byline: Byline) -> None:
        if byline.author:
            start, end = byline.author
            self.author = line.text[start:end]
            self._claim_part(line, byline.author, "author", self.author)
        if byline.date and byline.written_on:
            self.written_on = byline.written_on
            self._claim_part(line, byline.date, "date", byline.written_on, byline.date_form)

    def _claim(self, line: Line, name: str, value: forms.Value, form: str) -> None:
        self.draft.spans.append(Span(line.start, line.end, self.item, name, value, form))

    def _claim_part(
        self, line: Line, part: tuple[int, int], name: str, value: forms.Value, form: str = ""
    ) -> None:
        start, end = line.start + part[0], line.start + part[1]
        self.draft.spans.append(Span(start, end, self.item, name, value, form))

    def _note_losses(self) -> None:
        number = self.first.number
        if self.rating is None and self.headline is None:
            self.warnings.append(self.draft.notice(number, "head_lost"))
        elif self.headline is None:
            self.warnings.append(self.draft.notice(number, "headline_missing"))
        elif self.rating is None:
            self.warnings.append(self.draft.notice(number, "rating_missing"))
