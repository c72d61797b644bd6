"""What stands in place of a covered run, and by whom it is covered, in words."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, ngettext

from houselights.spoilers.covering import By


def cover_run(href: str, words: int, by: By = By.AUTHOR) -> str:
    """A covered run: as long as what it hides, rounded to five words, and named in words.

    By whom it is covered is said to those who listen; others read it once, below the text. The
    label names nobody for the writer's own covers, which are the usual ones.
    """
    about = max(5, 5 * round(words / 5))
    label = ngettext("Spoiler, about %d word", "Spoiler, about %d words", about) % about
    said = _BY_WHOM.get(by)
    whole = format_html('{}<span class="vh"> ({})</span>', label, said) if said else label
    cloth = mark_safe("&nbsp;&#8203;" * about * 3)  # noqa: S308
    if not href:
        return format_html('<span class="cover"><i>{}</i></span>', whole)
    return format_html(
        '<a class="cover" href="{}" data-cover><i>{}</i><span aria-hidden="true">{}</span></a>',
        href,
        whole,
        cloth,
    )


_BY_WHOM = {
    By.READERS: gettext_lazy("covered by readers"),
    By.EDITORS: gettext_lazy("covered by the editors"),
    By.PROGRAM: gettext_lazy("covered by the program"),
    By.FLAG: gettext_lazy("the whole text is closed"),
}


def said_of(by: By) -> str:
    """Who covers a run, in words; empty for the writer's own covers."""
    return str(_BY_WHOM.get(by, ""))
