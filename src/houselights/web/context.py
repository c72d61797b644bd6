"""What every template knows about the house: its name, its lights, its banners."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.house import CHOICES, is_public
from houselights.moderation.waiting import waiting_number
from houselights.questions.followed import news_number
from houselights.reviews.batches import must_ask
from houselights.spoilers.marks import may_decide
from houselights.spoilers.waiting import waiting_sentences
from houselights.statements.reads import unwritten
from houselights.web.assets import asset_url
from houselights.web.languages import Language, languages
from houselights.web.pages.lights import chosen_lights
from houselights.web.settings_seen import settings_of

# The paper of `tokens.css`, for the browser's own frame around the page.
PAPER = {"up": "#f5f0e6", "down": "#21191c"}


@dataclass(frozen=True)
class House:
    """The house as one visitor meets it. Nothing is looked up before a template asks."""

    request: HttpRequest

    @property
    def choices(self) -> dict[str, Any]:
        """The operator's settings, in one query."""
        return settings_of(self.request)

    @property
    def name(self) -> str:
        """The name on the masthead."""
        return str(self.choices["house_name"])

    @property
    def is_named(self) -> bool:
        """Whether the operator gave the house a name of its own."""
        return self.name != str(CHOICES["house_name"].default)

    @property
    def may_edit_films(self) -> bool:
        """Whether the visitor may begin and correct films."""
        return may(self.request.user, Ability.EDIT_FILMS)

    @property
    def may_import(self) -> bool:
        """Whether the visitor may bring pages of reviews in."""
        return may(self.request.user, Ability.IMPORT)

    @property
    def is_run_by_visitor(self) -> bool:
        """Whether the visitor is an administrator."""
        user = getattr(self.request, "user", None)
        return bool(user and user.is_staff)

    @cached_property
    def waiting(self) -> int | None:
        """How many texts wait for the moderators; None for anybody else."""
        moderates = may(self.request.user, Ability.MODERATE)
        return waiting_number() if moderates else None

    @cached_property
    def sentences_waiting(self) -> int | None:
        """How many sentences wait for a decision; None for whoever does not decide."""
        user = getattr(self.request, "user", None)
        decides = isinstance(user, Person) and may_decide(user)
        return waiting_sentences() if decides else None

    @cached_property
    def followed_news(self) -> int:
        """In how many of the questions that the visitor follows something is new; one query."""
        user = getattr(self.request, "user", None)
        return news_number(user) if isinstance(user, Person) else 0

    @cached_property
    def lights(self) -> str:
        """The visitor's choice: "auto", "up" or "down"."""
        return chosen_lights(self.request)

    @property
    def paper(self) -> dict[str, str]:
        """The colour of the page by lights."""
        return PAPER

    @property
    def theme_color(self) -> str | None:
        """The colour of the page, where the visitor chose one; None follows the system."""
        return PAPER.get(self.lights)

    @property
    def language(self) -> str:
        """The language of the page's own words."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def languages(self) -> list[Language]:
        """The languages to choose from."""
        return languages()

    @property
    def direction(self) -> str:
        """ "rtl" or "ltr"."""
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def stylesheet(self) -> str:
        """The address of the stylesheet of every page."""
        return asset_url("css")

    @property
    def desk_stylesheet(self) -> str:
        """The address of the stylesheet of forms and tools."""
        return asset_url("desk")

    @property
    def script(self) -> str:
        """The address of the one script."""
        return asset_url("js")

    @property
    def section(self) -> str:
        """The first part of the address, which the masthead marks as current."""
        return self.request.path.lstrip("/").split("/", 1)[0]

    @property
    def here(self) -> str:
        """The address of this page, to come back to."""
        return self.request.get_full_path()

    @cached_property
    def banners(self) -> list[str]:
        """One sentence each about something that holds for the whole house."""
        return list(_banners(self))


def _banners(house: House) -> list[str]:
    said = []
    if not settings.MAIL_IS_SET_UP and house.is_run_by_visitor:
        said.append(
            _("E-mail is not set up yet: messages wait in the house’s mail folder, unsent.")
        )
    if is_public() and house.is_run_by_visitor:
        said += [*_missing_pages(), *_question_about_rights()]
    return said


def _question_about_rights() -> list[str]:
    """Asked until an administrator of a public house has answered."""
    if not must_ask():
        return []
    said = _("Imported texts stand here without a stated right; strangers read none of them yet.")
    way = format_html('<a href="{}">{}</a>', reverse("unstated_texts"), _("Say who reads them"))
    return [format_html("{} {}", said, way)]


def _missing_pages() -> list[str]:
    """Which pages wait for an administrator of a public house, with the way to write them."""
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("edit_statement", args=[name]), name.label) for name in unwritten()),
    )
    if not links:
        return []
    return [format_html(_("Readers of a public house look here, and find nothing yet: {}"), links)]


def house(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `house` in every template."""
    return {"house": House(request)}
