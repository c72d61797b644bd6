"""What moderators do with questions alone: each is done, logged, and told to the asker."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.base.errors import Conflict, Invalid
from houselights.base.house import public_url
from houselights.base.limits import EXPLANATION_CHARACTERS
from houselights.base.writing import write
from houselights.moderation.actions import answer_reports, log_act, report, tell_writer
from houselights.moderation.models import Act, Kind, LogEntry, Reason, Report
from houselights.moderation.rules import Reported, length_problem
from houselights.questions import closing, linking, merging, retitling
from houselights.questions.models import Closing, Question

_TOLD = frozenset({Act.CLOSE, Act.REOPEN, Act.MERGE, Act.UNMERGE, Act.RETITLE})
_MARK = "↷ "  # what a proposal begins with; no person types it


def close(
    question: Question,
    by: Person,
    because: str,
    *,
    original: Question | None = None,
    explanation: str = "",
) -> LogEntry:
    """Close a question (see `questions.closing`); a duplicate answers who said that it is one."""
    _check(explanation)
    with write(question.film_id):
        closing.close(question, by, because, original)
        entry = _log(question, by, Act.CLOSE, explanation, reason=because)
        if because == Closing.DUPLICATE:
            answer_reports(entry, proposals(question))
    return entry


def reopen(question: Question, by: Person, *, explanation: str = "") -> LogEntry:
    """Let a closed question take answers again."""
    _check(explanation)
    with write(question.film_id):
        closing.reopen(question, by)
        return _log(question, by, Act.REOPEN, explanation)


def protect(question: Question, by: Person, *, is_on: bool) -> LogEntry:
    """Protect a question from passers-by, or protect it no longer."""
    with write(question.film_id):
        closing.protect(question, by, is_on=is_on)
        return _log(question, by, Act.PROTECT if is_on else Act.UNPROTECT)


def merge(
    question: Question, into: Question | None, by: Person, *, explanation: str = ""
) -> LogEntry:
    """Merge a question into another (see `questions.merging`), and answer who proposed it."""
    _check(explanation)
    with write(question.film_id):
        merging.merge(question, into, by)
        entry = _log(question, by, Act.MERGE, explanation)
        answer_reports(entry, proposals(question))
    return entry


def unmerge(question: Question, by: Person, *, explanation: str = "") -> LogEntry:
    """Make a merged question one of its own again."""
    _check(explanation)
    with write(question.film_id):
        merging.unmerge(question, by)
        return _log(question, by, Act.UNMERGE, explanation)


def link(question: Question, other: Question | None, by: Person, *, is_on: bool) -> LogEntry:
    """Let two questions name each other, or no longer."""
    with write(question.film_id):
        linking.link(question, other, by, is_on=is_on)
        return _log(question, by, Act.LINK if is_on else Act.UNLINK)


def retitle(question: Question, by: Person, title: str, *, explanation: str = "") -> LogEntry:
    """Give a question another title, so that it gives nothing away."""
    _check(explanation)
    with write(question.film_id):
        retitling.retitle(question, by, title)
        return _log(question, by, Act.RETITLE, explanation)


def _check(explanation: str) -> None:
    problem = length_problem(explanation, EXPLANATION_CHARACTERS)
    if problem:
        raise Invalid({"explanation": problem})


def _log(
    question: Question, by: Person, act: Act, explanation: str = "", reason: str = ""
) -> LogEntry:
    entry = log_act(question, by, act, reason=reason, explanation=explanation.strip())
    if act in _TOLD:
        tell_writer(question, entry)
    return entry


# ── "it has been asked before" ──────────────────────────────────────────────────────────────────


def propose_repeat(question: Question, other: Question | None, by: Person) -> Report:
    """Say that the question repeats another one; it waits in the queue with the other reports.

    Once a person and question is enough: a second time gives back the first. Raises Invalid.
    """
    original = closing.check_other(question, other)
    kept = proposals(question).filter(reporter=by).first()
    if kept is not None:
        return kept
    if question.closed_at is not None:
        raise Conflict(_("This question is closed already."))
    words = f"{_MARK}{public_url(original.get_absolute_url())}"
    return report(question, Reported(Reason.OTHER, words), by)


def proposals(question: Question) -> QuerySet[Report]:
    """The open reports which say that the question repeats another, the oldest first."""
    rows = Report.objects.filter(kind=Kind.QUESTION, subject_id=question.public_id)
    return rows.filter(decided_at=None, details__startswith=_MARK).order_by("pk")


def proposed(question: Question) -> list[str]:
    """The public ids of the questions that it is said to repeat, each once."""
    ends = [one.details.rstrip("/").rpartition("/")[2] for one in proposals(question)]
    return list(dict.fromkeys(ends))
