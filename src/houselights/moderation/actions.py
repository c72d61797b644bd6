"""The writes: report a text, decide about it, object to a decision, answer an objection."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.accounts.rules import Ability
from houselights.base.errors import Conflict, Gone, Invalid, NotAllowed, Refusal
from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.moderation.models import Act, LogEntry, Objection, Reason, Report
from houselights.moderation.reads import has_colleagues, is_last, log_of
from houselights.moderation.rules import (
    ABOUT_ANSWERING,
    REVERSE,
    Decision,
    Reported,
    problems_of_decision,
    problems_of_objection,
    problems_of_report,
    why_not_answer,
    why_not_decide,
    why_not_object,
)
from houselights.moderation.subjects import Text, film_of, kind_of, subject_of
from houselights.moderation.tasks import send_letter
from houselights.questions import closing, merging
from houselights.questions import standing as standing_of_questions
from houselights.questions import tombstones as of_questions
from houselights.questions.models import Question
from houselights.reviews import standing as standing_of_reviews
from houselights.reviews.models import Review, Revision

# ── reports ─────────────────────────────────────────────────────────────────────────────────────


def report(row: Text, said: Reported, reporter: Viewer) -> Report:
    """Put a report into the moderators' queue; it changes nothing about the text by itself.

    Raises Invalid with the problems of each field. The receipt is mailed to the contact, if any.
    """
    said = replace(said, details=said.details.strip(), contact=said.contact.strip())
    _check(problems_of_report(said))
    with write():
        made = Report.objects.create(
            kind=kind_of(row),
            subject_id=row.public_id,
            reason=said.reason,
            details=said.details,
            contact=said.contact,
            language=get_language() or "",
            reporter=reporter if isinstance(reporter, Person) else None,
        )
        if made.contact:
            send_letter.enqueue("receipt", made.pk)
    return made


# ── decisions ───────────────────────────────────────────────────────────────────────────────────


def act(
    row: Text,
    by: Person,
    act: Act,
    *,
    reason: str = "",
    explanation: str = "",
    note: str = "",
    at_once: bool = False,
    seen: str | None = None,
) -> LogEntry:
    """Decide about a text: what is done, the log, and the answer to every open report of it.

    A note alone answers nothing. The writer and those who left an address are told by mail.
    `seen` is the public id of the newest log entry that the moderator had read, "" for none.
    Raises Invalid, Conflict if somebody has decided since, and what the room of the text refuses.
    """
    demand(by, Ability.MODERATE)
    decision = Decision(act, reason, explanation.strip(), note.strip(), at_once)
    _check(problems_of_decision(decision))
    film_id = film_of(row).pk
    with write(film_id):
        wait_for_turn(film_id)
        _leave_to_others(row, by, act)
        if act != Act.NOTE:
            _refuse_older(row, seen)
        _do(row, by, decision)
        entry = _log(row, by, decision)
        if act not in (Act.NOTE, *ABOUT_ANSWERING):
            answer_reports(entry, _open_reports(row))
        if act != Act.NOTE:
            tell_writer(row, entry)
    return entry


def _leave_to_others(row: Text, by: Person, act: Act) -> None:
    if row.writer == by:
        _refuse(why_not_decide(act, has_colleagues=has_colleagues(by)))


def _refuse_older(row: Text, seen: str | None) -> None:
    newest = log_of(row).exclude(act=Act.NOTE).first()
    if seen is None or newest is None:
        return
    if not log_of(row).filter(public_id=seen, pk__gte=newest.pk).exists():
        raise Conflict(
            _("Somebody has decided about this text in the meantime. Read the log first.")
        )


def _do(row: Text, by: Person, decision: Decision) -> None:
    standing, why = _standing(row), decision.explanation or decision.reason
    if decision.act == Act.HIDE:
        standing.hide(row, by, reason=why)
    elif decision.act == Act.RESTORE:
        standing.restore(row, by, reason=why)
    elif decision.act == Act.REMOVE:
        standing.remove(row, by, reason=why, at_once=decision.at_once)
    elif isinstance(row, Question):
        _undo_for_question(row, by, decision.act)


def _undo_for_question(question: Question, by: Person, act: Act) -> None:
    """What an objection brings about; the rest stands in `of_questions`."""
    if act == Act.REOPEN:
        closing.reopen(question, by)
    elif act == Act.UNMERGE:
        merging.unmerge(question, by)


def _standing(row: Text) -> ModuleType:
    return standing_of_reviews if isinstance(row, Review) else standing_of_questions


def _log(row: Text, by: Person, decision: Decision) -> LogEntry:
    return log_act(
        row,
        by,
        decision.act,
        reason=decision.reason,
        explanation=decision.explanation,
        note=decision.note,
    )


def log_act(row: Text, by: Person, act: Act, **words: str) -> LogEntry:
    """Add an entry about the text to the log; `words` are its `reason`, `explanation`, `note`."""
    return LogEntry.objects.create(
        kind=kind_of(row), subject_id=row.public_id, act=act, by=by, **words
    )


def _open_reports(row: Text) -> QuerySet[Report]:
    return Report.objects.filter(kind=kind_of(row), subject_id=row.public_id, decided_at=None)


def answer_reports(entry: LogEntry, reports: QuerySet[Report]) -> None:
    """Let the entry be the answer to those reports, and tell who left an address."""
    answered = [(found.pk, found.contact) for found in reports.select_for_update()]
    Report.objects.filter(pk__in=[pk for pk, _contact in answered]).update(
        decision=entry, decided_at=entry.created_at
    )
    for pk, contact in answered:
        if contact:
            send_letter.enqueue("decision", pk)


def tell_writer(row: Text, entry: LogEntry) -> None:
    """Tell who wrote the text, unless they decided themselves or nothing changed."""
    if row.writer not in (None, entry.by) and entry.act != Act.KEEP:
        send_letter.enqueue("to_writer", entry.pk)


def erase_version(
    row: Text,
    version: Revision | of_questions.Version,
    by: Person,
    *,
    reason: str,
    explanation: str = "",
) -> LogEntry:
    """Erase one earlier version of a text for good, and log it; open reports stay open."""
    demand(by, Ability.MODERATE)
    decision = Decision(Act.ERASE_VERSION, reason, explanation.strip())
    _check(problems_of_decision(decision))
    with write(film_of(row).pk):
        _standing(row).erase_version(version, by, reason=decision.explanation or reason)
        entry = _log(row, by, decision)
        tell_writer(row, entry)
    return entry


# ── objections ──────────────────────────────────────────────────────────────────────────────────


def object_to(
    entry: LogEntry,
    words: str,
    *,
    report: Report | None = None,
    person: Person | None = None,
) -> Objection:
    """Object to a decision, once: as who made the report, or as the person who wrote the text.

    Raises Invalid, NotAllowed to anybody else, and Refusal where nothing can be objected to.
    """
    _check(problems_of_objection(words))
    _demand_party(entry, report, person)
    with write():
        reason = why_not_object(entry.act, by_writer=report is None, is_last=is_last(entry))
        _refuse(reason)
        objection, is_new = Objection.objects.get_or_create(
            to=entry,
            report=report,
            person=person,
            defaults={"words": words.strip()},
        )
        if not is_new:
            raise Refusal(_("You have objected to this decision already."), code="objected")
    return objection


def _demand_party(entry: LogEntry, report: Report | None, person: Person | None) -> None:
    if report is not None and person is None and report.decision_id == entry.pk:
        return
    row = subject_of(entry)
    if person is not None and report is None and row is not None and row.writer == person:
        return
    raise NotAllowed(_("Only who wrote the text or who reported it may object to the decision."))


def answer_objection(
    objection: Objection, by: Person, *, reverse: bool, explanation: str
) -> LogEntry:
    """Answer an objection: turn the decision round, or let it be. Returns the new log entry.

    Another moderator than the one who decided answers, if there is one.
    """
    demand(by, Ability.MODERATE)
    row = subject_of(objection.to)
    if row is None:
        raise Gone(_("This text is not in the house any more."))
    with write(film_of(row).pk):
        fresh = _locked_objection(objection)
        _refuse(_why_not_answer(fresh, by))
        what = REVERSE[fresh.to.act] if reverse else Act.KEEP
        entry = act(row, by, what, reason=_reason_of(fresh), explanation=explanation)
        fresh.answer, fresh.answered_at = entry, entry.created_at
        fresh.save(update_fields=["answer", "answered_at"])
        if not (reverse and fresh.person_id):  # that writer hears of the new decision itself
            send_letter.enqueue("answer", fresh.pk)
    return entry


def _locked_objection(objection: Objection) -> Objection:
    rows = Objection.objects.select_for_update(of=("self",)).select_related("to", "report")
    return rows.get(pk=objection.pk)


def _why_not_answer(objection: Objection, by: Person) -> str:
    return why_not_answer(
        answered=objection.answered_at is not None,
        own_decision=objection.to.by_id == by.pk,
        has_colleagues=has_colleagues(by),
    )


def _reason_of(objection: Objection) -> str:
    if objection.to.reason in Reason.values:
        return objection.to.reason
    return objection.report.reason if objection.report else ""


# ── saying no ───────────────────────────────────────────────────────────────────────────────────


def _check(problems: dict[str, str]) -> None:
    if problems:
        raise Invalid(problems)


def _refuse(reason: str) -> None:
    if reason:
        raise Refusal(reason)
