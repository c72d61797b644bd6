"""People, their roles and addresses in Django's admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houselights.accounts.actions import demand, give_role, sign_out_everywhere, take_role
from houselights.accounts.models import Invitation, Person, Role, RoleGrant, SetupLink
from houselights.accounts.rules import Ability
from houselights.base.admin import LookOnlyAdmin, LookOnlyInline
from houselights.base.errors import Refusal

admin.site.site_header = _("House keeping")
admin.site.unregister([Group, EmailAddress])  # roles take the place of groups

type _Act = Callable[[Person, Person], None]
type _AdminAction = Callable[[Any, HttpRequest, QuerySet[Person]], None]


def _giving(role: Role) -> _AdminAction:
    @admin.action(description=format_lazy(_("Give the role: {role}"), role=role.label))
    def give(_admin: Any, request: HttpRequest, people: QuerySet[Person]) -> None:
        _for_each(request, people, lambda person, by: give_role(person, role, by=by))

    give.__name__ = f"give_{role}"
    return give


def _taking(role: Role) -> _AdminAction:
    @admin.action(description=format_lazy(_("Take the role: {role}"), role=role.label))
    def take(_admin: Any, request: HttpRequest, people: QuerySet[Person]) -> None:
        _for_each(request, people, lambda person, _by: take_role(person, role))

    take.__name__ = f"take_{role}"
    return take


@admin.action(description=_("Sign out everywhere"))
def end_sessions(_admin: Any, request: HttpRequest, people: QuerySet[Person]) -> None:
    """End every session of the people chosen."""
    _for_each(request, people, lambda person, _by: sign_out_everywhere(person))


def _for_each(request: HttpRequest, people: QuerySet[Person], act: _Act) -> None:
    """Act on each person for an administrator, and say who could not be helped."""
    by = cast("Person", request.user)
    demand(by, Ability.RUN_HOUSE)
    done = 0
    for person in people:
        try:
            act(person, by)
            done += 1
        except Refusal as refused:
            messages.error(request, f"{person}: {refused.sentence}")
    if done:
        messages.success(request, gettext("Done for %d.") % done)


class RoleGrantInline(LookOnlyInline):
    """Who gave the person which role."""

    model = RoleGrant
    fk_name = "person"


@admin.register(Person)
class PersonAdmin(LookOnlyAdmin):
    """People; roles are given and taken, and sessions ended, by the actions of the list."""

    list_display = ("username", "name", "email", "roles", "is_active", "is_demo", "date_joined")
    list_filter = ("role_grants__role", "is_active", "is_demo")
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    hidden = (
        "password",
        "session_epoch",
        "is_staff",
        "is_superuser",
        "groups",
        "user_permissions",
    )
    inlines = (RoleGrantInline,)
    actions = (*map(_giving, Role), *map(_taking, Role), end_sessions)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """With their roles, in one more query for all of them."""
        people: QuerySet[Person] = super().get_queryset(request)
        return people.prefetch_related("role_grants")

    @admin.display(description=_("roles"))
    def roles(self, person: Person) -> str:
        """The person's roles in words."""
        held = {grant.role for grant in person.role_grants.all()}
        return ", ".join(str(role.label) for role in Role if role in held)


@admin.register(RoleGrant)
class RoleGrantAdmin(LookOnlyAdmin):
    """Who gave whom a role, and when."""

    list_display = ("person", "role", "granted_by", "granted_at")
    list_filter = ("role",)
    list_select_related = ("person", "granted_by")
    search_fields = ("person__username",)


@admin.register(EmailAddress)
class EmailAddressAdmin(LookOnlyAdmin):
    """Addresses, and whether they are confirmed."""

    list_display = ("email", "user", "primary", "verified")
    list_filter = ("verified",)
    list_select_related = ("user",)
    search_fields = ("email", "user__username")


@admin.register(SetupLink)
class SetupLinkAdmin(LookOnlyAdmin):
    """Set-up links, and when they did their work."""

    list_display = ("created_at", "used_at")
    hidden = ("token_hash",)


@admin.register(Invitation)
class InvitationAdmin(LookOnlyAdmin):
    """Invitations, and how many came by them; they are made and ended on a page of the site."""

    list_display = ("note", "role", "uses", "most_uses", "expires_at", "ended_at", "made_by")
    list_filter = ("role",)
    list_select_related = ("made_by",)
    search_fields = ("note",)
    hidden = ("token_hash",)
