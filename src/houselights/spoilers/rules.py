"""What readers' marks of a sentence come to; no database.

Three ideas keep a ring of accounts from ruling over texts:

- A mark weighs as much as its reader has been right before. Right is what an editor found (or an
  author of their own text, but only as often as editors did), wrong only what an editor found
  otherwise, neither ever what readers settled: a ring can't raise itself, and no author ruins a
  record. The weight is the lower bound of Wilson's score interval (E. B. Wilson,
  "Probable inference, the law of succession, and statistical inference", 1927) of the share of
  agreement, scaled so that a coin weighs nothing. Who has no record yet weighs a little, and all of
  them together never enough.
- Readers alone decide only what is open: never against the author's word, nor against what the
  program is clear about. There, and where they are divided, the sentence waits for the editors.
- What readers cover stays little: each further sentence of a text needs twice the weight, and all
  together stay below a share of its words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# One-sided, 90 of 100: of three marks that were all right the bound says .65, of twenty .92.
Z = 1.28
YOUNG_DAYS = 3  # an account younger than that weighs less still
YOUNG, UNKNOWN = 0.05, 0.1
UNKNOWN_TOGETHER = 0.3  # a quarter of what is needed, however many they are
ENOUGH = 1.2
FEWEST = 3  # people; two friends settle nothing
# What may speak against it: a third of what speaks for it, and less than a few known readers.
LITTLE_AGAINST, MOST_AGAINST = 1 / 3, ENOUGH / 2
FURTHER = 2.0  # how much more the next sentence of the same text needs
MOST_COVERED = 0.4  # of a text's words, by readers alone
WORTH_A_LOOK = 0.1  # one known account, or two young ones: an editor is asked


class Outcome(StrEnum):
    """What a sentence's marks come to."""

    GIVES_AWAY = "gives_away"
    HARMLESS = "harmless"
    WAITS = "waits"  # readers say it, but an editor has to decide
    OPEN = "open"  # nothing follows yet


@dataclass(frozen=True, slots=True)
class Track:
    """How often a reader's earlier marks were confirmed or not, and how old the account is.

    `by_editors` are confirmations by editors, `by_authors` those by authors of their own texts;
    `wrong` is what editors decided otherwise.
    """

    by_editors: int = 0
    by_authors: int = 0
    wrong: int = 0
    days: float = 0

    @property
    def right(self) -> int:
        """The confirmations that count: authors can't vouch where no editor ever did."""
        return self.by_editors + min(self.by_authors, self.by_editors)

    @property
    def is_known(self) -> bool:
        """Whether there is a record, and the account is old enough for it to count."""
        return bool(self.right + self.wrong) and self.days >= YOUNG_DAYS


@dataclass(frozen=True, slots=True)
class Said:
    """One reader's mark with the reader's record."""

    gives_away: bool
    track: Track


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where on the program's opinion is clear, as suspicion from 0 to 1000."""

    harmless: float  # below it readers alone can't cover
    outright: float  # from it on readers alone can't open


@dataclass(frozen=True, slots=True)
class Case:
    """All that counts for one sentence.

    author_said: the author's word, None where there is none. must_wait: the author was asked and
    has time to answer. earlier: how many sentences of the text readers covered before this one.
    share: of the text's words, what readers cover together with this one.
    """

    marks: Sequence[Said]
    suspicion: int
    bounds: Bounds
    author_said: bool | None = None
    must_wait: bool = False
    earlier: int = 0
    share: float = 0


def weight_of(track: Track) -> float:
    """What a mark of that reader weighs, from 0 to 1."""
    if not track.is_known:
        return YOUNG if track.days < YOUNG_DAYS else UNKNOWN
    return max(0.0, 2 * lower_bound(track.right, track.right + track.wrong) - 1)


def lower_bound(right: int, marks: int) -> float:
    """Wilson's lower bound of the share that is right, from 0 to 1; `marks` is at least 1."""
    share, z2 = right / marks, Z * Z
    centre = share + z2 / (2 * marks)
    margin = Z * math.sqrt(share * (1 - share) / marks + z2 / (4 * marks * marks))
    return (centre - margin) / (1 + z2 / marks)


def weight_together(tracks: Iterable[Track]) -> float:
    """What several readers weigh who say the same."""
    known, unknown = 0.0, 0.0
    for track in tracks:
        if track.is_known:
            known += weight_of(track)
        else:
            unknown += weight_of(track)
    return known + min(unknown, UNKNOWN_TOGETHER)


def settle(case: Case) -> Outcome:
    """What the marks of a sentence come to, where no editor and no author has settled it."""
    sides = {side: [one.track for one in case.marks if one.gives_away is side] for side in _SIDES}
    weights = {side: weight_together(tracks) for side, tracks in sides.items()}
    wanted = weights[True] >= weights[False]
    if case.must_wait or weights[wanted] < WORTH_A_LOOK:
        return Outcome.OPEN
    divided = weights[not wanted] > min(LITTLE_AGAINST * weights[wanted], MOST_AGAINST)
    if not divided and holds(case, gives_away=wanted):
        return Outcome.GIVES_AWAY if wanted else Outcome.HARMLESS
    return Outcome.WAITS if divided or _asks_for_change(case, wanted) else Outcome.OPEN


_SIDES = (True, False)


def holds(case: Case, *, gives_away: bool) -> bool:
    """Whether readers may settle it so and enough of them say it, whoever says otherwise.

    What readers have settled stands as long as this holds: who contests it only brings it before
    the editors.
    """
    tracks = [one.track for one in case.marks if one.gives_away is gives_away]
    enough = ENOUGH * FURTHER**case.earlier if gives_away else ENOUGH
    are_enough = len(tracks) >= FEWEST and weight_together(tracks) >= enough
    return are_enough and may_settle(case, gives_away=gives_away)


def may_settle(case: Case, *, gives_away: bool) -> bool:
    """Whether readers alone may settle it so, whatever their weight."""
    if case.author_said is not None and case.author_said is not gives_away:
        return False
    if gives_away:
        return case.suspicion >= case.bounds.harmless and case.share <= MOST_COVERED
    return case.suspicion < case.bounds.outright


def _asks_for_change(case: Case, gives_away: bool) -> bool:
    """Whether it says something else than the author, or without one the program."""
    if case.author_said is not None:
        return case.author_said is not gives_away
    return gives_away is not (case.suspicion >= case.bounds.outright)
