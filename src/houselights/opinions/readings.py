"""How a sentence may be read: words of praise or criticism, and what each of them judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from houselights.opinions.clauses import Clause
from houselights.opinions.material import Aspect, Context
from houselights.opinions.stems import is_little
from houselights.opinions.tone import Tone, Words, listed, unreal, words_of
from houselights.text.words import word_set

_NOT_REACH, _UNREAL_REACH, _WRITER_REACH, _FURTHEST = 4, 8, 5, 10  # words
_COMMA, _VERB, _CUT, _AND = 3, 2, 4, 2  # what stands between counts as so many words
_LESS, _MORE, _TURNED_GOOD, _TURNED_BAD = 0.6, 1.4, -0.8, -0.7
_CLOSE = 1.5
_YIELDING = frozenset({Aspect.WHOLE, Aspect.EMOTION, Aspect.SCRIPT})
_YIELDS, _YIELDS_BEFORE = 1.5, 4.5  # words to what stands beside
_IS = word_set(
    "is are was were be been being looks look looked sounds feels felt seems seemed remains gets"
    " sind waren est sont etait es era son e erano"
)
_CUTS = word_set(
    "think thinks thought because since when if that which who as than where after before until by"
    " with"
)
_NOT_ENDS = word_set(", . ? ! how that because which who so i")
_LINKS = word_set("and & , the a an his her its of this all")
_THIS = word_set("it this that these")
_NO_NOUN = word_set(
    "throughout again today enough stuff job overall together indeed too here there as by in from"
    " at for with and but or because when if than to from on through all for his her their its"
    " especially particularly given considering yet how what that this too also even"
    " use way fun"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """That the words from `start` to before `end` name something; without an aspect a stranger."""

    start: int
    end: int
    aspect: Aspect | None
    is_sure: bool = False
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """That the words from `start` to before `end` praise (above 0) or criticise."""

    start: int
    end: int
    weight: float
    tone: Tone
    is_turned: bool = False
    is_unreal: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """The clauses before one: the aspect that was named last, if any was."""

    named: Aspect | None


@dataclass(frozen=True, slots=True)
class Reading:
    """That something said judges an aspect.

    how: "own", it names it itself; "before", "after", the name stands there; "linked", named along;
    "rest", named in a clause before; "it", "bare", nothing is named: the whole.
    far: words between both, and more for what divides them.
    """

    said: Said
    aspect: Aspect
    how: str
    far: float = 0.0
    target: Mention | None = None


def readings_of(
    clauses: Sequence[Clause], context: Context
) -> Iterator[tuple[Clause, list[Reading]]]:
    """All that each clause may say, whether likely or not; nothing where no word judges."""
    words = words_of(context.language)
    many = [list(_said(clause, words)) for clause in clauses]
    if not any(many):
        return
    before: Before | None = None
    for clause, said in zip(clauses, many, strict=True):
        mentions = _mentions(clause, words, context)
        found = [_of(one, clause, mentions, said, before) for one in said if one.weight]
        yield clause, [reading for some in found for reading in some]
        last = mentions[-1].aspect if mentions else before.named if before else None
        before = Before(last)


# ── what stands there ───────────────────────────────────────────────────────────────────────────


def _mentions(clause: Clause, words: Words, context: Context) -> list[Mention]:
    people = dict(context.people)
    found: list[Mention] = []
    at = 0
    while at < len(clause.words):
        mention = _mention(clause, at, words, people)
        if mention:
            found.append(mention)
        at = mention.end if mention else at + 1
    return found


def _mention(clause: Clause, at: int, words: Words, people: Mapping[str, Aspect]) -> Mention | None:
    named = words.names.at(clause.words, at)
    if named:
        return Mention(at, at + named[0], named[1].aspect, named[1].is_sure)
    word = clause.words[at]
    if clause.owner[at] and clause.upper[at]:
        return None  # what belongs to somebody comes next
    if clause.upper[at] and word in people:
        return Mention(at, at + 1, people[word], is_sure=True, is_person=True)
    if clause.inside[at]:
        return Mention(at, at + 1, None, is_person=True)
    return Mention(at, at + 1, None) if word in listed("others") else None


def _said(clause: Clause, words: Words) -> Iterator[Said]:
    at = 0
    while at < len(clause.words):
        found = _too(clause, at) or words.tones.at(clause.words, at)
        if found:
            size, tone = found
            if _is_meant(clause.words, at, tone):
                yield _weighed(clause, words, at, at + size, tone)
        at += found[0] if found else 1


def _too(clause: Clause, at: int) -> tuple[int, Tone] | None:
    some = clause.words[at : at + 2]
    if len(some) == 2 and some[0] == "too" and some[1] in listed("too"):
        long = some[1] in ("long", "slow", "short", "fast", "lengthy", "rushed", "hurried")
        return 2, Tone(-1.0, own=Aspect.PACE if long else None)
    return None


def _is_meant(words: Sequence[str], at: int, tone: Tone) -> bool:
    """Whether it is the writer's own word, and says anything."""
    reported = any(
        word in listed("reported") and not (before.startswith("i") or before in ("me", "must"))
        for before, word in pairwise(["", *words[:at]])
    )
    return bool(tone.weight) and not reported and (not tone.is_felt or _is_writers(words, at))


