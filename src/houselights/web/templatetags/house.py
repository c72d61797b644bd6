"""Words of the house for templates: poster, rating, mean, histogram, numbers, days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.base.limits import RATINGS_FOR_A_MEAN
from houselights.catalogue.poster import draw_poster
from houselights.web.numbers import one_decimal
from houselights.web.source_words import kind_in_words

register = template.Library()
register.filter("kind_in_words", kind_in_words)


class Film(Protocol):
    """What a poster is drawn from."""

    title: str
    year: int | None


@register.simple_tag
def poster(film: Film, *, hidden: bool = False) -> SafeString:
    """The film's poster; hidden from the ear where its title stands beside it anyway."""
    aria = SafeString(' aria-hidden="true"') if hidden else ""
    return format_html('<span class="poster"{}>{}</span>', aria, draw_poster(film.title, film.year))


@register.simple_tag
def rating(value: int | None) -> SafeString:
    """A rating from 10 to 100 as "8/10" or "8.5/10"; None says that there is none."""
    if value is None:
        return format_html('<span class="rate rate--none">{}</span>', _("No rating"))
    return format_html('<span class="rate num">{}<small>/10</small></span>', out_of_ten(value))


@register.filter
def out_of_ten(value: float) -> str:
    """A rating from 10 to 100 on the scale of ten, with one decimal only where it needs it."""
    return number_format(value / 10, 0 if value % 10 == 0 else 1)


@register.simple_tag
def mean(value: float | None, count: int) -> str:
    """A mean from 10 to 100 with its count: "7.7/10 from 1,204", or "Too few ratings"."""
    if value is None or count < RATINGS_FOR_A_MEAN:
        return _("Too few ratings")
    share = format_html("<bdi>{}/10</bdi>", one_decimal(value / 10))
    return format_html(_("{mean} from {count}"), mean=share, count=thousands(count))


@register.filter
def thousands(value: int) -> str:
    """A whole number as the reader's language groups it: "1,204"."""
    return number_format(value, 0, force_grouping=True)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in the house's time zone: "14 March 2024", or as the reader's language writes it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return date_format(value)


# ── the histogram ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Bar:
    """One rating's bar: `path` fills a box of 10 × 100, `words` say the count."""

    rating: int
    count: int
    url: str
    active: bool
    path: str
    words: str


@register.inclusion_tag("parts/histogram.html")
def histogram(
    counts: Sequence[int], active: int | None = None, base: str = "?", anchor: str = "reviews"
) -> dict[str, list[Bar]]:
    """Ten bars, each a link that shows only the reviews of its rating.

    `counts` are the numbers of ratings of 1, 2, … 10; `active` is the rating that is shown now;
    `base` ends where `rating=8` may follow ("?" or "?sort=newest&").
    """
    most = max(counts, default=0)
    bars = [
        Bar(
            rating=number,
            count=count,
            url=f"{base}rating={number}#{anchor}",
            active=number == active,
            path=_bar_path(count, most, striped=number == active),
            words=ngettext("%(count)s rating", "%(count)s ratings", count)
            % {"count": thousands(count)},
        )
        for number, count in enumerate(counts, start=1)
    ]
    return {"bars": bars}


def _bar_path(count: int, most: int, *, striped: bool) -> str:
    """A bar of at least 2 of 100 where there is anything at all; none where there is nothing."""
    if not count:
        return ""
    height = max(2, round(100 * count / most))
    return _stripes(height) if striped else f"M0 {100 - height}h10v{height}h-10z"


def _stripes(height: int) -> str:
    """Bands of 7 with gaps of 3, from the foot up, so that colour is not the only sign."""
    bands = (
        f"M0 {max(100 - height, top - 7)}h10V{top}h-10z" for top in range(100, 100 - height, -10)
    )
    return "".join(bands)
