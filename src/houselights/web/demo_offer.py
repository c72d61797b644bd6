"""The offer to take the demonstration away, made beside the first film of the house's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from houselights.accounts.reads import may
from houselights.accounts.rules import Ability


def offer_to_remove_demo(request: HttpRequest) -> None:
    """Say on the next page that the demonstration is still here, and the way to remove it."""
    messages.info(request, _way(may_remove=may(request.user, Ability.RUN_HOUSE)))


def _way(*, may_remove: bool) -> SafeString | str:
    if not may_remove:
        return _("The demonstration is still here. An administrator can remove it.")
    said = _("The demonstration is still here. {link}")
    way = format_html('<a href="{}">{}</a>', reverse("remove_demo"), _("Remove the demonstration"))
    return format_html(said, link=way)
