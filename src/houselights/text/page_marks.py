"""What the parts of a page look like: votes lines, ratings, flags, bylines, questions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from houselights.text.page_forms import MONTHS, divider_of, read_count

# ---------------------------------------------------------------------------------- votes lines
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
    start, yes, total = match.start(), read_count(match["yes"]), read_count(match["total"])
    if yes is None or total is None or yes > total:
        return VotesMark(start, match.end(), None, None, "", "counts_doubtful")
    return VotesMark(start, match.end(), yes, total, _slots(match, start, ("yes", "total")))


def _two_numbers(match: re.Match[str]) -> VotesMark:
    start = match.start("mark")
    yes, no = read_count(match["yes"]), read_count(match["no"])
    if yes is None or no is None:
        return VotesMark(start, match.end(), None, None, "", "counts_doubtful")
    form = _slots(match, start, ("yes", "no"))
    return VotesMark(start, match.end(), yes, yes + no, form)


def _slots(match: re.Match[str], start: int, names: tuple[str, ...]) -> str:
    """The matched text with its numbers replaced by slots."""
    form, at = "", start
    for name in names:
        form += match.string[at : match.start(name)] + f"{{{name}:{divider_of(match[name])}}}"
        at = match.end(name)
    return form + match.string[at : match.end()]


def _uncounted(match: re.Match[str], first_group: str) -> VotesMark:
    doubt = "counts_doubtful" if match.groupdict().get("joined") else "votes_missing"
    return VotesMark(match.start(first_group), match.end(), None, None, "", doubt)


# -------------------------------------------------------------------------- ratings, flags, lines
_RATING = re.compile(r"(\d{1,2})(?:[.,](\d))?\s*/\s*10")
_FLAG = re.compile(
    r"(?:⚠\ufe0f?\s*)?Warning:\s*Spoilers?"
    r"|(?:\*{2,3}\s*)?This review may contain spoilers(?:\s*\*{2,3})?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+\S|[。！？]\s*\S")
_WIDE_LETTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def read_rating(line: str) -> int | None:
    """10 to 100 for a line that is nothing but ``n/10`` (1 to 10, in tenths), or None."""
    found = _RATING.fullmatch(line.strip())
    if found is None:
        return None
    rating = int(found[1]) * 10 + int(found[2] or 0)
    return rating if 10 <= rating <= 100 else None


def is_flag(line: str) -> bool:
    """The page's own spoiler flag, alone on its line."""
    return len(line) < 60 and _FLAG.fullmatch(line.strip()) is not None


def width(line: str) -> int:
    """Length as reading matter: a Chinese, Japanese or Korean character says as much as 2.5."""
    if len(line) > 400:
        return len(line)
    return len(line) + 3 * len(_WIDE_LETTER.findall(line)) // 2


def inner_stops(line: str) -> int:
    """How often a sentence ends before the line does (looked for in its first 400 characters)."""
    return len(_SENTENCE_END.findall(line[:400]))


# --------------------------------------------------------------------------------------- bylines
_MONTH = "|".join((*MONTHS, *(name[:3] for name in MONTHS)))
_DAY_FIRST = rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}})"
_MONTH_FIRST = rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"
_ISO = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_DATES = tuple(re.compile(pattern) for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO))
_BY = r"(?:(?:by|author:|written by)\s+)?"
_BREAK = r"\s*[|·•–—,-]\s*"
_AUTHOR_FIRST = re.compile(rf"{_BY}(?P<author>\S{{1,40}}?)(?:{_BREAK}|\s+)?", re.IGNORECASE)
_FULL_NAME_FIRST = re.compile(
    rf"(?:(?:by|author:|written by)\s+(?P<author>\S.{{0,40}}?)(?:{_BREAK}|\s+)"
    rf"|(?P<name>\S.{{0,40}}?)\s*[|·•–—]\s*)",
    re.IGNORECASE,
)
_AUTHOR_LAST = re.compile(
    rf"(?:{_BREAK}|\s+by\s+|{_BREAK}by\s+)(?P<author>\S.{{0,40}})", re.IGNORECASE
)
_AUTHOR_ONLY = re.compile(r"author:\s*(?P<author>\S.{0,40})", re.IGNORECASE)


class Byline(NamedTuple):
    """Author and date as (start, end) within the line; doubt where they run together."""

    author: tuple[int, int] | None = None
    date: tuple[int, int] | None = None
    written_on: dt.date | None = None
    date_form: str = ""
    doubt: str = ""


