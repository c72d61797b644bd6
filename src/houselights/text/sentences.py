"""Where the sentences of a text begin and end.

Rules, not a model: they are quick, explain themselves, and need no training for a new language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from houselights.text.spans import Span
from houselights.text.words import word_set

# A stop with the marks that close what it ends, and the white space that follows.
_STOP = re.compile(
    r"(?P<stop>[.!?…؟۔।]+|[。！？｡]+)(?P<closers>[\"'”’»)\]』」）]*)(?P<space>\s*)"
    r"|(?P<gap>\n[ \t\r]*\n\s*|\n[ \t]*(?=(?:[-*+•>]|\d\d?[.)])\s))"
)
_WIDE_STOPS = "。！？｡"
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LAST_WORD = re.compile(r"[^\s\"'“‘«([¿¡„—–]*\Z")
_NEXT_WORD = re.compile(r"\W*([\w'’]+)(?!\w|[.])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_GLUED_START = re.compile(r"[^\W\d_]{2}")
_KANA = re.compile(r"[\u3040-\u30ff]")
_OPENERS = "\"'“‘«([¿¡„—–- "

# After these a full stop does not end a sentence.
_TITLES = "mr mrs ms dr prof vs e.g i.e"
_NEVER_LAST = {
    "de": "hr fr bzw z.b d.h u.a ggf vgl nr s.o evtl sog bspw inkl engl",
    "en": "st mt cf fig vol approx ca feat rev gen col capt lt sgt hon messrs esp incl ph.d",
    "es": "sr sra srta dra ud uds ej pág",
    "fr": "mm mme mlle p.ex env éd",
    "it": "sig dott pag",
    "nl": "dhr mevr bijv o.a m.b.t d.w.z",
    "pl": "np tzn tj",
    "ru": "т.е т.к т.н стр см напр ул",
    "vi": "ts ths tp gs bs",
}
_NEVER_LAST_IN = {code: word_set(f"{_TITLES} {more}") for code, more in _NEVER_LAST.items()}
_NEVER_LAST_ELSEWHERE = word_set(_TITLES)
# These may end one, if no small letter follows.
_MAY_BE_LAST = word_set("etc jr sr inc co ltd corp a.m p.m usw ecc itp др пр")
# These are short for something only before a number.
_BEFORE_NUMBERS = word_set("no nos p pp ch ep art num")
# Here a full stop after a number makes it an ordinal ("am 3. Mai").
_ORDINALS = word_set("cs da de et fi hr hu is lv no pl sk sl sr tr")
# Such a word after initials begins a sentence: "in the U.S. The", "Plan B. It fails."
_STARTERS = word_set(
    "the this that these those it he she they we you there but and so a an in my his her its what"
    " when why how not"
)


def split_sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """The sentences in order, without the white space around them.

    They hold every character that is not white space, each once. A blank line always ends a
    sentence, a single line break does not. `language` is an ISO 639-1 code.
    """
    return tuple(_sentences(text, language or "en"))


def _sentences(text: str, language: str) -> Iterator[Span]:
    start = len(text) - len(text.lstrip())
    for stop in _STOP.finditer(text, start):
        if stop.start() > start and _ends_sentence(text, start, stop, language):
            yield Span(start, start + len(text[start : stop.end()].rstrip()))
            start = stop.end()
    if start < len(text):
        yield Span(start, len(text.rstrip()))


def _ends_sentence(text: str, start: int, stop: re.Match[str], language: str) -> bool:
    if stop["gap"] or _BLANK_LINE.search(stop["space"]) or stop.end() == len(text):
        return True
    before = _LAST_WORD.search(text, max(start, stop.start() - 40), stop.start())
    word = before[0] if before else ""
    after = text[stop.end() : stop.end() + 40]
    if stop["stop"][0] in _WIDE_STOPS:
        return not (stop["closers"] and _KANA.match(after))  # 「…？」と言った goes on
    if not stop["space"]:
        return _is_glued(word, after)
    if stop["stop"] == "." and not stop["closers"]:
        return not _numbers_line(text, word, stop) and _full_stop_ends(word, after, language)
    pauses = stop["closers"] or stop["stop"][0] == "…" or ".." in stop["stop"]
    return not (pauses and _goes_on_small(after))


def _is_glued(word: str, after: str) -> bool:
    """Whether a space was forgotten ("the plot.The cast"), rather than "8.5" or "film.example"."""
    return (
        len(word) > 1
        and word[-2:].isalpha()
        and word[-1].islower()
        and not set(word) & set("./@")
        and word != "www"
        and bool(_GLUED_START.match(after))
        and after[:2].istitle()
    )


def _numbers_line(text: str, word: str, stop: re.Match[str]) -> bool:
    """Whether the stop belongs to the number of a list ("1. First")."""
    line_start = text.rfind("\n", 0, stop.start()) + 1
    return word.isdecimal() and text[line_start : stop.start()].strip() == word


def _full_stop_ends(word: str, after: str, language: str) -> bool:
    small = word.lower()
    if small in _NEVER_LAST_IN.get(language, _NEVER_LAST_ELSEWHERE):
        return False
    if small in _BEFORE_NUMBERS:
        return not after[0].isdigit()
    if word.isdecimal():
        return not (len(word) < 3 and language in _ORDINALS)
    if _INITIALS.fullmatch(word) and word != "I":
        return _begins_sentence(after)
    return not (small in _MAY_BE_LAST and _goes_on_small(after))


def _goes_on_small(after: str) -> bool:
    return after.lstrip(_OPENERS)[:1].islower()


def _begins_sentence(after: str) -> bool:
    following = _NEXT_WORD.match(after)
    return bool(following and following[1][0].isupper() and following[1].lower() in _STARTERS)
