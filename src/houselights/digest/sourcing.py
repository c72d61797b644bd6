"""Who had read the book before the film, and who had not: only where a sentence says it plainly.

What is meant is the writer's own reading: "if you have read it" and "those who have not" say
nothing of the writer. Rules on folded words, since there are few ways to say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from houselights.digest.summary import Group
from houselights.text.words import folded_words

# What a work is called, by the catalogue's word for its kind.
_CALLED = {
    "": ("book", "novel"),
    "novel": ("book", "novel"),
    "novella": ("book", "novella", "story"),
    "short story": ("story", "short story", "book"),
    "memoir": ("book", "memoir"),
    "comic": ("comic", "comics", "graphic novel", "book"),
    "play": ("play", "stage play"),
    "film": ("original", "first film", "original film", "older film", "first version"),
}
_MORE = ("source material", "original story", "source")
_READ = "read|reread|re read|finished|devoured|studied"
_SEEN = "seen|saw|watched|read"
_BETWEEN = (
    "had|have|did|do|not|never|didn't|haven't|hadn't|don't|also|just|already|first|only|once|yet"
    "|recently|actually|obviously|still|ever|finally|personally|even|to|twice|admittedly|sadly"
    "|unfortunately|honestly|must|confess|admit|loved|and|both|of course|long ago"
)
_BEFORE_IT = (
    "the|this|its|his|her|their|both|all|of|a|original|famous|classic|great|short|source|whole"
    r"|entire|same|wonderful|brilliant|excellent|acclaimed|beautiful|entirety|\w+'s"
)
_NOT = re.compile(r"\b(?:not|never|didn't|haven't|hadn't|don't|yet to)\b")
_AFTERWARDS = re.compile(
    r"\b(?:afterwards?|since then|later on|before (?:i (?:had |ever )?read|reading)"
    r"|after (?:i )?(?:seeing|watching|viewing|saw|watched|the (?:film|movie)))\b"
)
_NOW_WANTS = (
    r"\bi(?:'m| am|'ll| will| now| really| do| definitely| very)* (?:want|need|plan|intend|going"
    r"|curious|eager|tempted|keen)(?: now)?(?: to| about)?"
    r"(?: go| and| get| buy| picking up| pick up| reading| read)+ {it}(?! again)"
)
# In other languages: having read it, and not having read it.
_DAS_BUCH = "(?:den|das|die) (?:roman|buch|vorlage)"
_I_HAVE_THE_BOOK = (
    rf"\b(?:ich (?:habe|hatte|kenne) {_DAS_BUCH}|{_DAS_BUCH} (?:habe|hatte|kenne) ich)"
)
_SACH = "(?:sach|tieu thuyet|truyen)"
_ELSEWHERE = {
    "fr": (
        r"\bj'ai (?:[\w']+ ){0,2}lu (?:\w+ ){0,2}(?:livre|roman)\b",
        r"\bje n'ai (?:pas|jamais) (?:encore )?lu (?:\w+ ){0,2}(?:livre|roman)\b",
    ),
    "de": (
        rf"{_I_HAVE_THE_BOOK} (?:(?!nicht|nie)\w+ ){{0,4}}gelesen",
        rf"{_I_HAVE_THE_BOOK} (?:\w+ ){{0,2}}(?:nicht|nie)\b",
    ),
    "es": (
        r"(?<!no )\b(?:he|habia) (?:\w+ )?leido (?:\w+ ){0,2}(?:libro|novela)\b",
        r"\bno (?:he|habia) (?:\w+ )?leido (?:\w+ ){0,2}(?:libro|novela)\b",
    ),
    "it": (
        r"(?<!non )\b(?:ho|avevo) (?:(?!mai)\w+ )?letto (?:\w+ ){0,2}(?:libro|romanzo)\b",
        r"\bnon (?:ho|avevo) (?:mai |ancora )?letto (?:\w+ ){0,2}(?:libro|romanzo)\b",
    ),
    "vi": (
        rf"\b(?:toi|minh) (?:da|tung|da tung) doc (?:\w+ ){{0,2}}{_SACH}\b",
        rf"\b(?:toi|minh) (?:chua|khong)(?: tung| bao gio)? doc (?:\w+ ){{0,2}}{_SACH}\b",
    ),
}


@dataclass(frozen=True)
class SourceWork:
    """What a film is based on; `kind` as the catalogue says it, all "" where that is unknown.

    `title` is "" as well where the film has the same one: who says it means the film.
    """

    kind: str = ""
    title: str = ""
    author: str = ""

    def knew_it(self, sentence: str, language: str = "") -> Group | None:
        """Whether the sentence's writer knew the work before the film (FIRST) or did not.

        None where it does not say so, or says both.
        """
        folded = " ".join(folded_words(sentence))
        said = {group for group in (Group.FIRST, Group.NOT_FIRST) if self._says(group, folded)}
        said |= _said_elsewhere(folded, language)
        return said.pop() if len(said) == 1 else None

    def _says(self, group: Group, folded: str) -> bool:
        read = self._read.search(folded)
        negated = bool(read and _NOT.search(read[0]))
        later = bool(_AFTERWARDS.search(folded))
        if group is Group.NOT_FIRST:
            wants = bool(self._wants.search(folded)) and not self._first.search(folded)
            return bool(read and (negated or later)) or wants
        return not later and (bool(read and not negated) or bool(self._first.search(folded)))

    @cached_property
    def _it(self) -> str:
        """A pattern for what the work is called, with the words that stand before."""
        kind = self.kind.casefold()
        called = [*_CALLED.get(kind, _CALLED[""]), *_MORE]
        if kind != "film":  # of which nobody says that they have seen it by its title alone
            called.append(" ".join(folded_words(self.title)))
        names = "".join(f"|{re.escape(word)}" for word in folded_words(self.author))
        works = "|".join(re.escape(one) for one in called if one)
        return rf"(?:(?:{_BEFORE_IT}{names}) ){{0,4}}(?:{works})\b"

    @cached_property
    def _read(self) -> re.Pattern[str]:
        """The writer's own reading, with what negates it."""
        verbs = _SEEN if self.kind.casefold() in ("play", "film") else _READ
        return re.compile(
            rf"(?:\b(?:i|i'd|i've)|(?<!you )(?<!who )(?<!people )(?<!they )(?<!we )\b(?:hadn't"
            rf"|haven't))(?: (?:{_BETWEEN}))* (?:{verbs}) {self._it}"
        )

    @cached_property
    def _first(self) -> re.Pattern[str]:
        """Other ways of having known it."""
        fan = "fan|lover|reader|admirer"
        return re.compile(
            rf"(?<!without )\bhaving (?:\w+ ){{0,2}}(?:{_READ}) (?:it\b|{self._it})"
            rf"|\b(?:as|being|i'm|i am|i was) an? (?:\w+ ){{0,2}}(?:{fan}) of {self._it}"
            rf"|\bhelped (?:me )?(?:\w+ )?to have read {self._it}"
            rf"|\bi (?:\w+ ){{0,2}}(?:loved|adored|hated|knew) {self._it}"
        )

    @cached_property
    def _wants(self) -> re.Pattern[str]:
        return re.compile(_NOW_WANTS.replace("{it}", self._it))


def _said_elsewhere(folded: str, language: str) -> set[Group]:
    """What it says in one of the languages that have two patterns of their own."""
    patterns = _ELSEWHERE.get(language[:2], ())
    both = zip(patterns, (Group.FIRST, Group.NOT_FIRST), strict=False)
    return {group for pattern, group in both if re.search(pattern, folded)}
