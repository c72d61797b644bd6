"""The page that asks a film's reviews: what its address says, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.answers.asking import LONGEST_QUESTION
from houselights.answers.material import Side, Sided
from houselights.answers.subjects import subject_of
from houselights.catalogue.models import Film
from houselights.spoilers.covering import Knows
from houselights.spoilers.redact import Mode
from houselights.web.answer_cards import QuestionCard
from houselights.web.asked_reviews import Quote, Said, keys_in
from houselights.web.numbers import grouped
from houselights.web.phrased import Summary, offers_summary
from houselights.web.query import link, one_of

FULL = 100  # the width of the bar


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuery:
    """What is asked, and what of the answer the reader has opened."""

    q: str = ""
    spoilers: str = ""
    know: str = ""
    open: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> Self:
        """The parameters of a request; refuses broken values."""
        return cls(
            q=" ".join(given.get("q", "").split()),
            spoilers=one_of(given, "spoilers", [mode.value for mode in Mode]),
            know=one_of(given, "know", [knows.value for knows in Knows]),
            open=",".join(sorted(keys_in(given.get("open", "")))),
        )

    @property
    def opened(self) -> frozenset[str]:
        """The keys of sentences that the reader opened."""
        return keys_in(self.open)

    def link(self, path: str, fragment: str = "", **changes: Any) -> str:
        """The address of this page with some parameters changed."""
        changed = replace(self, **changes)
        pairs = [(field.name, str(getattr(changed, field.name))) for field in fields(changed)]
        return link(path, pairs, fragment)

    def opening(self, path: str, key: str) -> str:
        """The address with one more sentence open."""
        return self.link(path, open=",".join(sorted(self.opened | {key})))


class Bar(NamedTuple):
    """A picture of both sides, from where a line starts: where each begins, of a width of 100."""

    no: int
    mixed: int
    yes: int

    @property
    def yes_from(self) -> int:
        """Where the side for begins."""
        return self.no + self.mixed

    @property
    def stripes(self) -> str:
        """The side against, hatched so that colour is not the only sign."""
        return "".join(f"M{at} 0h2v6h-2z" for at in range(0, max(self.no - 1, 0), 3))


@dataclass(frozen=True, slots=True)
class AskView:
    """The template `ask_reviews/page.html` gets it as `page`.

    said: None where nothing was asked, or it could not be. problem: why not. examples: questions
    that the reviews answer, with their addresses. near: community questions like it. phrased: what
    the operator's model makes of the answer, where it has been asked.
    """

    film: Film
    query: AskQuery
    said: Said | None = None
    problem: str = ""
    examples: Sequence[tuple[str, str]] = ()
    near: Sequence[QuestionCard] = ()
    may_correct: bool = False
    phrased: Summary | None = None

    @property
    def path(self) -> str:
        """The page's address without parameters."""
        return reverse("reviews_say", args=[self.film.slug])

    @property
    def here(self) -> str:
        """The page's address as it stands."""
        return self.query.link(self.path)

    @property
    def longest(self) -> int:
        """How many characters a question may have."""
        return LONGEST_QUESTION

    @property
    def ask_people(self) -> str:
        """Where the same is asked of the people of the house."""
        return link(reverse("ask", args=[self.film.slug]), [("title", self.query.q)])

    @property
    def subject(self) -> str:
        """What the question is called in corrections; empty where it can't be."""
        return subject_of(self.query.q)

    @property
    def summary_at(self) -> str:
        """Where the answer is put in a few words; empty where no model can do so."""
        if self.said is None or not offers_summary(self.said):
            return ""
        return self.query.link(reverse("reviews_say_summary", args=[self.film.slug]))

    @property
    def last_opened(self) -> str:
        """The one opened sentence that takes the focus; empty without any."""
        opened = [quote.key for quote in self._quotes if quote.was_closed and quote.text]
        return opened[-1] if opened else ""

    @property
    def _quotes(self) -> list[Quote]:
        return self.said.quotes if self.said else []

    @property
    def groups(self) -> list[tuple[str, list[Quote]]]:
        """The sentences that agree, each group with what it says in a word, where it has sides."""
        said = self.said
        if said is None:
            return []
        return [(_side_in_words(said, group[0].cited.side), group) for group in said.groups]

    @property
    def summary(self) -> str:
        """The answer in one line: how many reviews say what, or how many sentences are cited."""
        said = self.said
        if said is None or not said.says:
            return ""
        if said.answered.counts:
            counted = [_counted(said, side, number) for side, number in self._counts]
            return _("%(counts)s.") % {"counts": ", ".join(counted)}
        number = len(said.quotes)
        words = ngettext(
            "%(number)d sentence answers.", "%(number)d sentences seem to answer.", number
        )
        return words % {"number": number}

    @property
    def _counts(self) -> list[tuple[Side, int]]:
        return list(self.said.answered.counts.items()) if self.said else []

    @property
    def bar(self) -> Bar | None:
        """The picture of both sides; None where there are not both."""
        counts = dict(self._counts)
        if len(counts) < 2:
            return None
        every = sum(counts.values())
        no = round(FULL * counts.get(Side.NO, 0) / every)
        mixed = round(FULL * counts.get(Side.MIXED, 0) / every)
        return Bar(no, mixed, FULL - no - mixed)


def _counted(said: Said, side: Side, number: int) -> str:
    is_property = said.answered.sided is Sided.PROPERTY
    words = _of_property(side, number) if is_property else _of_judgement(side, number)
    return words % {"number": grouped(number)}


def _of_property(side: Side, number: int) -> str:
    if side is Side.YES:
        return ngettext("%(number)s review says yes", "%(number)s reviews say yes", number)
    if side is Side.NO:
        return ngettext("%(number)s review says no", "%(number)s reviews say no", number)
    return ngettext("%(number)s says both", "%(number)s say both", number)


def _of_judgement(side: Side, number: int) -> str:
    if side is Side.YES:
        return ngettext("%(number)s review praises it", "%(number)s reviews praise it", number)
    if side is Side.NO:
        return ngettext(
            "%(number)s review criticises it", "%(number)s reviews criticise it", number
        )
    return ngettext("%(number)s does both", "%(number)s do both", number)


def _side_in_words(said: Said, side: Side) -> str:
    labels = {
        Sided.PROPERTY: {Side.YES: _("Yes"), Side.NO: _("No"), Side.MIXED: _("Both")},
        Sided.JUDGEMENT: {
            Side.YES: _("Praise"),
            Side.NO: _("Criticism"),
            Side.MIXED: _("Both"),
        },
    }
    return labels.get(said.answered.sided, {}).get(side, "")
