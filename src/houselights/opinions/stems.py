"""Words without their endings, so that "slowly", "slower" and "slow" are found by each other."""

from __future__ import annotations

import re
from functools import lru_cache

from houselights.text.words import folded_words, word_set

# An ending, what stands in its place, and how many letters have to be left. The first that fits is
# taken off, then the next line is looked at. Not Porter (1980): fewer rules, no table of measures,
# and agent nouns ("actor", "director", "player") lose their ending, too.
_RULES: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (("'s", "", 1), ("s'", "s", 2)),
    (("sses", "ss", 2), ("ies", "y", 2), ("us", "us", 1), ("ss", "ss", 1), ("is", "is", 1),
     ("s", "", 3)),
    (("fully", "", 3), ("lessly", "less", 2), ("ily", "y", 3), ("ly", "", 3)),
    (("ality", "", 4), ("al", "", 4)),
    (("ational", "", 4), ("ations", "", 4), ("ation", "", 4), ("ingness", "", 3),
     ("fulness", "", 3), ("ness", "", 3), ("ful", "", 3), ("iest", "y", 3), ("est", "", 4),
     ("ier", "y", 3), ("ing", "", 3), ("ied", "y", 2), ("eed", "ee", 1), ("ed", "", 3),
     ("er", "", 4), ("or", "", 3), ("ion", "", 4), ("ance", "", 4), ("ence", "", 4),
     ("ent", "", 4), ("ant", "", 4), ("able", "", 4), ("ible", "", 4)),
    (("i", "", 3), ("y", "", 3), ("e", "", 3)),
)  # fmt: skip
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_VOWEL = re.compile("[aeiouy]")
# Words that no ending joins with what they belong to.
_KIN = {
    "actress": "act", "actresses": "act", "written": "writ", "wrote": "writ", "shot": "shoot",
    "children": "child", "kid": "child", "kids": "child", "filmed": "filmed", "filming": "filmed",
    "felt": "feel", "saw": "see", "seen": "see", "sung": "sing", "sang": "sing", "song": "song",
    "better": "better", "never": "never", "ever": "ever", "other": "other", "under": "under",
    "over": "over", "after": "after", "lying": "lie", "american": "america", "british": "britain",
    "photographer": "photograph", "photography": "photograph", "photographed": "photograph",
    "cinematographer": "cinematograph", "cinematography": "cinematograph", "grey": "gray",
    "colour": "color", "colours": "color", "won": "win", "told": "tell", "made": "make",
    "died": "die", "dying": "die", "dead": "die", "death": "die",
}  # fmt: skip

_LITTLE = word_set(
    """
    a an the this that these those it its he his him she her hers they them their theirs i me my we
    us our you your yours is are was were be been being am do does did done doing have has had
    having will would can could shall should may might must of in on at to from for with by as into
    onto and or but so if than then just really actually also please anyone anybody someone
    somebody there here about up down out off over again any some such more most very too much
    quite rather what which who whom whose when where why how not no nor only own same one ones
    film movie picture thing things people person viewer viewers reviewer reviewers review reviews
    say says said tell me know think thought thinks find found get gets got go goes going like come
    comes it's don't doesn't isn't aren't wasn't weren't didn't there's that's what's who's how's
    where's i'm i've i'd he's she's they're you're we're let's anything something everything
    nothing everyone everybody worth ever even still though all each every both many lot lots kind
    sort bit way make makes making made take takes give gives given seem seems
    """
)
# The little words of questions in other languages that this house's readers ask in.
_LITTLE_ELSEWHERE = word_set(
    """
    le la les l un une des de du au aux et est ce cette dans que qui il elle ils elles sont pas ne
    quoi comment pourquoi quel quelle quels quelles avec sur pour par en se son sa ses
    der die das ein eine einen einem einer und ist sind war im den dem des es er sie zu von mit auf
    wie was wer wo wann warum welche welcher welches nicht man
    el los las una y con por su al lo como cual cuales quien donde cuando es esta muy
    il lo gli di che e non sono come chi dove quando perche
    de het een en van te zijn wie wat waar hoe
    co khong va cua trong nay thi ma la phim bo nhu the nao ai gi sao bi nguoi
    pelicula filme filmu filmen
    """
)


def terms_of(text: str) -> list[str]:
    """The stems of a text's words in order, little words among them."""
    return [stem(word) for word in folded_words(text)]


def is_little(word: str) -> bool:
    """Whether a folded word says nothing by itself; in English, and in some other languages."""
    return word in _LITTLE or word in _LITTLE_ELSEWHERE


@lru_cache(1 << 16)
def stem(word: str) -> str:
    """A folded word without its regular endings; the same letters for all that belong together."""
    kin = _KIN.get(word.removesuffix("'s"))
    if kin:
        return kin
    for rules in _RULES:
        word = _shortened(word, rules)
    return _DOUBLED.sub(r"\1", word) if len(word) > 3 else word


def _shortened(word: str, rules: tuple[tuple[str, str, int], ...]) -> str:
    for ending, instead, least in rules:
        if word.endswith(ending):
            left = word[: -len(ending)]
            fits = len(left) >= least and bool(_VOWEL.search(left))
            return left + instead if fits else word
    return word
