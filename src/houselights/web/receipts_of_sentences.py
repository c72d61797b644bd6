"""What was said of a sentence and by whom, in words, and what its reader may say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from houselights.spoilers.covering import By, Level
from houselights.spoilers.models import Sentence
from houselights.spoilers.sentences import ShownSentence

_COVERED: dict[By, str | Promise] = {
    By.AUTHOR: gettext_lazy("Covered by the author"),
    By.EDITORS: gettext_lazy("Covered by the editors"),
    By.PROGRAM: gettext_lazy("Covered by the program"),
    By.FLAG: gettext_lazy("Closed, since the author flagged the whole text"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as the page shows it; `receipts` are sentences in words, `at` when it was settled.

    gives, harmless: whether that button is shown pressed. may_say: whether there are buttons.
    """

    shown: ShownSentence
    receipts: list[str]
    at: datetime | None
    gives: bool
    harmless: bool
    may_say: bool
    reason: str  # why its author calls it harmless; empty where it is closed
    is_asked: bool  # its author is asked

    @property
    def key(self) -> str:
        """Names it in forms and addresses."""
        return self.shown.key


def line_of(shown: ShownSentence, *, is_author: bool, decides: bool) -> Line:
    """The line for somebody who wrote the text, who decides about it, or who reads it."""
    said = shown.said
    mine = shown.mine
    if is_author:
        mine = said.author_said if said else None
    elif decides:
        by_editors = said is not None and said.settled_by == Sentence.By.EDITORS
        mine = said.gives_away if said and by_editors else None
    return Line(
        shown=shown,
        receipts=list(_receipts(shown)),
        at=said.settled_at if said else None,
        gives=mine is True,
        harmless=mine is False,
        may_say=_may_say(shown, everybody=is_author or decides),
        reason=said.author_reason if said and not shown.is_closed else "",
        is_asked=is_author and shown.answer_by is not None,
    )


def _may_say(shown: ShownSentence, *, everybody: bool) -> bool:
    """Whether there is anything to say of it, and for readers, whether it is not settled yet."""
    if shown.repeats or shown.own_part == 1:
        return False
    settled_by = shown.said.settled_by if shown.said else ""
    return everybody or settled_by not in (Sentence.By.EDITORS, Sentence.By.AUTHOR)


def _receipts(shown: ShownSentence) -> Iterator[str]:
    said = shown.said
    if shown.by is not None:
        yield _covered(shown)
    elif said is not None and said.gives_away is False:
        yield _harmless(shown)
    yield from _marks(shown)
    if said is None:
        return
    if said.author_said is False:
        yield _("The author says that it is harmless")
    if said.waits:
        yield _("It waits for the editors")
    elif shown.answer_by is not None:
        yield _("The author has been asked")


def _covered(shown: ShownSentence) -> str:
    if shown.by is By.READERS:
        words = ngettext(
            "Covered by readers (%(number)d mark)",
            "Covered by readers (%(number)d marks)",
            shown.gives,
        )
        return words % {"number": shown.gives}
    by = str(_COVERED[shown.by or By.PROGRAM])
    if shown.by is By.AUTHOR and 0 < shown.own_part < 1:
        return _("Covered in part by the author")
    if shown.level is Level.NOTHING:
        return _("%(covered)s, for who knows nothing of the film") % {"covered": by}
    return by


def _harmless(shown: ShownSentence) -> str:
    if shown.said and shown.said.settled_by == Sentence.By.EDITORS:
        return _("Harmless, say the editors")
    words = ngettext(
        "Harmless, say readers (%(number)d mark)",
        "Harmless, say readers (%(number)d marks)",
        shown.harmless,
    )
    return words % {"number": shown.harmless}


def _marks(shown: ShownSentence) -> Iterator[str]:
    """What readers say where it is not settled by them."""
    if shown.said and shown.said.settled_by:
        return
    if shown.gives:
        words = ngettext(
            "%(number)d reader says that it gives something away",
            "%(number)d readers say that it gives something away",
            shown.gives,
        )
        yield words % {"number": shown.gives}
    if shown.harmless:
        words = ngettext(
            "%(number)d reader says that it is harmless",
            "%(number)d readers say that it is harmless",
            shown.harmless,
        )
        yield words % {"number": shown.harmless}
