"""How long, how many, how often: every limit has its name here."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.utils.translation import gettext as _

from houselights.base.errors import TooMany

HEADLINE_CHARACTERS = 120
BODY_CHARACTERS = 40_000
QUESTION_CHARACTERS = 200
ANSWER_CHARACTERS = 10_000
COMMENT_CHARACTERS = 600
COMMENTS_BELOW = 200  # one question or answer
ABOUT_CHARACTERS = 2_000
REPORT_CHARACTERS = 3_000  # what somebody says who reports a text, or objects to a decision
EXPLANATION_CHARACTERS = 3_000  # of a decision
PAGE_SIZE = 25
TAKE_BACK_SECONDS = 600  # how long "Undo" works after publishing
IMPORT_BYTES = 20 * 1024 * 1024
RATINGS_FOR_A_MEAN = 5  # fewer say nothing: "Too few ratings"

# How often one person may write, as (times, seconds).
VOTES_PER_PERSON = (120, 60)
REVIEWS_PER_PERSON = (20, 3600)
QUESTIONS_PER_PERSON = (10, 3600)
ANSWERS_PER_PERSON = (30, 3600)
COMMENTS_PER_PERSON = (60, 3600)
SENTENCES_PER_PERSON = (60, 86_400)  # that a reader may mark
PREVIEWS_PER_PERSON = (240, 60)
ASKED_PER_READER = (60, 60)  # of the reviews; by a person, or by one internet address
PHRASED_PER_HOUSE = (30, 60)  # summaries that the operator's own model is asked for
DRAFTS_PER_PERSON = (60, 60)
IMPORTS_PER_PERSON = (240, 3600)  # previews as well
# How often one internet address may; a school class comes from one, a guesser gets nowhere.
JOINS_PER_ADDRESS = (120, 600)
REPORTS_PER_PERSON = (20, 3600)
REPORTS_PER_ADDRESS = (10, 3600)  # without an account: all of one network address
RECEIPTS_PER_CONTACT = (5, 3600)  # mails that somebody may have us send to one address


def spend(owner: str, action: str, limit: tuple[int, int]) -> None:
    """Count one act of that owner; refuses when the limit of (times, seconds) is used up.

    The count stands in the cache, in windows of that length: a restart forgives, which is enough
    against floods and never in a reader's way.
    """
    times, seconds = limit
    window = int(time.time()) // seconds
    key = f"limit:{action}:{owner}:{window}"
    # Longer than the window, so that the count is still there in the window's last moment.
    cache.add(key, 0, timeout=2 * seconds)
    if cache.incr(key) > times:
        raise TooMany(_("That was too much at once. Wait a moment, then try again."))
