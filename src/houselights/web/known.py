"""What of a page is covered for its reader and why, in one line, and the way to change that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from houselights.catalogue.models import Film, SourceWork
from houselights.spoilers.covering import Knows
from houselights.spoilers.reader import OfFilm, Reads, Since
from houselights.spoilers.redact import Mode, Shown
from houselights.web.reading import Reader

MODES: dict[Mode, str | Promise] = {
    Mode.HIDE: gettext_lazy("Hide what may spoil"),
    Mode.COVER: gettext_lazy("Cover"),
    Mode.SHOW: gettext_lazy("Show all"),
}
IN_FORCE: dict[Mode, str | Promise] = {
    Mode.COVER: gettext_lazy("Spoilers covered"),
    Mode.HIDE: gettext_lazy("Spoilers hidden"),
    Mode.SHOW: gettext_lazy("Spoilers shown"),
}
_TOLD: dict[Knows, str | Promise] = {
    Knows.NOTHING: gettext_lazy("You know nothing of it"),
    Knows.PREMISE: gettext_lazy("You know the premise"),
    Knows.SEEN: gettext_lazy("You have seen it"),
}
_TAKEN_TO: dict[Knows, str | Promise] = {
    Knows.NOTHING: gettext_lazy("You are taken to know nothing of it"),
    Knows.PREMISE: gettext_lazy("You are taken to know the premise"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a reader may know of the film."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What counts for one reader of a film; the template `parts/known.html` gets it as `known`."""

    film: Film
    reads: Reads
    said: OfFilm | None  # of this film, and remembered
    covered: int  # passages of this page, opened ones among them
    closed: int  # texts of this page that are closed as a whole
    here: str  # the page's address without what it says of spoilers, to come back to

    @property
    def has_seen(self) -> bool:
        """Whether they said that they have seen it."""
        return self.said is not None and self.said.knows is Knows.SEEN

    @property
    def before(self) -> str:
        """What they said before they saw it, to be said again; empty where they said nothing."""
        return (self.said and self.said.before) or ""

    @property
    def line(self) -> str:
        """Why so much is covered and how much, such as "You know the premise: 7 passages …"."""
        if self.reads.since is Since.HOUSE and not self._how_much:
            return _("What do you know of it?")
        return f"{self.why}: {self._how_much or _('nothing is covered here')}"

    @property
    def why(self) -> str:
        """What of the reader makes it so."""
        reads = self.reads
        if reads.mode is Mode.SHOW and reads.knows is not Knows.SEEN:
            chosen = reads.mode_is_chosen
            return _("You chose to see spoilers") if chosen else _("This house shows spoilers")
        if reads.since is Since.HOUSE:
            return str(_TAKEN_TO[reads.knows])
        if reads.knows is Knows.SOURCE and self.film.source_work:
            return _("You know %(work)s") % {"work": named(self.film.source_work)}
        return str(_TOLD[reads.knows])

    @property
    def _how_much(self) -> str:
        if self.reads.shows_all:
            return _("nothing is covered")
        covered, closed = self.covered, self.closed
        said = [
            covered
            and ngettext("%d passage is covered", "%d passages are covered", covered) % covered,
            closed and ngettext("%d text is closed", "%d texts are closed", closed) % closed,
            self.reads.hides and _("what may spoil is left out"),
        ]
        return ", ".join(words for words in said if words)

    @property
    def options(self) -> list[Option]:
        """What the reader may say of it; to leave it open again, once something was said."""
        work = self.film.source_work
        labels = {
            Knows.NOTHING: _("Nothing"),
            Knows.PREMISE: _("The premise"),
            Knows.SOURCE: _("%(work)s, which it is based on") % {"work": work and named(work)},
            Knows.SEEN: _("I have seen it"),
        }
        if not work:
            del labels[Knows.SOURCE]
        now = self.reads.knows
        offered = [Option(knows.value, label, knows is now) for knows, label in labels.items()]
        if self.said:
            offered.append(Option("", _("As with other films"), chosen=False))
        return offered


def known_of(
    reader: Reader, film: Film, shown: Iterable[Shown], here: str, *, alone: bool = False
) -> Known:
    """What counts for that reader on a page with those texts (`alone`: see `Reader.reads`)."""
    texts = list(shown)
    said = reader.said_of(film)
    return Known(
        film=film,
        reads=reader.reads(film.pk, alone=alone),
        said=said,
        covered=sum(text.covers for text in texts if text.is_open),
        closed=sum(not text.is_open and not text.is_for_members for text in texts),
        here=here,
    )


def named(work: SourceWork) -> str:
    """A work in words, such as “The Lamp” by Ines Varga."""
    title = _("“%(title)s”") % {"title": work.title}
    if not work.author:
        return title
    return _("%(title)s by %(author)s") % {"title": title, "author": work.author}
