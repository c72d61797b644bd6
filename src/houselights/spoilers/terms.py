"""A film's secret terms: what the program proposes, and what the editors keep of it or add."""

from __future__ import annotations

from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Invalid
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.spoilers.knowledge import LONGEST_TERM, make_due
from houselights.spoilers.models import SecretTerm
from houselights.text.words import folded_words

State = SecretTerm.State
MOST = 200  # terms of a film


def terms_of(film: Film) -> list[SecretTerm]:
    """All terms of a film: those kept, then what is proposed, then what was declined."""
    order = (State.KEPT, State.PROPOSED, State.DECLINED)
    rows = SecretTerm.objects.filter(film=film).order_by("pk")
    return sorted(rows, key=lambda term: order.index(State(term.state)))


def set_term(film: Film, words: str, state: SecretTerm.State, by: Person | None) -> SecretTerm:
    """Keep a term (also one that is new) or decline it; the film is learnt anew soon.

    `by` None is the operator at the command line. Raises Invalid for what can't be a term.
    """
    _demand(by)
    term = " ".join(words.split())
    with write(film.pk):
        found = _found(film, term)
        if found is None:
            _check(film, term)
            found = SecretTerm(film=film, words=term)
        if found.state != state or found.pk is None:
            found.state, found.by, found.at = state, by, now()
            found.save()
            make_due(film.pk)
    return found


def remove_term(term: SecretTerm, by: Person | None) -> None:
    """Take a term away, so that it may be proposed again."""
    _demand(by)
    with write(term.film_id):
        term.delete()
        make_due(term.film_id)


def _demand(by: Person | None) -> None:
    if by is not None:
        demand(by, Ability.EDIT_FILMS)


def _found(film: Film, words: str) -> SecretTerm | None:
    """The term of the same words, however they are written."""
    folded = folded_words(words)
    rows = SecretTerm.objects.filter(film=film)
    return next((row for row in rows if folded_words(row.words) == folded), None)


def _check(film: Film, words: str) -> None:
    problem = ""
    if not folded_words(words):
        problem = _("Write a word or a name.")
    elif len(words) > LONGEST_TERM:
        problem = _("A term has at most %(number)d characters.") % {"number": LONGEST_TERM}
    elif SecretTerm.objects.filter(film=film).count() >= MOST:
        problem = _("A film has at most %(number)d terms; take one away first.") % {"number": MOST}
    if problem:
        raise Invalid({"words": problem})
