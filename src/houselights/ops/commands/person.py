"""`houselights person`: accounts and roles from the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from houselights.base.errors import Refusal
from houselights.ops.house import open_house
from houselights.ops.options import data_option, json_option, print_json, say

if TYPE_CHECKING:
    from houselights.accounts.models import Person

ROLES = ("reader", "reviewer", "editor", "moderator", "administrator")


@click.group("person")
def command() -> None:
    """Make accounts, give and take roles."""


@command.command("make")
@click.argument("handle")
@click.option("--email", required=True, help="Where a link for a new password goes.")
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLES),
    multiple=True,
    help="What the person may do; may be repeated. Left out: reviewer.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@data_option
def make(handle: str, email: str, roles: tuple[str, ...], password_stdin: bool, data: Path) -> None:
    """Make an account for HANDLE; asks for its password."""
    open_house(data)
    from houselights.accounts.actions import NewPerson, make_person

    new = NewPerson(handle, email, _password(password_stdin))
    person = make_person(new, roles or ("reviewer",))
    say(f"{person.handle} may sign in now.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@command.command("role")
@click.argument("handle")
@click.argument("wish", type=click.Choice(["add", "remove"]))
@click.argument("role", type=click.Choice(ROLES))
@data_option
def role(handle: str, wish: str, role: str, data: Path) -> None:
    """Give a role to HANDLE, or take it away."""
    open_house(data)
    from houselights.accounts.actions import give_role, take_role

    person = _person(handle)
    if wish == "add":
        give_role(person, role)
    else:
        take_role(person, role)
    _show_roles(person)


@command.command("show")
@click.argument("handle")
@json_option
@data_option
def show(handle: str, as_json: bool, data: Path) -> None:
    """Say who HANDLE is and what they may do."""
    open_house(data)
    person = _person(handle)
    if as_json:
        print_json(_report(person))
    else:
        _show_roles(person)


def _show_roles(person: Person) -> None:
    roles = ", ".join(_report(person)["roles"]) or "no role at all"
    say(f"{person.handle} has: {roles}.")


def _report(person: Person) -> dict[str, Any]:
    from houselights.accounts.reads import roles_of

    return {"handle": person.handle, "name": person.shown_name, "roles": roles_of(person)}


def _person(handle: str) -> Person:
    from houselights.accounts.reads import person_by_handle

    person = person_by_handle(handle)
    if person is None:
        raise Refusal(f"Nobody here has the handle {handle}.")
    return person
