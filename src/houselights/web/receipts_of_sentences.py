"""What was said of a sentence and by whom, in words, and what its reader may say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from houselights.spoilers.covering import By, Level
from houselights.spoilers.models import Sentence
from houselights.spoilers.sentences import ShownSentence
from houselights.web.numbers import grouped
from houselights.web.opinions import author_thinks, readers_think

_COVERED: dict[By, str | Promise] = {
    By.AUTHOR: gettext_lazy("Covered by the author"),
    By.EDITORS: gettext_lazy("Covered by the editors"),
    By.PROGRAM: gettext_lazy("Covered by the program"),
    By.FLAG: gettext_lazy("Closed, since the author flagged the whole text"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as the page shows it.

    decided: what holds for it and by whom, in words, empty where nothing does. at: when that was
    settled. said: what was said of it beside that, in words.
    gives, harmless: whether that button is shown pressed. may_say: whether there are buttons.
    """

    shown: ShownSentence
    decided: str
    at: datetime | None
    said: list[str]
    gives: bool
    harmless: bool
    may_say: bool
    reason: str  # why its author calls it harmless; empty where it is closed
    is_asked: bool  # its author is asked

    @property
    def key(self) -> str:
        """Names it in forms and addresses."""
        return self.shown.key

    @property
    def may_explain(self) -> bool:
        """Whether there is something that its author may want to contradict."""
        return bool(self.decided or self.said)


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
        decided=_decided(shown),
        at=_since(shown),
        said=[words for words in _said(shown, is_author=is_author) if words],
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


def _decided(shown: ShownSentence) -> str:
    if shown.by is not None:
        return _covered(shown, shown.by)
    if shown.said and shown.said.gives_away is False:
        return _harmless(shown)
    return ""


def _covered(shown: ShownSentence, who: By) -> str:
    if who is By.READERS:
        return _by_readers(_("Covered by readers"), shown.gives, shown)
    by = str(_COVERED[who])
    if who is By.AUTHOR and 0 < shown.own_part < 1:
        return _("Covered in part by the author")
    if shown.level is Level.NOTHING:
        return _("%(covered)s, for who knows nothing") % {"covered": by}
    return by


def _harmless(shown: ShownSentence) -> str:
    if shown.said and shown.said.settled_by == Sentence.By.EDITORS:
        return _("Harmless, say the editors")
    return _by_readers(_("Harmless, say readers"), shown.harmless, shown)


def _by_readers(words: str, number: int, shown: ShownSentence) -> str:
    every = shown.gives + shown.harmless
    if not every:  # their accounts are gone, and it is counted anew soon
        return words
    of_all = _("%(number)s of %(all)s") % {"number": grouped(number), "all": grouped(every)}
    return f"{words}, {of_all}"


def _since(shown: ShownSentence) -> datetime | None:
    """When it was settled, if it is that which holds."""
    said = shown.said
    if said is None or (shown.by is not None and shown.by != said.settled_by):
        return None
    return said.settled_at


def _said(shown: ShownSentence, *, is_author: bool) -> Iterator[str]:
    """Of readers only what they have not settled, for that is said already."""
    said = shown.said
    if said is None or not said.settled_by:
        yield readers_think(shown.gives, shown.harmless)
    if said is None:
        return
    if said.author_said is False:
        yield author_thinks(said.author_said)
    if said.waits:
        yield _("It waits for the editors")
    elif shown.answer_by is not None and not is_author:
        yield _("The author has been asked")
