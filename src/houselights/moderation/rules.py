"""What a report, a decision and an objection must be, and who may object; no database."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from houselights.base.limits import EXPLANATION_CHARACTERS, REPORT_CHARACTERS
from houselights.moderation.models import Act, Reason

_RECEIPTS = Signer(salt="houselights.moderation.receipt")

# Who claims a text for themselves or for somebody must be asked back, so must be reachable.
NEEDS_CONTACT = frozenset({Reason.MINE, Reason.RIGHTS, Reason.PRIVATE})
NEEDS_DETAILS = frozenset({Reason.RIGHTS, Reason.PRIVATE, Reason.UNLAWFUL, Reason.OTHER})

TAKES_AWAY = frozenset({Act.HIDE, Act.REMOVE})
LETS_STAND = frozenset({Act.KEEP, Act.RESTORE})
# What undoes a decision that somebody has objected to.
REVERSE: dict[str, Act] = {
    Act.HIDE: Act.RESTORE,
    Act.REMOVE: Act.RESTORE,
    Act.KEEP: Act.HIDE,
    Act.RESTORE: Act.HIDE,
    Act.CLOSE: Act.REOPEN,
    Act.MERGE: Act.UNMERGE,
}
# What a question alone can meet with: whether it takes answers, and the rest.
ABOUT_ANSWERING = frozenset({Act.CLOSE, Act.REOPEN, Act.MERGE, Act.UNMERGE})
ABOUT_QUESTION = ABOUT_ANSWERING | {Act.PROTECT, Act.UNPROTECT, Act.LINK, Act.UNLINK, Act.RETITLE}
OBJECTED_TO_BY_WRITER = TAKES_AWAY | {Act.CLOSE, Act.MERGE}


def receipt_token(report_id: str) -> str:
    """What the address of a report's receipt ends with; nobody without the house's key makes it."""
    return _RECEIPTS.sign(report_id)


def report_id_of(token: str) -> str | None:
    """The public id of the report whose receipt that is; None for a token that we did not make."""
    try:
        return _RECEIPTS.unsign(token)
    except BadSignature:
        return None


# ── a report ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody says who reports a text; `contact` is an e-mail address or empty."""

    reason: str = ""
    details: str = ""
    contact: str = ""


def problems_of_report(said: Reported) -> dict[str, str]:
    """Why the report can't be taken yet, field by field; empty when it can."""
    found = {
        "reason": "" if said.reason in Reason.values else _("Choose what is wrong."),
        "details": _details_problem(said),
        "contact": _contact_problem(said),
    }
    return {field: problem for field, problem in found.items() if problem}


def _details_problem(said: Reported) -> str:
    if said.reason in NEEDS_DETAILS and not said.details.strip():
        return _("Say in a few words what is wrong, and where in the text.")
    return length_problem(said.details, REPORT_CHARACTERS)


def _contact_problem(said: Reported) -> str:
    if said.contact:
        return address_problem(said.contact)
    if said.reason in NEEDS_CONTACT:
        return _("Give an e-mail address: we may have to ask you back before we decide.")
    return ""


def address_problem(address: str) -> str:
    """Why no mail reaches that address; empty if it may."""
    try:
        validate_email(address)
    except ValidationError:
        return _("Give an e-mail address such as name@example.org.")
    return ""


def length_problem(words: str, most: int) -> str:
    """Why the words are too long; empty if they are not."""
    if len(words) <= most:
        return ""
    return _("Make it shorter: at most %(most)d characters, it has %(has)d.") % {
        "most": most,
        "has": len(words),
    }


# ── a decision ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator does with a text, and why; see `models.LogEntry` for who reads what."""

    act: Act
    reason: str = ""
    explanation: str = ""
    note: str = ""
    at_once: bool = False  # a removal: without the days in which it can be restored


def problems_of_decision(decision: Decision) -> dict[str, str]:
    """Why it can't be decided like this, field by field; empty when it can."""
    found = {
        "reason": _reason_problem(decision),
        "explanation": length_problem(decision.explanation, EXPLANATION_CHARACTERS),
        "note": _note_problem(decision),
    }
    return {field: problem for field, problem in found.items() if problem}


def _reason_problem(decision: Decision) -> str:
    needed = decision.act in TAKES_AWAY
    if decision.reason in Reason.values or not (needed or decision.reason):
        return ""
    return _("Choose a reason: the writer is told why.")


def _note_problem(decision: Decision) -> str:
    if decision.act == Act.NOTE and not decision.note.strip():
        return _("Write the note.")
    return length_problem(decision.note, EXPLANATION_CHARACTERS)


def why_not_decide(act: str, *, has_colleagues: bool) -> str:
    """Why a moderator leaves a decision about their own text to another; empty if they decide."""
    if has_colleagues and act in LETS_STAND:
        return _("You wrote this text yourself. Leave the decision to another moderator.")
    return ""


# ── an objection ────────────────────────────────────────────────────────────────────────────────


def problems_of_objection(words: str) -> dict[str, str]:
    """Why the objection can't be taken yet, field by field; empty when it can."""
    missing = "" if words.strip() else _("Say why the decision was wrong.")
    problem = missing or length_problem(words, REPORT_CHARACTERS)
    return {"words": problem} if problem else {}


def why_not_object(act: str, *, by_writer: bool, is_last: bool) -> str:
    """The sentence that says why nobody can object to that decision; empty if somebody can.

    The writer objects to what takes a text away or keeps answers from it, who reported it to what
    lets it stand.
    """
    if act == Act.ERASE_VERSION:
        return _(
            "What has been erased can’t be brought back, so an objection would change nothing."
        )
    if act == Act.RETITLE:
        return _("You need not object: edit your question, and ask it in other words again.")
    if act not in (OBJECTED_TO_BY_WRITER if by_writer else LETS_STAND):
        return _("There is nothing to object to: the decision did what you wanted.")
    if not is_last:
        return _("The moderators have decided again since then.")
    return ""


def why_not_answer(*, answered: bool, own_decision: bool, has_colleagues: bool) -> str:
    """The sentence that says why this moderator can't answer an objection; empty if they can."""
    if answered:
        return _("This objection has been answered already.")
    if own_decision and has_colleagues:
        return _("You made this decision yourself. Leave the answer to another moderator.")
    return ""
