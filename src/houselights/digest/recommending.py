"""For whom a film is, and for whom it is not: sentences that say it to somebody.

They are cited as they stand, since who is meant is in their own words only.
"""

from __future__ import annotations

from houselights.digest.phrases import one_of, phrases
from houselights.digest.summary import For

_WHO = one_of(
    """
    any(?:one|body)
    every(?:one|body)
    all|some|those|people|viewers|audiences|readers|parents|families
    fans|lovers|admirers|devotees|children|kids|teenagers|adults
    the \\w+|an? \\w+
    """
)
_GROUP = "(?:fans|lovers|admirers|devotees|enthusiasts|aficionados|connoisseurs|people who)"
_LIKE = one_of(
    """
    liked?|loved?|enjoy(?:ed)?|appreciate|prefer|want|need|crave|expect
    are (?:a |into|in the mood|looking|keen|interested|drawn)
    have (?:an?|any) (?:heart|taste|weakness|soft spot|interest|patience)
    can (?:stand|bear|take)
    don't (?:mind|like|want|need)
    """
)
_GO = one_of(
    """
    see|watch|give|try|go|rent|buy|stream|seek|pick|don't miss|then
    you(?:'ll| will| should| may| might| must| can| have)
    this (?:is|film|movie|one)
    it's|it is
    """
)
_AVOID = one_of(
    """
    avoid|skip|stay away|look elsewhere|steer clear|pass on|forget it|hate|not for you
    give (?:it|this)(?: one)? a miss
    don't (?:bother|see|watch|go|expect)
    be (?:disappointed|bored)
    """
)
_NOT_FOR = phrases(
    r"""
    (?:not|isn't|aren't|wasn't|hardly|never) (?:\w+ )?(?:suitable |meant )?for (?:just )?<who>
    not for you\b
    (?:may|might|will|does|do|would) not (?:\w+ )?<pleases> (?:most |many )?<who>
    (?:won't|doesn't|don't|wouldn't) (?:\w+ )?<pleases> (?:most |many )?<who>
    not (?:be )?to every(?:one|body)'s (?:taste|liking)
    (?:don't|do not|never) (?:watch|see|take|show|bring) (?:\w+ ){0,3}<young>\b
    if you (?:\w+ )?<like>\b.*\b<avoid>
    <avoid>\b.*\bif you (?:\w+ )?<like>\b
    <group>\b.{0,60}\b(?:will|may|might|should) (?:be (?:disappointed|bored)|hate|avoid|dislike)
    nichts für
    pas pour (?:tout le monde|ceux|les)
    no (?:es )?(?:\w+ )?para (?:tod|los|quien)
    non (?:è )?(?:\w+ )?per (?:tutti|chi)
    không dành cho
    """,
    who=_WHO,
    like=_LIKE,
    avoid=_AVOID,
    group=_GROUP,
    pleases="(?:be (?:enjoyed|liked|loved) by|appeal to|please|suit|sit well with)",
    young="(?:child|children|kids|son|daughter|grandmother|parents|date)",
)
_FOR = phrases(
    r"""
    (?:recommend(?:ed|able)?|recommendation)\b(?: \w+){0,4}? (?:to|for) <who>\b
    must(?:[- ]see|[- ]watch)?\b\W*(?:\w+ )?for <who>\b
    (?:perfect|ideal|great|made|meant|best|especially|more|strictly|film|movie) for <fans>\b
    <group>\b.{0,40}\b(?:will|should|are (?:going|sure) to) (?:\w+ly )?<pleased>
    if you (?:\w+ )?<like>\b[^,;]{0,80}[,;]?[\"”’*]? <go>\b
    (?:see|watch|try|recommend\w*) (?:it|this)\b.{0,30}\bif you (?:\w+ )?<like>\b
    für (?:alle|Leute|Menschen|Fans|Freunde|Liebhaber|jeden)\b
    pour (?:tous )?(?:ceux|les (?:fans|amateurs))\b
    para (?:los (?:amantes|que|fans)|quien(?:es)?)\b
    per (?:chi (?:ama|cerca)|gli amanti|tutti quelli)\b
    dành cho\b
    """,
    who=_WHO,
    like=_LIKE,
    group=_GROUP,
    go=_GO,
    fans=rf"(?:\w+ )?(?:{_GROUP}|those who|any(?:one|body) who)",
    pleased=r"(?:love|like|enjoy|appreciate|adore|find|be (?:pleased|delighted|happy|thrilled))",
)


def says_for(sentence: str) -> For | None:
    """Whether it says who will like the film, or who will not; None where it says neither."""
    if _NOT_FOR.search(sentence):
        return For.NOT_FOR
    return For.FOR if _FOR.search(sentence) else None