def _is_writers(words: Sequence[str], at: int) -> bool:
    before = words[max(0, at - _WRITER_REACH) : at]
    for word in reversed(before):
        if word in listed("writer") or word.startswith("i'"):
            return True
        if word in listed("told") or word in listed("says_so") or word in ".,?!":
            return False
    return not before


def _weighed(clause: Clause, words: Words, start: int, end: int, tone: Tone) -> Said:
    weight = tone.weight
    before = clause.words[max(0, start - 2) : start]
    if listed("more").intersection(before):
        weight *= _MORE
    elif listed("less").intersection(before):
        weight *= _LESS
    turned = _is_turned(clause, words, start)
    if turned:
        weight *= _TURNED_GOOD if weight > 0 else _TURNED_BAD
    wish = _wish(clause, start)
    if wish is not None and not turned and weight > 0:
        weight = -weight if wish else 0.0
    return Said(start, end, weight, tone, turned, wish is not None)


def _is_turned(clause: Clause, words: Words, start: int) -> bool:
    """Whether an odd number of "not" stands a few words before, and no comma between."""
    turned, at = False, start - 1
    while at >= max(0, start - _NOT_REACH) and clause.words[at] not in _NOT_ENDS:
        found = words.no.at(clause.words, at)
        turned ^= bool(found and found[1])
        at -= 1
    return turned


def _wish(clause: Clause, start: int) -> bool | None:
    """What stands before makes a wish of it; None where nothing does."""
    for at in range(max(0, start - _UNREAL_REACH), start):
        found = unreal().at(clause.words, at)
        if found:
            return found[1]
    return None


# ── what it judges ──────────────────────────────────────────────────────────────────────────────


def _of(
    one: Said,
    clause: Clause,
    mentions: Sequence[Mention],
    said: Sequence[Said],
    before: Before | None,
) -> Iterator[Reading]:
    far, mention = _nearest(one, clause, mentions)
    own = one.tone.own
    if own is not Aspect.FAITHFULNESS and _is_of_source(one, mentions):
        return
    if mention and far <= _CLOSE and _is_of_another(mention, own):
        return
    if not own and _is_of_person(one, mention, clause):
        return
    near = _reading(one, far, mention)
    if own and not (near and _yields(own, near)):
        yield Reading(one, own, "own", target=near.target if near else None)
    elif near:
        yield near
        yield from _linked(near, clause, mentions, said)
    else:
        yield from _alone(one, clause, mentions, before)


def _yields(own: Aspect, near: Reading) -> bool:
    """Whether what a word names by itself counts less than what stands beside it."""
    most = _YIELDS_BEFORE if own is Aspect.WHOLE and near.how == "before" else _YIELDS
    return own in _YIELDING and near.far <= most


def _is_of_source(one: Said, mentions: Sequence[Mention]) -> bool:
    """Whether a book, a play or another film is what the clause has spoken of so far."""
    before = [mention for mention in mentions if mention.end <= one.start]
    return bool(before) and before[-1].aspect is None and not before[-1].is_person


