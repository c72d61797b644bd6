"""Plain statements of a death, an ending or an identity: "she dies", "he is the killer".

The word lists count words wherever they stand; here it matters who does what, so that few words
(a headline's) can tell as clearly as many.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

_BE: Final = r"(?:is|are|was|were|gets|got|be|been|being)"
_SELF: Final = r"(?:himself|herself|themselves|itself)"
_WHAT: Final = (
    r"(?:killer|murderer|murderess|culprit|ghosts?|dead|clones?|android|robot|vampire|traitor|spy"
    r"|impostor|imposter|mole|imaginary|twins?|victim|thief|liar|alive|pregnant|poisoned)"
)
_BETWEEN: Final = r"(?:(?:the|a|an|his|her|their|all|both|really|actually|secretly|already|real) )"
# On folded words with single spaces between.
_STATEMENTS: Final = tuple(
    re.compile(rf"\b{one}\b")
    for one in (
        r"(?:dies|drowns|perishes)(?! hard)",
        rf"{_BE} (?:\w+ )?(?:killed|murdered|stabbed|strangled|executed|hanged|drowned|beheaded)",
        rf"(?:kill|hang|shoot|drown|poison|stab|sacrific)\w* {_SELF}",
        r"(?:shot|hung) (?:himself|herself|themselves)",
        r"commit\w* suicide|(?:takes?|took) (?:his|her|their) own lives|own life",
        rf"(?:{_BE}|as|really|actually|secretly) {_BETWEEN}*{_WHAT}",
        r"turn(?:s|ed) out (?:that|to be|he|she|they|it|the)",
        r"reveal(?:s|ed) (?:that|to be|as)",
        r"(?:all|only|just) a dream|never existed|all along|happily ever after",
        r"(?:dead|gone) the whole time",
    )
)
_DOES: Final = re.compile(
    r"(?:kill|murder|shoot|stab|strangle|poison|betray|marr|rape|abandon|forgive)(?:s|ed|ies|ied)"
)
_WHOM: Final = frozenset({"him", "her", "them", "his", "their", "himself", "herself"})


def stated(words: Sequence[str], names: Collection[str]) -> int:
    """How many plain statements a sentence holds, by its folded words and the names in it."""
    text = " ".join(words)
    found = sum(bool(statement.search(text)) for statement in _STATEMENTS)
    return found + _one_does_to_another(words, names)


def _one_does_to_another(words: Sequence[str], names: Collection[str]) -> int:
    """Whether a person of the story does something grave to another."""
    return int(
        any(
            _DOES.fullmatch(verb) is not None
            and (before in names or before in ("he", "she", "they", "who"))
            and (after in names or after in _WHOM)
            for before, verb, after in zip(words, words[1:], words[2:], strict=False)
        )
    )
