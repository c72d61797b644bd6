"""The writes: ask, answer, edit, accept, vote. More: `questions.standing`, `questions.imports`."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Gone, Invalid, NotAllowed, Refusal
from houselights.base.events import announce
from houselights.base.models import State
from houselights.base.shares import stored, wilson_lower_bound
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.questions import citing, counters
from houselights.questions.answerers import why_not_answer
from houselights.questions.events import QuestionChanged
from houselights.questions.following import stir
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    AnswerVote,
    Comment,
    Question,
)
from houselights.questions.revisions import (
    Version,
    native_version,
    revise_answer,
    revise_question,
)
from houselights.questions.rules import (
    AnswerText,
    Picked,
    QuestionText,
    problems_of_answer,
    problems_of_question,
    tidy_title,
    why_not_edit,
    why_not_vote,
)
from houselights.questions.tombstones import refuse_removed


def ask(film: Film, asker: Person, text: QuestionText) -> Question:
    """Ask something about a film. Raises Invalid with the problems of each field."""
    demand(asker, Ability.WRITE)
    _check(problems_of_question(text))
    with write(film.pk):
        asked_at = now()
        version = question_version(text)
        _refuse_removed(film, version)
        question = Question.objects.create(
            film=film, asker=asker, asked_at=asked_at, arrived=counters.microseconds(asked_at)
        )
        revise_question(question, version, asker)
        question.save(update_fields=["current"])
        stir(question, asker, joins=True)
        announce(QuestionChanged(question.pk, film.pk))
    return question


def edit_question(question: Question, by: Person, text: QuestionText) -> bool:
    """Change one's own question; whether anything was new."""
    demand(by, Ability.WRITE)
    _check(problems_of_question(text))
    with write(question.film_id):
        fresh = locked_question(question.pk)
        _refuse(why_not_edit(writer_id=fresh.asker_id, state=fresh.state, by_id=by.pk))
        version = question_version(text)
        if not version.is_kept_by(fresh.current):
            _refuse_removed(question.film, version)
        changed = revise_question(fresh, version, by)
        if changed:
            fresh.save(update_fields=["current"])
            stir(fresh, by)
            announce(QuestionChanged(fresh.pk, fresh.film_id))
    return changed


def answer(question: Question, author: Person, text: AnswerText) -> Answer:
    """Answer a question. Raises Invalid with the problems of each field.

    Refuses where it is closed, and where it is protected from this person (see `answerers`).
    """
    demand(author, Ability.WRITE)
    _check(problems_of_answer(text))
    with write(question.film_id):
        fresh = locked_question(question.pk)
        if fresh.state != State.PUBLISHED:
            raise Gone(_("This question is gone, so it takes no more answers."))
        _refuse(why_not_answer(fresh, author))
        version = answer_version(text)
        _refuse_removed(question.film, version)
        given = Answer.objects.create(
            question=fresh,
            author=author,
            contains_spoilers=text.contains_spoilers,
            fold_locked=text.is_locked,
        )
        revise_answer(given, version, author)
        citing.cite(given.current, text.cites, film=question.film)
        given.save(update_fields=["current"])
        stir(fresh, author, joins=True)
        save_counted(fresh, given)
    return given


def edit_answer(given: Answer, by: Person, text: AnswerText) -> bool:
    """Change one's own answer; its votes stay. Whether anything was new."""
    demand(by, Ability.WRITE)
    _check(problems_of_answer(text))
    with write(given.question.film_id):
        fresh = locked_answer(given.pk)
        _refuse(why_not_edit(writer_id=fresh.author_id, state=fresh.state, by_id=by.pk))
        version = answer_version(text)
        if not version.is_kept_by(fresh.current):
            _refuse_removed(given.question.film, version)
        changed = _revise_citing(fresh, version, by, text.cites)
        said = (text.contains_spoilers, text.is_locked)
        changed = changed or said != (fresh.contains_spoilers, fresh.fold_locked)
        if changed:
            fresh.contains_spoilers, fresh.fold_locked = said
            fresh.edited_at = now()
            fields = ["current", "contains_spoilers", "fold_locked", "edited_at"]
            fresh.save(update_fields=fields)
            announce(QuestionChanged(fresh.question_id, given.question.film_id, fresh.pk))
    return changed


def _revise_citing(
    fresh: Answer, version: Version, by: Person, picked: Sequence[Picked] | None
) -> bool:
    """A new version where the text or what it quotes is new; its citations are its own."""
    before = fresh.current
    changed = revise_answer(fresh, version, by, anew=citing.is_new(before, picked))
    if changed:
        citing.cite(fresh.current, picked, before=before, film=fresh.question.film)
    return changed


