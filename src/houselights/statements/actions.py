"""Writing the next version of a statement."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.errors import Conflict, Invalid
from houselights.base.writing import write
from houselights.statements.models import Statement
from houselights.statements.reads import versions
from houselights.statements.rules import LONGEST


def write_statement(name: str, language: str, body: str, by: Person, *, began_with: int) -> None:
    """Keep the body as the newest version in that language.

    `began_with` is the number of the version that its writer saw, 0 for none. An empty body goes
    back to the program's own text. Raises `Conflict` if somebody was quicker.
    """
    demand(by, Ability.RUN_HOUSE)
    if len(body) > LONGEST:
        raise Invalid({"body": _("Say it in at most %d characters.") % LONGEST})
    with write():
        newest = versions(name, language).first()
        if (newest.number if newest else 0) != began_with:
            raise _overtaken()
        if (newest.body if newest else "") != body:
            _add(Statement(name=name, language=language, number=began_with + 1, body=body), by)


def _add(statement: Statement, by: Person) -> None:
    statement.written_by = by
    try:
        with write():
            statement.save()
    except IntegrityError as error:  # of two in the same moment one was first
        raise _overtaken() from error


def _overtaken() -> Conflict:
    return Conflict(
        _("Somebody has changed this page in the meantime. Look at their version, then try again.")
    )
