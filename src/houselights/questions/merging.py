"""Merging a question into another one that asks the same, and taking that back: moderators do.

The answers move, with their votes and what is said below them, and so do the followers. What is
said below the question itself stays with it: it is about its words.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Conflict
from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.questions.actions import locked_question, save_counted
from houselights.questions.closing import as_now, check_other, standing
from houselights.questions.following import stir
from houselights.questions.models import Answer, Comment, Follow, Question
from houselights.questions.moved import merged_below, stands_at


def merge(question: Question, into: Question | None, by: Person) -> None:
    """Let the question's page lead to `into`, where its answers stand from now on.

    Raises Invalid where `into` can't take them. Whichever answer was accepted here is not any more.
    """
    with standing(question, by) as fresh:
        target = check_other(fresh, as_now(into))
        _move_answers(fresh, target)
        _copy_followers(fresh, target)
        fresh.merged_at, fresh.duplicate_of, fresh.accepted = now(), target, None
        fresh.closed_at, fresh.closed_because, fresh.closed_by = None, "", None
        fresh.save()
        save_counted(fresh)
        save_counted(target)
        stir(target, by)


def _move_answers(question: Question, target: Question) -> None:
    here = Answer.objects.filter(question=question)
    here.filter(moved_from=None).update(moved_from=question)
    here.update(question=target)
    _comments_follow(target)


def _comments_follow(*questions: Question) -> None:
    for question in questions:
        below = Comment.objects.filter(answer__question=question)
        below.exclude(question=question).update(question=question)


def _copy_followers(question: Question, target: Question) -> None:
    rows = Follow.objects.filter(question=question).values_list("person", "since")
    Follow.objects.bulk_create(
        [Follow(question=target, person_id=person, since=since) for person, since in rows],
        ignore_conflicts=True,
    )


def unmerge(question: Question, by: Person) -> None:
    """Make it a question of its own again, open, with the answers that were given to it.

    Whoever follows the other question by it goes on following that one.
    """
    demand(by, Ability.MODERATE)
    with write(question.film_id):
        wait_for_turn(question.film_id)
        fresh = locked_question(question.pk)
        if fresh.merged_at is None:
            raise Conflict(_("This question is not merged."))
        target = locked_question(stands_at(fresh).pk)
        _bring_back(fresh)
        fresh.merged_at, fresh.duplicate_of = None, None
        fresh.save()
        _accept_only_own(target)
        save_counted(fresh)
        save_counted(target)


def _bring_back(question: Question) -> None:
    below = merged_below(question)
    moved = Answer.objects.filter(Q(moved_from__in=below))
    moved.update(question=question)
    moved.filter(moved_from=question).update(moved_from=None)
    _comments_follow(question)


def _accept_only_own(question: Question) -> None:
    accepted = question.accepted
    if accepted is not None and accepted.question_id != question.pk:
        question.accepted = None