def read_byline(line: str) -> Byline | None:
    """A line that holds nothing but the author and/or the date of a review, or None."""
    if len(line) > 100:
        return None
    only = _AUTHOR_ONLY.fullmatch(line)
    if only and not any(pattern.search(line) for pattern in _DATES):
        return Byline(author=only.span("author"))
    for pattern in _DATES:
        for match in pattern.finditer(line):
            byline = _byline_around(line, match)
            if byline:
                return byline
    return None


def _byline_around(line: str, match: re.Match[str]) -> Byline | None:
    if match.start() and line[match.start() - 1].isdigit():
        return _digits_run_together(line, match)
    written_on = _date(match, match["day"])
    if written_on is None:
        return _digits_run_together(line, match)
    before, after = line[: match.start()], line[match.end() :]
    author = _author_beside(before, after, match.end())
    if author is None and (before.strip() or after.strip()):
        return None
    if before and before[-1].isalnum() and len(match["day"]) == 2 and _starts_with_day(match):
        return Byline(author, match.span(), written_on, _date_form(match), "byline_doubtful")
    return Byline(author, match.span(), written_on, _date_form(match))


def _author_beside(before: str, after: str, offset: int) -> tuple[int, int] | None:
    if before and not after:
        for pattern in (_FULL_NAME_FIRST, _AUTHOR_FIRST):
            found = pattern.fullmatch(before)
            if found:
                return found.span("name" if found.groupdict().get("name") else "author")
    if after and not before:
        found = _AUTHOR_LAST.fullmatch(after)
        if found:
            return found.start("author") + offset, found.end("author") + offset
    return None


def _digits_run_together(line: str, match: re.Match[str]) -> Byline | None:
    """``ben-3940327 July 2023``: where the name ends can't be told, so neither is taken.

    One reading is left when the two last digits can't be a day (``gull45 July`` is gull4, 5 July).
    """
    before = line[: match.start()]
    if not before or " " in before or not _starts_with_day(match) or match.end() != len(line):
        return None
    if _date(match, match["day"]):
        return Byline(doubt="byline_unknown")
    written_on = _date(match, match["day"][1:] or "0")
    if written_on is None:
        return None
    start = match.start() + 1
    return Byline((0, start), (start, match.end()), written_on, _date_form(match))


def _starts_with_day(match: re.Match[str]) -> bool:
    return match.start("day") == match.start()


def _date(match: re.Match[str], day: str) -> dt.date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        return dt.date(int(match["year"]), number, int(day))
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def _date_form(match: re.Match[str]) -> str:
    if match["month"].isdigit():
        return "{Y}-{m}-{d}" if not match["day"].startswith("0") else ""
    month = "{b}" if len(match["month"]) == 3 else "{B}"
    return f"{{d}} {month} {{Y}}" if _starts_with_day(match) else f"{month} {{d}}, {{Y}}"


# ------------------------------------------------------------------------------------- questions
_HEADING = re.compile(
    r"\W{0,4}(?:(?:frequently\s+asked\s+|people\s+also\s+ask|related\s+|more\s+)?questions?"
    r"(?:\s*(?:&|and)\s*answers?)?|q\s?(?:&|and)\s?a|faqs?|people also ask)\W{0,4}",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:Q|Question|A|Answer)\s?\d{0,3}\s?[:.]\s+", re.IGNORECASE)
_INTERROGATIVE = re.compile(
    r"\W{0,3}(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|does|do|did|can|could"
    r"|will|would|should|has|have|had|in what|in which|at what|wer|wie|warum|wo|wann|ist|sind|hat"
    r"|qui|quoi|quand|comment|pourquoi|est-ce|quel|quelle|chi|cosa|come|dove|czy|kto|jak)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us|our)\b")


def is_heading(line: str) -> bool:
    """The heading of the questions' block."""
    return len(line) < 60 and _HEADING.fullmatch(line) is not None


def label_length(line: str) -> int:
    """Length of a label such as ``Q:`` or ``A:`` before a question or an answer."""
    found = _LABEL.match(line)
    return found.end() if found else 0


def is_question(line: str) -> bool:
    """Reads like a question of the block: one short line, one or two sentences, ends in ``?``."""
    text = line.rstrip("\"'”’)] \u00a0")
    if not text.endswith(("?", "？", "؟")) or width(text) > 300:
        return False
    stops = inner_stops(text)
    return stops == 0 or (stops == 1 and width(text) <= 160)


def is_certain_question(line: str) -> bool:
    """A question that stands out from a review's text too: asked of all, not by the reviewer."""
    if not is_question(line) or _FIRST_PERSON.search(line):
        return False
    asked = line[label_length(line) :]
    return _INTERROGATIVE.match(asked) is not None or not asked.isascii()
