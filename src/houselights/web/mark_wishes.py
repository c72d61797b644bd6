"""A mark of a sentence that somebody wished to set before signing in, set once when they have.

As with votes (`web.wishes`), the wish lives in the visitor's own session and comes from a page of
this house only. It holds what names the sentence, never its words.
"""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.base.limits import SENTENCES_PER_PERSON, spend
from houselights.moderation.subjects import kind_of, subject
from houselights.questions.models import Comment
from houselights.spoilers.marks import mark_sentences
from houselights.spoilers.sentences import spot_of
from houselights.spoilers.settling import Spot, Stand
from houselights.spoilers.writings import Text
from houselights.web.wishes import SECONDS, from_this_house

KEY = "wished_mark"
WORDS: dict[str, bool | None] = {"gives": True, "harmless": False, "undo": None}


def side_of(word: str) -> bool | None:
    """What "gives", "harmless" or "undo" mean; any other word is refused."""
    if word not in WORDS:
        raise Refusal(_("A mark is gives, harmless or undo."), code="unknown_mark")
    return WORDS[word]


def remember_mark(request: HttpRequest, row: Text, key: str, word: str) -> bool:
    """Keep the wish until this visitor signs in; whether it was kept."""
    if WORDS.get(word) is None or not key or not from_this_house(request):
        return False
    named = [kind_of(row), row.public_id, key[:40], word]
    request.session[KEY] = {"named": named, "at": int(time.time())}
    return True


def fulfil_mark(*, request: HttpRequest, user: Person, **_rest: Any) -> None:
    """Set the remembered mark of somebody who has just signed in."""
    wish = request.session.pop(KEY, None)
    if wish is None or time.time() - wish["at"] > SECONDS:
        return
    kind, public_id, key, word = wish["named"]
    row = subject(kind, public_id)
    if row is None or isinstance(row, Comment):
        return
    spot, side = spot_of(Stand(row), key), WORDS[word]
    if spot is None or side is None:
        return
    try:
        mark_spots(user, row, [spot], gives_away=side)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence, fail_silently=True)
    else:
        messages.success(request, _("Your mark is kept."), fail_silently=True)


def mark_spots(person: Person, row: Text, spots: list[Spot], *, gives_away: bool) -> None:
    """Mark sentences that stand together, counted against what one person may do in a day."""
    for _spot in spots:
        spend(person.public_id, "sentence", SENTENCES_PER_PERSON)
    mark_sentences(person, row, spots, gives_away=gives_away)


def listen() -> None:
    """Hear of everybody who signs in or up."""
    user_logged_in.connect(fulfil_mark, dispatch_uid="wished_mark")
