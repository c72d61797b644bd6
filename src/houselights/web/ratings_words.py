"""What a mean is made of, in words: ratings given here, and those of imported pages by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.reviews.reads import FilmRatings
from houselights.web.numbers import grouped


def ratings_made_of(ratings: FilmRatings, sources: Iterable[str]) -> str:
    """Such as "from 5 ratings: 2 given here, 3 from an imported page"."""
    native, imported = ratings.native.number, ratings.imported.number
    if not imported:
        return ratings_from(native)
    source = ", ".join(name for name in sources if name) or _("an imported page")
    if not native:
        words = ngettext(
            "from %(n)s rating from %(source)s", "from %(n)s ratings from %(source)s", imported
        )
        return words % {"n": grouped(imported), "source": source}
    words = _("from %(n)s ratings: %(native)s given here, %(imported)s from %(source)s")
    return words % {
        "n": grouped(native + imported),
        "native": grouped(native),
        "imported": grouped(imported),
        "source": source,
    }


def ratings_from(number: int) -> str:
    """Such as "from 5 ratings"."""
    if not number:
        return _("No ratings yet")
    return ngettext("from %(n)s rating", "from %(n)s ratings", number) % {"n": grouped(number)}
