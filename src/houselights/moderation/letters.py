"""What the house writes to those who report, object, or wrote what was decided about.

A letter names the film and leads to a page; it never repeats the text, nor what anybody wrote
about it, since mail is read over shoulders and by machines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.accounts.reads import language_of
from houselights.base.house import choice, house_language, public_url
from houselights.moderation.models import LogEntry, Objection, Report, Subject
from houselights.moderation.rules import receipt_token
from houselights.moderation.subjects import IN_WORDS, Text, film_of, kind_of, subject_of
from houselights.spoilers.marks import text_of
from houselights.spoilers.models import Sentence


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it is put into words: `write` is called in the receiver's language."""

    to: str
    language: str
    write: Callable[[], tuple[str, list[str]]]  # the subject, and the paragraphs


def deliver(name: str, row_id: int) -> bool:
    """Send the letter of that name about that row; False where nobody is to be told any more.

    Raises OSError or SMTPException if the mail server does not take it.
    """
    letter = _LETTERS[name](row_id)
    if letter is None or not letter.to:
        return False
    house = choice("house_name")
    with translation.override(_spoken(letter.language)):
        subject, paragraphs = letter.write()
    body = "\n\n".join([*paragraphs, f"-- \n{house}\n{public_url()}"])
    # A film's title may hold a line break, which no header can.
    head = " ".join(f"[{house}] {subject}".split())
    headers = {"Auto-Submitted": "auto-generated"}
    return bool(EmailMessage(head, body + "\n", to=[letter.to], headers=headers).send())


def _spoken(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else house_language()


# ── to who reported ─────────────────────────────────────────────────────────────────────────────


def receipt_address(report: Report) -> str:
    """Where a report is followed, in full."""
    return public_url(reverse("receipt", args=[receipt_token(report.public_id)]))


def _receipt(report_id: int) -> Letter | None:
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        return None

    def write() -> tuple[str, list[str]]:
        return _("We have your report"), [
            _("Somebody, probably you, has reported %(what)s and left this address.")
            % {"what": _named(report)},
            _("Here you see what becomes of it. Keep this link: it is the only way back to it."),
            receipt_address(report),
            _("If it was not you, do nothing."),
        ]

    return Letter(report.contact, report.language, write)


def _decision(report_id: int) -> Letter | None:
    report = Report.objects.filter(pk=report_id).select_related("decision").first()
    if report is None or report.decision is None:
        return None
    return Letter(report.contact, report.language, lambda: _decided_words(report))


def _decided_words(report: Report) -> tuple[str, list[str]]:
    return _("Your report has been decided"), [
        _("The moderators have decided about %(what)s, which you had reported.")
        % {"what": _named(report)},
        _("Their decision, why they made it, and how to object if you think it wrong:"),
        receipt_address(report),
    ]


# ── to who wrote it ─────────────────────────────────────────────────────────────────────────────


def _to_writer(entry_id: int) -> Letter | None:
    entry = LogEntry.objects.filter(pk=entry_id).first()
    row = subject_of(entry) if entry else None
    if entry is None or row is None or row.writer is None or row.writer.is_demo:
        return None
    return Letter(row.writer.email, language_of(row.writer), lambda: _writers_words(entry))


def _writers_words(entry: LogEntry) -> tuple[str, list[str]]:
    return _("A decision about your text"), [
        _("The moderators have decided about %(what)s, which you wrote: %(act)s.")
        % {"what": _named(entry), "act": entry.get_act_display()},
        _("Why, and what you can do about it, you find here once you have signed in:"),
        decision_address(entry),
    ]


def decision_address(entry: LogEntry) -> str:
    """Where the writer reads a decision and objects to it, in full."""
    return public_url(reverse("object_to_decision", args=[entry.public_id]))


def _author_asked(sentence_id: int) -> Letter | None:
    sentence = Sentence.objects.filter(pk=sentence_id, author_said=None).first()
    row = text_of(sentence) if sentence else None
    if row is None or row.writer is None or row.writer.is_demo or not row.writer.is_active:
        return None
    return Letter(row.writer.email, language_of(row.writer), lambda: _author_asked_words(row))


def _author_asked_words(row: Text) -> tuple[str, list[str]]:
    days = int(choice("author_days"))
    about = {"kind": IN_WORDS[kind_of(row)], "film": film_of(row).title_and_year}
    return _("A reader thinks that something is given away"), [
        _("A reader has marked a sentence of %(what)s, which you wrote: it gives something away.")
        % {"what": _("%(kind)s about “%(film)s”") % about},
        ngettext(
            "Say whether it should be covered. If you say nothing within %(days)d day, readers' "
            "marks may cover it.",
            "Say whether it should be covered. If you say nothing within %(days)d days, readers' "
            "marks may cover it.",
            days,
        )
        % {"days": days},
        public_url(reverse(f"{kind_of(row)}_sentences", args=[row.public_id])),
    ]


# ── to who objected ─────────────────────────────────────────────────────────────────────────────


def _answer(objection_id: int) -> Letter | None:
    rows = Objection.objects.select_related("to", "report", "person")
    objection = rows.filter(pk=objection_id).first()
    if objection is None:
        return None
    report, person = objection.report, objection.person
    where = receipt_address(report) if report else decision_address(objection.to)
    address = report.contact if report else person.email if person else ""
    language = report.language if report else language_of(person) if person else ""
    return Letter(address, language, lambda: _answered_words(objection, where))


def _answered_words(objection: Objection, where: str) -> tuple[str, list[str]]:
    return _("Your objection has been answered"), [
        _("The moderators have looked again at their decision about %(what)s.")
        % {"what": _named(objection.to)},
        _("Their answer:"),
        where,
    ]


def _named(about: Subject) -> str:
    """Such as "a review of “The Long Lamp” (1999)"; never a word of the text itself."""
    row, kind = subject_of(about), IN_WORDS[about.kind]
    if row is None:
        return str(kind)
    return _("%(kind)s about “%(film)s”") % {"kind": kind, "film": film_of(row).title_and_year}


_LETTERS: dict[str, Callable[[int], Letter | None]] = {
    "receipt": _receipt,
    "decision": _decision,
    "to_writer": _to_writer,
    "author_asked": _author_asked,
    "answer": _answer,
}
