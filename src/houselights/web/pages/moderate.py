"""One text on the moderators' desk: /moderation/<kind>/<id>/, and the answers to objections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.errors import Invalid, Refusal
from houselights.base.house import choice
from houselights.base.idempotency import once
from houselights.base.models import State
from houselights.moderation import actions
from houselights.moderation.models import DECIDED_REASONS, Act, LogEntry, Objection, Report
from houselights.moderation.of_person import decisions_number
from houselights.moderation.reads import has_colleagues, log_of, objections_about, reports_of
from houselights.moderation.rules import why_not_answer
from houselights.moderation.subjects import Text, kind_of, subject, subject_of
from houselights.moderation.waiting import next_case
from houselights.questions.models import Answer, Comment, Question
from houselights.reviews.models import Review
from houselights.spoilers.redact import Shown, redact_details
from houselights.web.answer_cards import AnswerCard, heading_of, make_answer_cards
from houselights.web.cards import ReviewCard, Setting, make_card
from houselights.web.comment_cards import CommentCard, make_comment_card
from houselights.web.forms.moderation import DecisionForm, ObjectionForm
from houselights.web.moderated import NamedText, address_of
from houselights.web.pages.errors import status_of
from houselights.web.pages.moderation import reports_in_words
from houselights.web.query import link, opened_keys
from houselights.web.reading import reader_of
from houselights.web.typed import sign_in_first

_HISTORIES = {
    "review": "history",
    "question": "question_history",
    "answer": "answer_history",
    "comment": "comment_history",
}


# ── what the page shows ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class WriterFacts:
    """Who wrote the text, as far as it helps to decide."""

    person: Person
    reviews: int
    decisions: int  # that took a text of theirs away


@dataclass(frozen=True, slots=True)
class ShownObjection:
    """An objection, and the form to answer it or why this moderator can't."""

    row: Objection
    why_not: str
    form: ObjectionForm

    @property
    def public_id(self) -> str:
        """The objection's public identity."""
        return self.row.public_id

    @property
    def against(self) -> str:
        """What is objected to."""
        return _("Objects to: %(act)s") % {"act": self.row.to.get_act_display()}

    @property
    def whose(self) -> str:
        """Who objects."""
        return _("Who wrote it") if self.row.person_id else _("Who reported it")

    @property
    def answered(self) -> str:
        """The answer in words."""
        reversed_it = self.row.answer is not None and self.row.answer.act != Act.KEEP
        return _("Answered: reversed") if reversed_it else _("Answered: the decision stands")


@dataclass(frozen=True, slots=True)
class ItemView:
    """One text on the desk; the template `moderation/item.html` gets it as `page`."""

    text: NamedText
    card: ReviewCard | AnswerCard | CommentCard | Shown
    question: tuple[str, str] | None  # a question, and the address that opens a covered one
    reports: Sequence[Report]
    hides_reporters: bool  # from a moderator who wrote the text and need not decide about it
    objections: Sequence[ShownObjection]
    past: Sequence[LogEntry]
    writer: WriterFacts | None
    form: DecisionForm
    next: str  # the address of the next text that waits

    @property
    def heading(self) -> str:
        """Its headline as this moderator opened it, or words that stand for it."""
        if self.question:
            return self.question[0]
        shown = self.card.shown if isinstance(self.card, ReviewCard) else None
        return (shown and shown.headline) or self.text.title

    @property
    def is_gone(self) -> bool:
        """Whether nothing is left to read."""
        return self.text.row is None or self.text.row.state == State.ERASED

    @property
    def reported(self) -> str:
        """How many reports wait, in words."""
        waiting = sum(report.decided_at is None for report in self.reports)
        if not waiting:
            return _("None is open.") if self.reports else ""
        return _("%(reports)s to be answered") % {"reports": reports_in_words(waiting)}

    @property
    def permalink(self) -> str:
        """Where readers meet it; empty while they do not."""
        row = self.text.row
        there = row is not None and row.state in (State.PUBLISHED, State.WITHHELD)
        return row.get_absolute_url() if row is not None and there else ""

    @property
    def history(self) -> str:
        """Its earlier versions; empty where there are none to see."""
        name = _HISTORIES[self.text.kind]
        return reverse(name, args=[self.text.public_id]) if self.permalink else ""


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """/moderation/<kind>/<id>/: all about one text; POST decides."""
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), request.get_full_path())
    demand(request.user, Ability.MODERATE)
    row = _text_or_404(kind, public_id)
    if request.method == "POST":
        return _decide(request, request.user, row)
    return _page(request, request.user, row, _fresh_form(row))


