"""Which kind of answer a question wants, by its words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from houselights.answers.material import Sided
from houselights.opinions.lexicon import kind_words, topics
from houselights.opinions.stems import stem
from houselights.text.words import word_set

type Found = Sequence[tuple[str, str]]  # topics of the lexicon, and of which side a word is


class Kind(StrEnum):
    """What a good answer has in it."""

    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    NUMBER = "number"
    WHY = "why"
    DETAIL = "detail"  # which, what: one thing that has no kind of its own
    FILMS = "films"  # others, to which it is compared
    ABOUT = "about"
    PRAISE = "praise"
    CRITICISM = "criticism"
    JUDGEMENT = "judgement"
    PROPERTY = "property"
    ANY = ""


_STARTS = {
    Kind.WHO: """who whose whom who's by_whom wer quien qui chi ai which_actor which_actress
        what_actor name_the""",
    Kind.WHERE: """where where's wo donde dove o_dau which_country which_city which_town
        in_which_country which_station which_studio which_place what_place what_country
        what_city""",
    Kind.WHEN: """when wann quand cuando quando khi_nao what_year which_year what_period what_decade
        in_what_year in_which_year""",
    Kind.NUMBER: "how_long how_many how_much how_often how_old what_rating",
    Kind.WHY: "why warum pourquoi por_que perche tai_sao how_come what_reason",
}
_AUXILIARY = word_set(
    "is are was were does do did has have had can could should would will isn't aren't doesn't"
    " don't didn't wasn't any ist sind est sont es son e co la"
)
_DISLIKES = word_set(
    "dislike dislikes disliked hate hates hated bad wrong weak weaknesses weakness worst flaws flaw"
    " problems problem complaints complain complaint criticism criticise criticize bother bothers"
    " annoying negative negatives against cons worse fault faults disappointing nerves"
)
_LIKES = word_set(
    "like likes liked love loves loved best favourite favorite praise strengths strength good"
    " positive pros enjoy great stand standout highlight highlights special"
)
_NOTS = word_set("not don't didn't doesn't")
_OPINION = word_set(
    "people reviewers they viewers everyone anyone critics most audience best worst"
)
_COMPARES = word_set("compare compares compared comparable similar reminds remind resemble")
_SOURCES = word_set("book novel play original source")
_HOW = (
    "how is", "how are", "how was", "how were", "how good", "how well", "how's", "what about",
    "thoughts on", "opinion",
)  # fmt: skip
_LAST_OF_HOW = word_set("like think")  # "what is the music like", "what do people think"
_ASKS_FOR_ONE = word_set("which what")
# After "what" these ask for more than one thing.
_NO_DETAIL = word_set(
    "is are do does did was were about to people can happens happened becomes if they makes made"
)
_SHORT = 4  # words, below which a question is a key word ("scary?")
# Words that only say which kind of answer is wanted.
_FRAMES = {
    Kind.WHO: word_set("play plays played"),
    Kind.FILMS: _COMPARES | word_set("film films movie movies other"),
    Kind.CRITICISM: _DISLIKES | word_set("gets"),
    Kind.PRAISE: _LIKES,
    Kind.ABOUT: word_set("plot story premise synopsis summary"),
}


def kind_of(words: Sequence[str], found: Found, *, names_somebody: bool = False) -> Kind:
    """The kind of answer that a question of these folded words wants; found: its topics."""
    if not words:
        return Kind.ANY
    line = "_".join(words)
    for kind, starts in _STARTS.items():
        if any(line == start or line.startswith(f"{start}_") for start in starts.split()):
            return kind
    if _asks_for_faults(words):
        return Kind.CRITICISM
    if _asks_for_films(words):
        return Kind.FILMS
    if words[0] == "what" and _LIKES.intersection(words) and _OPINION.intersection(words):
        return Kind.PRAISE
    kind = _by_topic(words, found)
    asks_how = names_somebody and " ".join(words).startswith(_HOW)
    return Kind.JUDGEMENT if asks_how and kind is Kind.ANY else kind


def sided(kind: Kind) -> Sided:
    """Which two sides a question of that kind has."""
    if kind is Kind.PROPERTY:
        return Sided.PROPERTY
    judged = kind in {Kind.JUDGEMENT, Kind.PRAISE, Kind.CRITICISM}
    return Sided.JUDGEMENT if judged else Sided.NONE


def without_frame(words: Sequence[str], kind: Kind) -> Sequence[str]:
    """The words without those that only say which kind of answer is wanted."""
    frame = _FRAMES.get(kind, frozenset())
    return [word for word in words if word not in frame]


def _asks_for_faults(words: Sequence[str]) -> bool:
    said = set(words)
    if words[0] not in {"what", "any", "what's"} and not said & _OPINION:
        return False
    return bool(said & _DISLIKES) or bool(said & _LIKES and said & _NOTS)


def _asks_for_films(words: Sequence[str]) -> bool:
    said = set(words)
    if said & _SOURCES:
        return False
    films = said & {"films", "movies", "film", "movie"} and "other" in said
    return bool(said & _COMPARES) or bool(films and said & {"like", "which", "what"})


def _by_topic(words: Sequence[str], found: Found) -> Kind:
    line = " ".join(words)
    asks_plot = not kind_words("about").isdisjoint(map(stem, words))
    if ("about" in words and not found) or (asks_plot and words[0] not in _AUXILIARY | {"how"}):
        return Kind.ABOUT
    if words[0] in _AUXILIARY or (len(words) < _SHORT and _is_property(found)):
        return Kind.PROPERTY
    if words[0] in _ASKS_FOR_ONE and (len(words) > 1 and words[1] not in _NO_DETAIL):
        return Kind.DETAIL
    if found and (line.startswith(_HOW) or not _LAST_OF_HOW.isdisjoint(words)):
        return Kind.JUDGEMENT
    return Kind.ANY


def _is_property(found: Found) -> bool:
    return bool(found) and (found[0][1] in {"yes", "no"} or not topics()[found[0][0]].job)
