"""Votes lines: where a page says how many readers found a review helpful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from houselights.text.page_forms import divider_of, read_count

# White space is bounded everywhere, so that no text makes the search slower than linear.
_GAP = r"\s{1,6}"
_NUMBER = r"\d(?:[\d.,'\u00a0\u202f]{0,14}\d)?(?!\d)"
_PIECE = (
    rf"(?:Was{_GAP}this{_GAP}review{_GAP}helpful(?:{_GAP}to{_GAP}you)?\s?\?"
    rf"|Sign{_GAP}in{_GAP}to{_GAP}vote\.?|Permalink\b|<>\?|Report{_GAP}this\b|Yes\s?[|/ ]\s?No\b)"
)
_TAIL = rf"(?:[\s|·•]{{0,8}}{_PIECE}){{0,8}}"
_FOUND = rf"found{_GAP}(?:this|the{_GAP}following)(?:{_GAP}review)?{_GAP}(?:helpful|useful)\b[.:!]?"
_WHO = rf"(?:{_GAP}(?:people|users|readers|members|viewers))?"
# Never begins within a longer number; the first digit stands in front, which is quick to find.
_FRESH_NUMBER = r"\d(?<!\d\d)(?<!\d[.,'\u00a0\u202f]\d)(?:[\d.,'\u00a0\u202f]{0,14}\d)?(?!\d)"
_COUNTS = re.compile(
    rf"(?P<yes>{_FRESH_NUMBER}){_GAP}(?:out{_GAP})?of{_GAP}(?P<total>{_NUMBER}){_WHO}{_GAP}"
    rf"{_FOUND}(?P<tail>{_TAIL})",
    re.IGNORECASE,
)
_ONE_COUNT = re.compile(
    rf"(?P<joined>{_FRESH_NUMBER}){_WHO}{_GAP}{_FOUND}(?P<tail>{_TAIL})", re.IGNORECASE
)
_TWO_NUMBERS = re.compile(
    rf"(?<![^\r\n])[ \t]{{0,8}}(?P<mark>Helpful\s?[•·:]\s?(?P<yes>{_NUMBER}){_GAP}(?P<no>{_NUMBER})"
    rf"(?P<tail>{_TAIL}))"
)
_TAIL_ONLY = re.compile(
    rf"(?<![^\r\n])[ \t]{{0,8}}(?P<mark>(?:Helpful\s?[•·:]?\s?)?(?P<joined>{_NUMBER})?\s{{0,4}}"
    rf"(?P<tail>{_PIECE}{_TAIL}))"
)
_GLUED_TAIL = re.compile(rf"(?P<mark>(?P<tail>{_PIECE}(?:[\s|·•]{{0,8}}{_PIECE}){{1,8}}))")
_REST_OF_LINE = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_NEXT_RATING = re.compile(r"\s{0,40}(?:\Z|\d{1,2}(?:[.,]\d)?\s?/\s?10[ \t]*(?=[\r\n]|\Z))")
_RATES = re.compile(r"(?<![\d.,])\d{1,2}(?:[.,]\d)?\s?/\s?\Z")
_OUT_OF_TEN = re.compile(r"10\.?(?=\d)")
_ENDS_A_SENTENCE = re.compile(r"(?:\A|[^\w\s,;:-]|[\r\n])[ \t]{0,8}\Z")


class VotesMark(NamedTuple):
    """A votes line: where it stands, its counts (None: unknown), its form, and any doubt."""

    start: int
    end: int
    yes: int | None
    total: int | None
    form: str
    doubt: str = ""


def votes_marks(text: str) -> list[VotesMark]:
    """Every votes line of the page in order, with its tail, wherever the line breaks fell."""
    found = sorted(_candidates(text), key=lambda mark: (mark.start, -mark.end))
    marks: list[VotesMark] = []
    for mark in found:
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    return marks


def _candidates(text: str) -> Iterator[VotesMark]:
    yield from (_counted(match) for match in _COUNTS.finditer(text) if _closes(text, match))
    yield from (_uncounted(match, "joined") for match in _ONE_COUNT.finditer(text) if match["tail"])
    yield from (_two_numbers(match) for match in _TWO_NUMBERS.finditer(text) if match["tail"])
    for pattern in (_TAIL_ONLY, _GLUED_TAIL):
        found = pattern.finditer(text)
        yield from (
            _uncounted(match, "mark") for match in found if _REST_OF_LINE.match(text, match.end())
        )


def _closes(text: str, match: re.Match[str]) -> bool:
    """A reviewer can quote such a count; the page's own has its tail, or ends line and sentence."""
    if match["tail"]:
        return True
    if not _REST_OF_LINE.match(text, match.end()):
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(_ENDS_A_SENTENCE.search(before) or _NEXT_RATING.match(text, match.end()))


def _counted(match: re.Match[str]) -> VotesMark:
    start = match.start() + _verdict_length(match)
    yes = read_count(match.string[start : match.end("yes")])
    total = read_count(match["total"])
    if yes is None or total is None or yes > total:
        return VotesMark(start, match.end(), None, None, "", "counts_doubtful")
    spans = {"yes": (start, match.end("yes")), "total": match.span("total")}
    return VotesMark(start, match.end(), yes, total, _slots(match, start, spans))


def _verdict_length(match: re.Match[str]) -> int:
    """Length of the ``10.`` of a verdict ``8/10.`` that the count is glued to; usually 0."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    found = _OUT_OF_TEN.match(match["yes"]) if _RATES.search(before) else None
    return found.end() if found else 0


def _two_numbers(match: re.Match[str]) -> VotesMark:
    start = match.start("mark")
    yes, no = read_count(match["yes"]), read_count(match["no"])
    if yes is None or no is None:
        return VotesMark(start, match.end(), None, None, "", "counts_doubtful")
    form = _slots(match, start, {"yes": match.span("yes"), "no": match.span("no")})
    return VotesMark(start, match.end(), yes, yes + no, form)


def _slots(match: re.Match[str], start: int, spans: Mapping[str, tuple[int, int]]) -> str:
    """The matched text from `start` with its numbers (by name) replaced by slots."""
    text, form, at = match.string, "", start
    for name, (first, end) in spans.items():
        form += text[at:first] + f"{{{name}:{divider_of(text[first:end])}}}"
        at = end
    return form + text[at : match.end()]


def _uncounted(match: re.Match[str], first_group: str) -> VotesMark:
    doubt = "counts_doubtful" if match.groupdict().get("joined") else "votes_missing"
    return VotesMark(match.start(first_group), match.end(), None, None, "", doubt)
