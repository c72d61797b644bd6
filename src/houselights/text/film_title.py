"""The title of the film that reviews are about: what they quote and repeat most."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from houselights.text.film_credits import Mention, Sentence

CAP = r"(?:[A-Z\u00c0-\u00de\u0100-\u017f][\w’'-]*|\d+)"
_SMALL = (
    "of|the|and|in|a|an|to|for|on|at|&|de|la|le|les|du|des|et|der|die|das|den|dem|von|und|im|zu"
    "|del|di|il|della|el|los|las|y|e|do|da|dos|van|het|een|en|i|og|och"
)
_SMALL_WORDS = frozenset(_SMALL.split("|"))
_RUN = re.compile(rf"{CAP}(?:,? (?:(?:{_SMALL}) )*{CAP})*:?")
_QUOTED = re.compile(
    r"[\"“«]([^\"”»\n]{2,60})[\"”»']|‘([^’\n]{2,60})’|(?<!\w)'([^'\n]{2,60})'(?!\w)"
)
_NOISE = re.compile(
    r"\b(?:user|users|reader|readers|imdb|reviews?|ratings?|films?|movies?|phim|năm|đánh giá"
    r"|critics?|page|full|official|letterboxd|rotten tomatoes)\b|[(\[]?\b(?:19|20)\d\d\b[)\]]?",
    re.IGNORECASE,
)
_STARTS_BADLY = frozenset({"i", "it", "this", "but", "and", "if", "so", "he", "she", "we", "you"})
_MAX_TITLE_WORDS = 8
_TIE = 0.6


class TitleGuess(NamedTuple):
    """The title, where reviews say it, and its share of the weight of it and its rival."""

    text: str | None
    mentions: Sequence[Mention] = ()
    share: float = 0


def guess_title(heading: str, sentences: Sequence[Sentence], names: frozenset[str]) -> TitleGuess:
    """The phrase that most reviews quote or repeat; the page's heading confirms, in any case.

    None where another phrase, no part of it, weighs as much.
    """
    heard: dict[str, list[Mention]] = defaultdict(list)
    quoted: Counter[str] = Counter()
    for sentence in sentences:
        for phrase, is_quoted in _phrases(sentence.text):
            key = key_of(phrase)
            heard[key].append(Mention("title", phrase, sentence))
            quoted[key] += is_quoted
    heading_key = f" {key_of(heading)} "
    weights = {
        key: _title_weight(key, mentions, quoted[key], heading_key)
        for key, mentions in heard.items()
        if quoted[key] or key not in names or f" {key} " in heading_key
    }
    best = max(sorted(weights), key=lambda key: weights[key], default="")
    cleaned = _clean_heading(heading)
    if not best or (weights[best] < 2 and cleaned):
        return TitleGuess(cleaned or None)
    share = weights[best] / (weights[best] + _rival(weights, best) or 1)
    if share <= _TIE:
        return TitleGuess(cleaned or None)
    return TitleGuess(_with_mark(_usual_form(heard[best]), heading), heard[best], share)


def _rival(weights: Mapping[str, float], best: str) -> float:
    """The weight of the next phrase that neither holds the best one nor is part of it."""
    others = (
        weight
        for key, weight in weights.items()
        if f" {key} " not in f" {best} " and f" {best} " not in f" {key} "
    )
    return max(others, default=0)


def _phrases(text: str) -> Iterator[tuple[str, bool]]:
    for match in _QUOTED.finditer(text):
        phrase = next(group for group in match.groups() if group).strip(" ,.!?;")
        if phrase[:1].isupper() or phrase[:1].isdigit():
            yield phrase, True
    for match in _RUN.finditer(text):
        yield from ((phrase, False) for phrase in _sub_phrases(match.group()))


def _sub_phrases(run: str) -> Iterator[str]:
    words = run.strip(" ,:").split()[: 2 * _MAX_TITLE_WORDS]
    for start in range(len(words)):
        if not words[start][:1].islower():
            for end in range(start + 1, min(len(words), start + _MAX_TITLE_WORDS) + 1):
                if not words[end - 1][:1].islower():
                    yield " ".join(words[start:end]).strip(",:")


def key_of(phrase: str) -> str:
    """What the spellings of one title share: its words, in any case, without a possessive."""
    possessive = re.sub(r"[’']s?(?=\s|$)", "", phrase)
    return " ".join(re.findall(r"[\w’'-]+", possessive.casefold()))


def _title_weight(key: str, mentions: Sequence[Mention], quoted: int, heading: str) -> float:
    """Reviews that say it; quoted more, long more, confirmed by the heading most."""
    words = key.split()
    bare = words[:1] and words[0] in _STARTS_BADLY and len(words) < 3
    if not words or ((bare or key.isdigit() or _SMALL_WORDS.issuperset(words)) and not quoted):
        return 0
    reviews = len({mention.sentence.review for mention in mentions})
    confirmed = f" {key} " in heading and (key.isdigit() or not _NOISE.fullmatch(key))
    length = 1 + 0.3 * (min(len(words), 6) - 1)
    return (reviews + min(quoted, 2 * reviews)) * length * (4 if confirmed else 1)


def _usual_form(mentions: Sequence[Mention]) -> str:
    """The form most used; capitals throughout only if no review writes it otherwise."""
    forms = Counter(re.sub(r"[’']s?$", "", mention.value) for mention in mentions)
    return max(sorted(forms), key=lambda form: (not form.isupper(), form.istitle(), forms[form]))


def _with_mark(title: str, heading: str) -> str:
    """``Who Rang the Bell?``: the mark belongs to the title where the heading has it."""
    marks = (mark for mark in "?!" if f"{title}{mark}".casefold() in heading.casefold())
    return title + next(marks, "")


def _clean_heading(heading: str) -> str:
    """The heading without years and words such as "review"; its first part if that has several."""
    parts = re.split(r"\s[|–—-]\s|[|:]\s", _NOISE.sub(" ", heading))
    return next((" ".join(part.split()) for part in parts if part.strip(" |–—-:")), "")