def accept_answer(given: Answer, by: Person) -> bool:
    """Mark the answer that settles the question, or take the mark back if it has it.

    Whether it is accepted now. The asker and moderators may.
    """
    with write(given.question.film_id):
        question = locked_question(given.question_id)
        if question.asker_id != by.pk and not may(by, Ability.MODERATE):
            raise NotAllowed(_("Only the asker or a moderator may accept an answer."))
        fresh = locked_answer(given.pk)
        has_moved = fresh.question_id != question.pk
        if has_moved or {question.state, fresh.state} != {State.PUBLISHED}:
            raise Refusal(_("This answer can't be accepted any more."))
        question.accepted = None if question.accepted_id == fresh.pk else fresh
        question.save(update_fields=["accepted"])
        stir(question, by)
        announce(QuestionChanged(question.pk, question.film_id))
    return question.accepted is not None


def vote_on_answer(voter: Person, given: Answer, *, helpful: bool | None) -> Answer:
    """Say that an answer was helpful (True), was not (False), or take the vote back (None).

    Saying the same again changes nothing, so a repeated form counts once. Returns the answer with
    its tally.
    """
    demand(voter, Ability.VOTE)
    with write(given.question.film_id):
        # The lock on the answer's row makes voters on PostgreSQL take turns.
        fresh = locked_answer(given.pk)
        refused = why_not_vote(author_id=fresh.author_id, state=fresh.state, voter_id=voter.pk)
        if refused or fresh.current is None:
            raise Refusal(refused or _("This answer can't be voted on."), code="may_not_vote")
        yes, total = _replace_vote(voter, fresh.current, helpful)
        Answer.objects.filter(pk=fresh.pk).update(
            votes_yes=F("votes_yes") + yes, votes_total=F("votes_total") + total
        )
        return _put_in_place(fresh)


def _replace_vote(voter: Person, revision: AnswerRevision, helpful: bool | None) -> tuple[int, int]:
    """Store the vote on that version; how the tally's (yes, total) move by it."""
    mine = AnswerVote.objects.filter(answer=revision.answer_id, voter=voter)
    old = mine.first()
    if helpful is None:
        mine.delete()
    else:
        AnswerVote.objects.update_or_create(
            answer_id=revision.answer_id,
            voter=voter,
            defaults={"helpful": helpful, "revision": revision, "cast_at": now()},
        )
    yes = int(bool(helpful)) - int(bool(old and old.helpful))
    total = int(helpful is not None) - int(old is not None)
    return yes, total


def _put_in_place(given: Answer) -> Answer:
    given.refresh_from_db(fields=["votes_yes", "votes_total"])
    given.place = stored(wilson_lower_bound(given.votes_yes, given.votes_total))
    given.save(update_fields=["place"])
    return given


def locked_question(pk: int) -> Question:
    """The question as it is now; its lock is taken before those of its answers."""
    return Question.objects.select_for_update(of=("self",)).select_related("current").get(pk=pk)


def locked_answer(pk: int) -> Answer:
    """The answer as it is now."""
    return Answer.objects.select_for_update(of=("self",)).select_related("current").get(pk=pk)


def locked_comment(pk: int) -> Comment:
    """The comment as it is now."""
    return Comment.objects.select_for_update(of=("self",)).select_related("current").get(pk=pk)


def save_counted(question: Question, changed: Answer | None = None) -> None:
    """Save what the question keeps of its answers; the caller holds the question's lock.

    `changed` is the answer that was written, hidden or shown, where it is one alone.
    """
    counters.recount(question)
    question.save(update_fields=["accepted", "answers_count"])
    answer_id = changed.pk if changed else None
    announce(QuestionChanged(question.pk, question.film_id, answer_id))


def question_version(text: QuestionText) -> Version:
    """A question as its next version keeps it."""
    return native_version(text.details, title=tidy_title(text.title), language=text.language)


def answer_version(text: AnswerText) -> Version:
    """An answer as its next version keeps it."""
    return native_version(text.body, language=text.language)


def _refuse_removed(film: Film, version: Version) -> None:
    refuse_removed(film, version.title, version.body)


def _check(problems: dict[str, str]) -> None:
    if problems:
        raise Invalid(problems)


def _refuse(sentence: str) -> None:
    if sentence:
        raise NotAllowed(sentence)