def _is_of_another(mention: Mention, own: Aspect | None) -> bool:
    """Whether a word that names its aspect itself is said of what has no such aspect."""
    if mention.aspect is None:
        return own is not Aspect.ACTING or not mention.is_person
    return own is Aspect.PACE and mention.is_person


def _is_of_person(one: Said, mention: Mention | None, clause: Clause) -> bool:
    """Whether it describes somebody and not what they did: "she is quiet"."""
    words = clause.words[one.start : one.end]
    return bool(mention and mention.is_person) and not listed("of_people").isdisjoint(words)


def _nearest(
    one: Said, clause: Clause, mentions: Sequence[Mention]
) -> tuple[float, Mention | None]:
    """What stands nearest, if anything does, and how far."""
    tried = [
        (_far(one, mention, clause), number)
        for number, mention in enumerate(mentions)
        if mention.end <= one.start or mention.start >= one.end
    ]
    far, number = min(tried, default=(_FURTHEST + 1.0, 0))
    return far, (mentions[number] if far <= _FURTHEST else None)


def _reading(one: Said, far: float, mention: Mention | None) -> Reading | None:
    """What is said of a mention; none of a stranger."""
    if mention is None or mention.aspect is None:
        return None
    how = "after" if mention.start >= one.end else "before"
    return Reading(one, mention.aspect, how, far, mention)


def _far(one: Said, mention: Mention, clause: Clause) -> float:
    follows = mention.start >= one.end
    between = (
        clause.words[one.end : mention.start] if follows else clause.words[mention.end : one.start]
    )
    far = float(len(between))
    far += _COMMA * sum(word in ",.!?" for word in between)
    far += _AND * sum(word == "and" for word in between)
    far += _CUT * sum(word in _CUTS for word in between) + _FURTHEST * ("than" in between)
    if not follows:
        far += _CUT * sum(word in ("of", "it") for word in between)
    is_said = any(word in _IS for word in between)
    if follows and not one.tone.is_felt:
        return far + _VERB * is_said
    return far if one.tone.is_felt else far + (0.5 if is_said else 2.5)


def _linked(
    near: Reading, clause: Clause, mentions: Sequence[Mention], said: Sequence[Said]
) -> Iterator[Reading]:
    """What is named along with it: "great music and photography"."""
    if near.target is None:
        return
    number = mentions.index(near.target)
    step = 1 if near.how == "after" else -1
    last = near.target
    for mention in mentions[number + step :: step] if number + step >= 0 else ():
        first, second = (last, mention) if step > 0 else (mention, last)
        between = clause.words[first.end : second.start]
        is_joined = "and" in between or "," in between or "&" in between
        if mention.aspect is None or not is_joined or not _LINKS.issuperset(between):
            return
        if any(other.start == mention.end for other in said):
            return
        yield Reading(near.said, mention.aspect, "linked", near.far + len(between), mention)
        last = mention


def _alone(
    one: Said, clause: Clause, mentions: Sequence[Mention], before: Before | None
) -> Iterator[Reading]:
    """With nothing named: "it is wonderful", "Wonderful!", of what came last or of the whole."""
    if any(mention.end <= one.start and mention.aspect is None for mention in mentions):
        return
    words = clause.words[: one.start]
    if listed("told").intersection(words):
        return
    if _THIS.intersection(words[-_FURTHEST:]):
        yield Reading(one, (before and before.named) or Aspect.WHOLE, "rest" if before else "it")
    elif all(is_little(word) or word in ",.!?" for word in words):
        yield Reading(one, (before and before.named) or Aspect.WHOLE, "rest" if before else "bare")


def describes_another(one: Said, clause: Clause, mentions_end: int) -> bool:
    """Whether it stands before a noun that is no part of a film: "a brilliant surgeon"."""
    rest = clause.words[one.end : one.end + 1]
    return bool(rest) and not (
        is_little(rest[0])
        or rest[0] in _NO_NOUN
        or not rest[0].isalpha()
        or mentions_end == one.end
    )
