"""The orders that a question's page offers; the accepted answer stands before all of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from houselights.base.paging import Order
from houselights.questions.reads import MOST_HELPFUL
from houselights.ranking.orders import NamedOrder

DEFAULT = "helpful"
ANSWER_ORDERS: dict[str, NamedOrder] = {
    "helpful": NamedOrder(
        MOST_HELPFUL,
        _("Most helpful"),
        _(
            "The accepted answer stands first. The others follow by the share of readers who found "
            "them helpful, as far as the number of votes supports it: 3 of 3 does not beat 119 of "
            "176. Of those without votes the newest comes first, so that it is read."
        ),
    ),
    "newest": NamedOrder(
        Order("newest", ("-id",)),
        _("Newest"),
        _("The accepted answer stands first. The others follow by the day on which they came."),
    ),
    "oldest": NamedOrder(
        Order("oldest", ("id",)),
        _("Oldest"),
        _("The accepted answer stands first. The others follow by the day on which they came."),
    ),
}
