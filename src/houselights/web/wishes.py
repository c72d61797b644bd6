"""A vote that somebody wished to cast before signing in, cast once when they have.

The wish lives in the visitor's own session; nothing but signing in casts it. It is kept only for
requests that came from a page of this house, so that no other site can put one there.
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
from houselights.reviews.models import Review
from houselights.reviews.reads import review_by_public_id
from houselights.votes.actions import cast_helpful_vote

KEY = "wished_vote"
SECONDS = 3600
VALUES: dict[str, bool | None] = {"yes": True, "no": False, "undo": None}


def value_of(word: str) -> bool | None:
    """What "yes", "no" or "undo" mean; any other word is refused."""
    if word not in VALUES:
        raise Refusal(_("A vote is yes, no or undo."), code="unknown_vote")
    return VALUES[word]


def remember(request: HttpRequest, review: Review, word: str) -> bool:
    """Keep the wish until this visitor signs in; whether it was kept."""
    if VALUES.get(word) is None or not from_this_house(request):
        return False
    request.session[KEY] = {"review": review.public_id, "word": word, "at": int(time.time())}
    return True


def fulfil(*, request: HttpRequest, user: Person, **_rest: Any) -> None:
    """Cast the remembered vote of somebody who has just signed in."""
    wish = request.session.pop(KEY, None)
    if wish is None or time.time() - wish["at"] > SECONDS:
        return
    review = review_by_public_id(wish["review"])
    if review is None:
        return
    try:
        cast_helpful_vote(user, review, helpful=value_of(wish["word"]))
    except Refusal as refusal:
        messages.warning(request, refusal.sentence, fail_silently=True)
    else:
        messages.success(request, _("Your vote has been counted."), fail_silently=True)


def listen() -> None:
    """Hear of everybody who signs in or up."""
    user_logged_in.connect(fulfil, dispatch_uid="wished_vote")


def from_this_house(request: HttpRequest) -> bool:
    """Browsers say where a request comes from; those too old to say it are believed."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
