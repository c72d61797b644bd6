"""The layout of a page that was read: tokens that write it again, byte for byte."""

from __future__ import annotations

from houselights.text import page_forms as forms
from houselights.text.page_draft import Draft, Span
from houselights.text.page_model import Layout, Token


def layout_of(draft: Draft) -> Layout:
    """Tokens that tile the page: fields where they write themselves exactly, `raw` elsewhere."""
    tokens: list[Token] = []
    at = 0
    owners = _Owners(draft.starts)
    for span in sorted(draft.spans, key=lambda span: span.start):
        tokens += owners.raw(draft.text, at, span.start)
        tokens.append(_token(draft, span))
        at = span.end
    return tuple(tokens + owners.raw(draft.text, at, len(draft.text)))


def _token(draft: Draft, span: Span) -> Token:
    written = draft.text[span.start : span.end]
    if forms.write_field(span.form, span.value) == written:
        return Token(span.item, span.field, span.form)
    return Token(span.item, "raw", written)


class _Owners:
    """Says to which item a stretch between fields belongs: what begins latest before it."""

    def __init__(self, starts: list[tuple[int, str]]) -> None:
        self.starts = sorted([(0, ""), *starts])
        self.at = 0

    def raw(self, text: str, start: int, end: int) -> list[Token]:
        """Raw tokens for a stretch, cut where another item begins within it."""
        tokens: list[Token] = []
        while start < end:
            self._advance(start)
            stop = min(end, self._next_start(end))
            tokens.append(Token(self.starts[self.at][1], "raw", text[start:stop]))
            start = stop
        return tokens

    def _advance(self, offset: int) -> None:
        while self.at + 1 < len(self.starts) and self.starts[self.at + 1][0] <= offset:
            self.at += 1

    def _next_start(self, default: int) -> int:
        return self.starts[self.at + 1][0] if self.at + 1 < len(self.starts) else default
