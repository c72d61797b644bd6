"""The orders that a film page offers; each is a keyset over stored columns."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houselights.base.paging import Order


@dataclass(frozen=True, slots=True)
class NamedOrder:
    """An order with its name and its rule in one sentence."""

    order: Order
    label: str | Promise
    rule: str | Promise


def _named(
    name: str, columns: tuple[str, ...], label: str | Promise, rule: str | Promise
) -> NamedOrder:
    return NamedOrder(Order(name, columns), label, rule)


DEFAULT = "helpful"
ORDERS: dict[str, NamedOrder] = {
    "helpful": _named(
        "helpful",
        ("-place", "-id"),
        _("Most helpful"),
        _(
            "By the share of readers who found a review helpful, as far as the number of votes "
            "supports it: 3 of 3 does not beat 119 of 176. Tone plays no part."
        ),
    ),
    "newest": _named(
        "newest", ("-arrived", "-id"), _("Newest"), _("By the day on which a review came here.")
    ),
    "oldest": _named(
        "oldest", ("arrived", "id"), _("Oldest"), _("By the day on which a review came here.")
    ),
    "highest": _named(
        "highest", ("-high", "-id"), _("Highest rating"), _("By rating; reviews without one last.")
    ),
    "lowest": _named(
        "lowest", ("-low", "-id"), _("Lowest rating"), _("By rating; reviews without one last.")
    ),
    "divisive": _named(
        "divisive",
        ("-divisive", "-id"),
        _("Most divisive"),
        _("Reviews on which many readers voted and disagreed."),
    ),
    "longest": _named("longest", ("-length", "-id"), _("Longest"), _("By length.")),
}


def order_named(name: str | None) -> NamedOrder:
    """The order of that name; the default for any other."""
    return ORDERS.get(name or DEFAULT, ORDERS[DEFAULT])
