"""Who may answer a question that is closed or protected."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.models import State
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review

KNOWN_AFTER = timedelta(days=7)
HELPFUL_VOTES = 2  # so many found an answer helpful, and not fewer than those who did not


def why_not_answer(question: Question, person: Person) -> str:
    """The sentence that says why this person can't answer now; empty if they can.

    No query but for a protected question.
    """
    if question.merged_at is not None:
        return _("This question was merged into another one. Answer it there.")
    if question.closed_at is not None:
        return _("This question is closed, so it takes no more answers.")
    if question.protected_at is not None and not is_known(question, person):
        return _(
            "This question is protected. Answer it once a review or an answer of yours has stood "
            "here for a week, or readers found an answer of yours helpful."
        )
    return ""


def is_known(question: Question, person: Person) -> bool:
    """Whether the person has shown here that they write in good faith, or has to do with it."""
    if question.asker_id == person.pk or may(person, Ability.MODERATE):
        return True
    before = now() - KNOWN_AFTER
    reviews = Review.objects.published().filter(author=person, published_at__lte=before)
    return reviews.exists() or _has_good_answer(person)


def _has_good_answer(person: Person) -> bool:
    answers = Answer.objects.filter(author=person, state=State.PUBLISHED)
    accepted = Q(question__accepted=F("pk")) & ~Q(question__asker=person)
    helpful = Q(votes_yes__gte=HELPFUL_VOTES, votes_total__lte=2 * F("votes_yes"))
    old = Q(answered_at__lte=now() - KNOWN_AFTER)
    return answers.filter(accepted | helpful | old).exists()