def _fresh_form(row: Text) -> DecisionForm:
    """The form before anybody wrote into it; its reason is the one that most reports give."""
    newest = log_of(row).values_list("public_id", flat=True).first()
    open_reports = reports_of(row).filter(decided_at=None)
    reasons = Counter(open_reports.values_list("reason", flat=True)).most_common(1)
    initial = {"seen": newest or "", "reason": reasons[0][0] if reasons else ""}
    return DecisionForm(state=row.state, initial=initial)


def _text_or_404(kind: str, public_id: str) -> Text:
    row = subject(kind, public_id)
    if row is None or (row.current_id is None and row.state != State.ERASED):
        raise Http404
    return row


def _page(
    request: HttpRequest,
    moderator: Person,
    row: Text,
    form: DecisionForm,
    *,
    answering: tuple[str, ObjectionForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    setting = _setting(request, row)
    audience = setting.audience(row)  # first, so that the reader is asked about once
    following = next_case((kind_of(row), row.public_id))
    view = ItemView(
        text=NamedText.of(row, reader_of(request).stranger),
        card=_card(row, setting),
        question=heading_of(row, audience) if isinstance(row, Question) else None,
        reports=sorted(reports_of(row), key=lambda report: report.decided_at is not None),
        hides_reporters=row.writer == moderator and has_colleagues(moderator),
        objections=_objections(row, moderator, answering),
        past=list(log_of(row)),
        writer=_writer(row),
        form=form,
        next=reverse("moderate", args=following) if following else "",
    )
    return render(request, "moderation/item.html", {"page": view}, status=status)


def _setting(request: HttpRequest, row: Text) -> Setting:
    opened = opened_keys(request.GET.get("open", ""))
    path = address_of(row)
    here = link(path, [("open", ",".join(sorted(opened)))])
    return Setting(reader_of(request), here, opened, in_full=True, alone=True)


def _card(row: Text, setting: Setting) -> ReviewCard | AnswerCard | CommentCard | Shown:
    if isinstance(row, Review):
        return make_card(row, setting)
    if isinstance(row, Answer):
        return make_answer_cards([row], row.question, setting)[0]
    if isinstance(row, Comment):
        return make_comment_card(row, setting)
    return redact_details(row, setting.audience(row))


def _objections(
    row: Text, moderator: Person, answering: tuple[str, ObjectionForm] | None
) -> list[ShownObjection]:
    rows = list(objections_about(row))
    colleagues = has_colleagues(moderator) if rows else False
    forms = dict([answering]) if answering else {}
    return [
        ShownObjection(
            row=one,
            why_not=why_not_answer(
                answered=one.answered_at is not None,
                own_decision=one.to.by_id == moderator.pk,
                has_colleagues=colleagues,
            ),
            form=forms.get(one.public_id) or ObjectionForm(auto_id=f"{one.public_id}-%s"),
        )
        for one in rows
    ]


def _writer(row: Text) -> WriterFacts | None:
    if row.writer is None:
        return None
    reviews = Review.objects.published().filter(author=row.writer).count()
    return WriterFacts(row.writer, reviews, decisions_number(row.writer))


# ── deciding ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RemovalView:
    """What is asked once more; the template `moderation/confirm.html` gets it as `page`."""

    text: NamedText
    form: DecisionForm

    @property
    def at_once(self) -> bool:
        """Whether the text goes without the days in which it can come back."""
        return self.form.erases

    @property
    def reason(self) -> str:
        """The reason, as its writer reads it."""
        return str(dict(DECIDED_REASONS)[self.form.cleaned_data["reason"]])

    @property
    def explanation(self) -> str:
        """The explanation, as its writer reads it."""
        return str(self.form.cleaned_data["explanation"])

    @property
    def sent(self) -> Iterable[tuple[str, str]]:
        """The form's fields as they were sent, to be sent once more."""
        values = ((name, self.form.data.get(name, "")) for name in self.form.fields)
        return [(name, value) for name, value in values if value and name != "sure"]

    @property
    def consequences(self) -> list[str]:
        """What happens next, sentence by sentence."""
        return [
            _("Nobody reads it here any more. Its address says that it was removed."),
            _erased_at_once() if self.at_once else _sealed(),
            _("The same text stays out, also when its page is imported again."),
            _("Its writer, and everybody who reported it with an address, is told the reason."),
        ]


def _erased_at_once() -> str:
    return _("Its text and all its versions are erased now. Nothing brings them back.")


def _sealed() -> str:
    days = int(choice("removed_days"))
    return ngettext(
        "Its text is sealed for %(days)d day, in which you can show it again; then it is erased.",
        "Its text is sealed for %(days)d days, in which you can show it again; then it is erased.",
        days,
    ) % {"days": days}


def _decide(request: HttpRequest, moderator: Person, row: Text) -> HttpResponse:
    form = DecisionForm(request.POST, state=row.state)
    if not form.is_valid():
        return _page(request, moderator, row, form, status=422)
    if form.needs_asking:
        view = RemovalView(NamedText.of(row, reader_of(request).stranger), form)
        return render(request, "moderation/confirm.html", {"page": view})
    try:
        return _done(request, row, _act_once(moderator, row, form))
    except Invalid as refused:
        form.take(refused)
        return _page(request, moderator, row, form, status=422)
    except Refusal as refused:
        form.add_error(None, refused.sentence)
        return _page(request, moderator, row, form, status=status_of(refused))


def _act_once(moderator: Person, row: Text, form: DecisionForm) -> Act:
    said = form.cleaned_data

    def run() -> dict[str, Any]:
        entry = actions.act(
            row,
            moderator,
            form.chosen,
            reason=said["reason"],
            explanation=said["explanation"],
            note=said["note"],
            at_once=form.erases,
            seen=said["seen"],
        )
        return {"act": entry.act}

    return Act(once(moderator.public_id, "moderate", said["token"], run)["act"])


def _done(request: HttpRequest, row: Text, act: Act) -> HttpResponse:
    said = {
        Act.HIDE: _("Hidden: “%(title)s”. Its writer is told why."),
        Act.REMOVE: _("Removed: “%(title)s”. Its writer is told why."),
        Act.RESTORE: _("Shown again: “%(title)s”."),
        Act.KEEP: _("Left as it is: “%(title)s”."),
    }
    text = NamedText.of(row, reader_of(request).stranger)
    if act is Act.NOTE:
        messages.success(request, _("The note is kept."))
        return redirect(text.address)
    messages.success(request, said[act] % {"title": text.title})
    return redirect("moderation")


# ── answering objections ────────────────────────────────────────────────────────────────────────


@require_POST
def answer_objection(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST /moderation/objections/<id>/: lets a decision stand, or turns it round."""
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), reverse("moderation"))
    demand(request.user, Ability.MODERATE)
    objection = Objection.objects.select_related("to").filter(public_id=public_id).first()
    row = subject_of(objection.to) if objection else None
    if objection is None or row is None:
        raise Http404
    return _answer(request, request.user, objection, row)


def _answer(
    request: HttpRequest, moderator: Person, objection: Objection, row: Text
) -> HttpResponse:
    form = ObjectionForm(request.POST, auto_id=f"{objection.public_id}-%s")
    if not form.is_valid():
        answering = (objection.public_id, form)
        return _page(request, moderator, row, _fresh_form(row), answering=answering, status=422)
    said = form.cleaned_data["explanation"]
    try:
        actions.answer_objection(objection, moderator, reverse=form.reverses, explanation=said)
    except Refusal as refused:
        messages.warning(request, refused.sentence)
        return redirect("moderate", kind_of(row), row.public_id)
    messages.success(request, _("The objection is answered."))
    return redirect("moderation")
