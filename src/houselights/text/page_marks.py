"""What single lines of a page look like: ratings, flags, headings, questions."""

from __future__ import annotations

import re

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
_I = re.compile(r"\b(?:I|I[’']\w+|my)\b")
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


def is_personal(line: str) -> bool:
    """Does the reviewer speak here of what he or she thinks or did?"""
    return _I.search(line) is not None


def is_certain_question(line: str) -> bool:
    """A question that stands out from a review's text too: asked of all, not by the reviewer."""
    if not is_question(line) or _FIRST_PERSON.search(line):
        return False
    asked = line[label_length(line) :]
    return _INTERROGATIVE.match(asked) is not None or not asked.isascii()
