"""What a digest's counts are called, in the page's language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from houselights.catalogue.models import Film
from houselights.digest.models import Kind
from houselights.digest.summary import Count, For, Group
from houselights.opinions.material import Aspect, Polarity
from houselights.web.numbers import grouped
from houselights.web.source_words import BOOKS

ASPECTS = {
    Aspect.STORY: gettext_lazy("Story"),
    Aspect.ACTING: gettext_lazy("Acting"),
    Aspect.DIRECTION: gettext_lazy("Direction"),
    Aspect.SCRIPT: gettext_lazy("Script"),
    Aspect.PACE: gettext_lazy("Pace"),
    Aspect.LOOK: gettext_lazy("Look"),
    Aspect.MUSIC: gettext_lazy("Music and sound"),
    Aspect.ENDING: gettext_lazy("Ending"),
    Aspect.FAITHFULNESS: gettext_lazy("Faithfulness"),
    Aspect.EMOTION: gettext_lazy("Feeling"),
    Aspect.WHOLE: gettext_lazy("The film as a whole"),
}
GROUPS = {
    Group.HIGH: gettext_lazy("Those who gave 8 to 10"),
    Group.LOW: gettext_lazy("Those who gave 1 to 4"),
}
_FOR = {
    For.FOR: gettext_lazy("Who it is for"),
    For.NOT_FOR: gettext_lazy("Who it is not for"),
}
_JUDGED = {
    Polarity.PRAISE: gettext_lazy("For"),
    Polarity.CRITICISE: gettext_lazy("Against"),
    Polarity.MIXED: gettext_lazy("Divided"),
}
_COMPARED = {
    Polarity.PRAISE: gettext_lazy("Better than that one"),
    Polarity.CRITICISE: gettext_lazy("Not as good as that one"),
    Polarity.MIXED: gettext_lazy("Like that one"),
}


def name_of(kind: str, subject: str, film: Film) -> str:
    """What a subject of a film's digest is called."""
    if kind == Kind.ASPECT:
        return str(ASPECTS[Aspect(subject)])
    if kind == Kind.AUDIENCE:
        return str(_FOR[For(subject)])
    if kind == Kind.SOURCE:
        return knew_source(film, first=subject == Group.FIRST)
    return subject


def correction_in_words(named: str, film: Film) -> str:
    """What a correction is about, such as "aspect:music"."""
    kind, _colon, subject = named.partition(":")
    if kind == Kind.ASPECT and subject in Aspect:
        return name_of(kind, subject, film)
    said = {
        "source": _("Whether its writer knew what the film is based on"),
        "audience": _("Who the film is for"),
        "question": _("An answer to a question asked of the reviews"),
    }
    return said.get(kind, subject)


def side_in_words(kind: str, side: Polarity) -> str:
    """The heading above the sentences of one side."""
    if kind == Kind.TOPIC and side is Polarity.MIXED:
        return _("Divided, or without a judgement")
    return str((_COMPARED if kind == Kind.COMPARISON else _JUDGED)[side])


def knew_source(film: Film, *, first: bool) -> str:
    """Who knew what the film is based on, or did not."""
    kind = film.source_work.kind.casefold() if film.source_work else ""
    if kind in BOOKS:
        return _("Those who read the book first") if first else _("Those who had not read the book")
    if kind == "play":
        return _("Those who knew the play first") if first else _("Those who did not know the play")
    if first:
        return _("Those who knew what it is based on")
    return _("Those who did not know what it is based on")


def counted(count: Count) -> str:
    """Such as "9 against, 142 for, 12 divided", for who hears the chart."""
    numbers = {
        "against": grouped(count.criticise),
        "for": grouped(count.praise),
        "divided": grouped(count.divided),
    }
    return _("%(against)s against, %(for)s for, %(divided)s divided") % numbers


def judged(count: Count) -> str:
    """The same without what nobody says: "142 for, 9 against"."""
    return ", ".join(_judged(count))


def _judged(count: Count) -> Iterator[str]:
    if count.praise:
        yield _("%(number)s for") % {"number": grouped(count.praise)}
    if count.criticise:
        yield _("%(number)s against") % {"number": grouped(count.criticise)}
    if count.divided:
        yield _("%(number)s divided") % {"number": grouped(count.divided)}


def compared(count: Count) -> str:
    """How reviews compare a film with another one: "2 find this one better, 1 finds them alike"."""
    return ", ".join(_compared(count))


def _compared(count: Count) -> Iterator[str]:
    if count.praise:
        words = ngettext("%(n)s finds this one better", "%(n)s find this one better", count.praise)
        yield words % {"n": grouped(count.praise)}
    if count.criticise:
        words = ngettext(
            "%(n)s finds that one better", "%(n)s find that one better", count.criticise
        )
        yield words % {"n": grouped(count.criticise)}
    if count.divided:
        words = ngettext("%(n)s finds them alike", "%(n)s find them alike", count.divided)
        yield words % {"n": grouped(count.divided)}


def from_reviews(number: int) -> str:
    """Such as "From 25 reviews"."""
    words = ngettext("From %(n)s review", "From %(n)s reviews", number)
    return words % {"n": grouped(number)}
