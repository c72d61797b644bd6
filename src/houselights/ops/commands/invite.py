"""`houselights invite`: a link by which people sign up."""

from __future__ import annotations

from pathlib import Path

import click

from houselights.ops.house import open_house
from houselights.ops.options import data_option, json_option, print_json, say


@click.command("invite")
@click.option("--uses", type=int, default=1, show_default=True, help="How many may sign up by it.")
@click.option("--days", type=int, default=14, show_default=True, help="How long it is good.")
@click.option(
    "--role",
    type=click.Choice(["reader", "reviewer", "editor", "moderator"]),
    default="reviewer",
    show_default=True,
    help="What who comes by it may do.",
)
@click.option("--note", default="", help="For whom it is; only administrators see it.")
@json_option
@data_option
def command(uses: int, days: int, role: str, note: str, as_json: bool, data: Path) -> None:
    """Make an invitation and print its link, which is shown this once."""
    open_house(data)
    from django.urls import reverse

    from houselights.accounts.invitations import Wanted, invite
    from houselights.base.house import public_url

    invitation, token = invite(Wanted(uses, days, role, note[:200]))
    link = public_url(reverse("join", args=[token]))
    if as_json:
        expires = invitation.expires_at.isoformat()
        return print_json({"link": link, "uses": uses, "expires_at": expires, "role": role})
    click.echo(link)
    people = "1 person" if uses == 1 else f"{uses} people"
    say(f"Good until {invitation.expires_at:%Y-%m-%d}, for {people} who join as {role}.")
    return None
