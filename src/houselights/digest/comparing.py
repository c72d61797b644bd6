"""Other films that a sentence holds the film against: which, and how the film comes off.

Only sure ones: a title that the catalogue has, or one in quotes or italics in a sentence that says
it is a film; and words that compare right beside it. A book or a play is no film.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from houselights.digest.phrases import one_of, phrases
from houselights.opinions.material import Polarity
from houselights.text.words import folded_words

_CAP = r"[A-Z\u00c0-\u00de\u0110]"
_QUOTED = re.compile(
    r"[\"“«„]\s?(?P<a>[^\"”»“\n]{2,60}?),?\s?[\"”»“]|‘(?P<b>[^’\n]{2,60}),?’(?!\w)"
    r"|(?<!\w)'(?P<c>[^'\n]{2,60}?),?'(?!\w)|(?<![\w*])[*_](?P<d>[^*_\n]{2,60})[*_](?![\w*])"
)
_YEAR = r"(?: \((?:19|20)\d\d\))?"
_LONGEST_TITLE = 8  # words
# What joins titles of one list: "Like “A,” “B” and “C”".
_JOINED = re.compile(rf"{_YEAR}[\"”»“’'*_]*,?(?: (?:and|or|und|et|y|e)| &)?[\s\"“«„‘'*_]*\Z")
# Words right before a title, and others right after it, that say how this film comes off.
_BEFORE: Mapping[Polarity, str] = {
    Polarity.PRAISE: r"""
        \b(?:better|stronger|braver|richer|deeper|funnier|scarier|more \w+) than
        \bsuperior to
        \bprefer (?:it|this(?: film| movie| one)?) to
        \b(?:puts?|beats)
        (?<!nicht )\bbesser als
        \bmejor que|\bmeilleur que|\bmigliore di
        """,
    Polarity.CRITICISE: r"""
        \b(?:worse|weaker|less \w+|poorer) than
        \b(?:not|\w+n['’]t|never|nowhere near) (?:quite )?as (?:\w+ ){1,2}as
        \binferior to
        \bno
        \bI (?:\w+ )?(?:prefer(?:red)?|liked)
        \bnicht so \w+ wie|\bschlechter als|\bpeor que
        """,
    Polarity.MIXED: r"""
        \bremind(?:s|ed|ing)? (?:me|one|us|you)(?: a (?:lot|bit|little))? of|\breminiscent of
        \bsimilar to
        \b(?:vein|tradition|spirit|mould|mold) of
        \becho(?:es|ing)?(?: of)?|\brecalls?
        \b(?:cross|mix|cousin|kin|marriage|halfway|something) (?:between|of|to)
        \b(?:sister|companion)(?: piece| film)? to
        \b(?:debts?|owes? \w+(?: \w+)?) to
        \bcompar(?:e|ed|able|ison)s? (?:\w+ )?(?:to|with)
        \b(?:fans?|lovers?) of
        \bif you(?:['’]ve)? (?:\w+ )?(?:liked?|loved?|enjoy(?:ed)?|admired?|saw|seen)
        \A\W*(?:just |much |rather |more )?like
        (?:\b(?:much|rather|more|a lot|a bit|feels?|looks?|is|was|plays?)|,) like
        \bdoit (?:beaucoup|tout) à|\brappelle|\bfait penser à
        \berinnert (?:\w+ )?an|\brecuerda a|\bricorda
        """,
}
_AFTER: Mapping[Polarity, str] = {
    Polarity.CRITICISE: r"""
        (?:is|was|were) (?:\w+ )?(?:better|scarier|stronger)
        did (?:it|this|that) (?:\w+ )?better
        (?:more|better)\b(?! than)
        """,
    Polarity.PRAISE: r"""
        to shame
        pales
        looks? \w+ (?:beside|next to) it
        """,
    Polarity.MIXED: "comes to mind",
}
_ENDS_WITH = {
    polarity: re.compile(
        rf"{one_of(lines)}(?: (?:of|to|with|the|film|movie|classic|great))*\W*\Z", re.IGNORECASE
    )
    for polarity, lines in _BEFORE.items()
}
_GOES_ON_WITH = {
    polarity: re.compile(rf"\W*{one_of(lines)}", re.IGNORECASE)
    for polarity, lines in _AFTER.items()
}
_IS_FILM = phrases(
    r"""
    (?:films?|movies?|pictures?|thrillers?|dramas?|western|comed(?:y|ies)|sci-fi|direct(?:or|ed))\b
    (?:19|20)\d\d\)
    (?:Kino|cinéma|película|phim)\b
    """
)
_IS_NO_FILM = phrases(
    """
    (?:books?|novels?|novelist|literature|literary|plays?|stage|songs?|albums?|poems?|episode)\\b
    (?:Buch|Roman|livre|libro|novela|romanzo)\\b
    """
)


class Other(NamedTuple):
    """Another film by the title that is to be shown; `film` is its id in the catalogue."""

    title: str
    film: int | None
    polarity: Polarity


class _Mention(NamedTuple):
    start: int
    end: int
    title: str
    film: int | None
    polarity: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Titles:
    """What may be meant. known: other films' titles in folded words, with title and id.

    own: folded words of what is no other film: the film's titles, its source's, its people.
    """

    known: Mapping[str, tuple[str, int]]
    own: frozenset[str]

    def others_in(self, sentence: str) -> list[Other]:
        """The films that the sentence compares this one with, each once."""
        found: dict[str, Other] = {}
        before: _Mention | None = None
        for mention in self._mentions(sentence):
            polarity = _compared(sentence, mention, before)
            before = mention._replace(polarity=polarity)
            if polarity is not None and self._is_sure(sentence, mention):
                found.setdefault(mention.title, Other(mention.title, mention.film, polarity))
        return list(found.values())

    def _mentions(self, sentence: str) -> Iterator[_Mention]:
        """Titles in quotes or italics, and those of the catalogue that stand bare."""
        quoted = [one for match in _QUOTED.finditer(sentence) if (one := self._quoted(match))]
        bare = [
            one
            for one in self._bare(sentence)
            if not any(other.start < one.end and one.start < other.end for other in quoted)
        ]
        yield from sorted([*quoted, *bare])

    def _quoted(self, match: re.Match[str]) -> _Mention | None:
        words = next(one for one in match.groups() if one).strip(" ,.!?;:")
        key = " ".join(folded_words(words))
        start, end = match.span()
        if key in self.known:
            return _Mention(start, end, *self.known[key])
        is_title = bool(re.match(rf"{_CAP}|\d", words)) and len(words.split()) <= 6
        return _Mention(start, end, words, None) if is_title and key not in self.own else None

    def _bare(self, sentence: str) -> Iterator[_Mention]:
        """Of the catalogue's titles only those of several words are sure without quotes."""
        words = folded_words(sentence)
        runs = (
            " ".join(words[at : at + size])
            for size in range(2, _LONGEST_TITLE + 1)
            for at in range(len(words) - size + 1)
        )
        for title, film in (self.known[run] for run in runs if run in self.known):
            start = sentence.find(title)
            if start >= 0:
                yield _Mention(start, start + len(title), title, film)

    def _is_sure(self, sentence: str, mention: _Mention) -> bool:
        if mention.film is not None:
            return True
        return bool(_IS_FILM.search(sentence)) and not _IS_NO_FILM.search(sentence)


def _compared(sentence: str, mention: _Mention, before: _Mention | None) -> Polarity | None:
    """How the film comes off by this title: by the words beside it, or the list it stands in."""
    head = sentence[: mention.start]
    for polarity, pattern in _GOES_ON_WITH.items():
        if pattern.match(sentence, mention.end):
            return polarity
    for polarity, pattern in _ENDS_WITH.items():
        if pattern.search(head):
            return polarity
    if before and _JOINED.fullmatch(sentence[before.end : mention.start]):
        return before.polarity
    return None
