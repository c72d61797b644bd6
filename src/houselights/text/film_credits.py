"""Who made a film and what it is based on, as sentences of reviews say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple


class Sentence(NamedTuple):
    """A sentence and the position of the review that it stands in (0: the questions' block)."""

    review: int
    text: str


class Mention(NamedTuple):
    """A value that a sentence gives for a field (`directors`, `writers`, `cast`, …)."""

    field: str
    value: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Credit:
    """A name as most sentences spell it, and the sentences that give it."""

    name: str
    mentions: tuple[Mention, ...]

    @property
    def reviews(self) -> int:
        """Number of reviews that give the name."""
        return len({mention.sentence.review for mention in self.mentions})


_WORD = r"[A-Z\u00c0-\u00de\u0100-\u017f][^\W\d_]*(?:[-’'][A-Z\u00c0-\u00de][^\W\d_]+)*"
_MIDDLE = rf"(?:[A-Z]\.|de|del|della|da|di|van|von|der|la|le|{_WORD})"
NAME = rf"(?:{_WORD}|(?:[A-Z]\. ?){{1,3}})(?: {_MIDDLE}){{0,3}} {_WORD}(?: Jr\.)?"
_NAMES = rf"{NAME}(?:,? (?:and|&) {NAME}|, {NAME}){{0,7}}"
_ADJECTIVES = r"(?:(?!(?:by|from)\b)[\w’'-]+ ){0,3}"
KIND = r"(?P<kind>graphic novel|short story|novel|novella|book|memoir|play|musical|comic)"

# Each pattern names one person (`name`) or a list of them (`names`).
_PATTERNS: dict[str, tuple[str, ...]] = {
    "directors": (
        rf"\b[Dd]irect(?:ed|ion) by (?P<names>{_NAMES})",
        rf"\b(?:[Dd]irector|[Ff]ilm-?maker|[Hh]elmer)(?: is|,)? (?P<name>{NAME})",
        rf"(?P<name>{NAME})(?:, the| is the|, its) director\b",
        rf"(?P<name>{NAME})[’']s? (?:{_ADJECTIVES})direction\b",
        rf"(?P<name>{NAME}) directs\b",
        rf"\b(?:film|movie|helmed|picture) by (?P<name>{NAME})",
        rf"(?P<name>{NAME})[’']s? (?:film|movie)\b",
    ),
    "writers": (
        (
            rf"\b(?:[Ss]creenplay|[Ss]cript|[Ss]cripted|[Aa]dapted|[Aa]dapted for the screen) by "
            rf"(?P<names>{_NAMES})"
        ),
        rf"(?<!book )(?<!novel )(?<!story )(?<!play )\b[Ww]ritten by (?P<names>{_NAMES})",
        rf"\b(?:[Ss]creenwriter|[Ss]cript ?writer)s?(?: is|,)? (?P<names>{_NAMES})",
        rf"(?P<name>{NAME})[’']s? (?:{_ADJECTIVES})(?:screenplay|script)\b",
        rf"(?P<name>{NAME}) (?:adapted|adapts)\b",
    ),
    "cast": (
        rf"\((?:[Pp]layed by |here )?(?P<name>{NAME})(?:[,;][^()]*)?\)",
        rf"\b(?:[Pp]layed|[Pp]ortrayed)(?: \w+ly)? by (?:the \w+ \w+ )?(?P<names>{_NAMES})",
        rf"\b[Vv]oice(?:d(?: \w+ly)? by|s? of) (?P<names>{_NAMES})",
        rf"(?P<name>{NAME}) (?:stars|plays|voices|shines|co-stars)\b",
        rf"(?P<name>{NAME}),? (?:(?:also )?is (?:\w+ ){{0,2}}(?:as|in the role)|as) [A-Z]",
        rf"\b[Pp]erformances?(?: coming)? (?:of|by|from) (?P<names>{_NAMES})",
        rf"\b(?:[Ss]tarring|[Ss]tars|[Aa]ctors?|[Aa]ctress(?:es)?|[Ll]eads,?) (?P<names>{_NAMES})",
        rf"(?P<name>{NAME})[’']s? (?:{_ADJECTIVES})performance\b",
        (
            rf"(?P<names>{_NAMES})(?: are| is| were| was) (?:(?:\w+ly|both|all|so|very) )?"
            r"(?:cast|excellent|superb|wonderful|brilliant|great)\b"
        ),
        (
            rf"(?P<names>{NAME}(?:, {NAME}){{0,6}},? and {NAME}) "
            r"(?:make|making|deliver|give|who appear|star)\b"
        ),
    ),
    "authors": (
        (
            rf"\b{KIND}(?: of the same \w+)?,?(?: [\"“'‘][^\"”]{{1,60}}[\"”'’])? (?:written )?"
            rf"(?:by|from) (?P<name>{NAME})"
        ),
        rf"(?P<name>{NAME})[’']s? (?:still )?(?:{_ADJECTIVES}){KIND}\b",
        rf"\b[Nn]ovelist (?P<name>{NAME})",
    ),
}
_COMPILED = {
    field: tuple(re.compile(pattern) for pattern in patterns)
    for field, patterns in _PATTERNS.items()
}
_NAME = re.compile(NAME)
_NOT_NAMES = re.compile(
    r"^(?:(?:The|A|An|In|On|At|With|Even|But|And|When|While|As|For|From|Director|Screenwriter|Writer"
    r"|Novelist|Author|Actor|Actress|Actors|Based|Played|Starring|Here|Both|Miss|Mr|Mrs|Dr) )+"
)
_ALIKE = 0.84
_MAX_NAMES = 300


def mentions_of(field: str, sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """Every name that a sentence gives for the field, once a sentence."""
    for sentence in sentences:
        names = {name for pattern in _COMPILED[field] for name in _names(pattern, sentence.text)}
        for name in sorted(names):
            yield Mention(field, name, sentence)


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        for found in _NAME.finditer(groups.get("names") or groups.get("name") or ""):
            name = _NOT_NAMES.sub("", found.group())
            if " " in name:
                yield name


def credits_of(mentions: Sequence[Mention]) -> list[Credit]:
    """Mentions gathered by person, misspellings included; most reviews first.

    Names count as one person's if they are alike letter by letter (Romanek, Romaneck); the spelling
    that most sentences use wins.
    """
    spellings: dict[str, list[Mention]] = {}
    for mention in mentions:
        spellings.setdefault(mention.value, []).append(mention)
    groups: list[list[Mention]] = []
    for spelling in sorted(spellings.values(), key=len, reverse=True)[:_MAX_NAMES]:
        group = next((group for group in groups if _same_person(group, spelling[0].value)), None)
        if group is None:
            groups.append(list(spelling))
        else:
            group += spelling
    found = [Credit(_usual_spelling(group), tuple(group)) for group in groups]
    return sorted(found, key=lambda credit: -credit.reviews)


def _same_person(group: Sequence[Mention], name: str) -> bool:
    other = group[0].value
    if SequenceMatcher(None, other.casefold(), name.casefold()).ratio() >= _ALIKE:
        return True
    return other.endswith(f" {name}") or name.endswith(f" {other}")


def _usual_spelling(group: Sequence[Mention]) -> str:
    names = [mention.value for mention in group]
    return max(sorted(set(names)), key=names.count)
