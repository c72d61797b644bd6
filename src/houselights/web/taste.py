"""How somebody rates beside how the house rates: ten bars as shares, each with the house's mark."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.reviews.rules import Ratings


@dataclass(frozen=True, slots=True)
class TasteBar:
    """One rating: `path` and `mark` are drawn into a box of 10 × 100."""

    rating: int
    count: int
    share: int  # percent of the person's ratings
    house_share: int  # percent of the house's
    url: str
    active: bool
    path: str
    mark: str

    @property
    def words(self) -> str:
        """The bar in words, for the ear."""
        count = ngettext("%(n)d rating", "%(n)d ratings", self.count) % {"n": self.count}
        return _("%(count)s, %(share)d%% of theirs; of the house's, %(house)d%%") % {
            "count": count,
            "share": self.share,
            "house": self.house_share,
        }


def taste_bars(person: Ratings, house: Ratings, path: str, active: int | None) -> list[TasteBar]:
    """The bars of 1 to 10; `path` is the person's address, `active` the rating that is shown."""
    own, of_house = _shares(person), _shares(house)
    most = max([*own, *of_house]) or 1
    return [
        TasteBar(
            rating=number,
            count=count,
            share=round(100 * share),
            house_share=round(100 * house_share),
            url=path if number == active else f"{path}?rating={number}#reviews",
            active=number == active,
            path=_bar(share / most),
            mark=_mark(house_share / most),
        )
        for number, count, share, house_share in zip(
            range(1, 11), person.by_bar, own, of_house, strict=True
        )
    ]


def _shares(ratings: Ratings) -> list[float]:
    number = ratings.number or 1
    return [count / number for count in ratings.by_bar]


def _bar(height: float) -> str:
    """From the foot up; a bar of at least 2 of 100 where there is anything at all."""
    if not height:
        return ""
    tall = max(2, round(100 * height))
    return f"M1 {100 - tall}h8v{tall}h-8z"


def _mark(height: float) -> str:
    return f"M0 {100 - round(98 * height)}h10" if height else ""
