"""A question's page for machines: schema.org's `QAPage`, of what a stranger may read in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString

from houselights.accounts.models import Person
from houselights.base.house import public_url
from houselights.base.models import State
from houselights.questions.models import Answer, Closing, Question
from houselights.reviews.rights import may_leave
from houselights.spoilers.redact import Shown, redact_answer, redact_details, title_shut
from houselights.web.json_ld import json_ld
from houselights.web.reading import Reader


def data_of(
    question: Question, title: str, answers: Iterable[Answer], reader: Reader
) -> SafeString:
    """The element for the page's head; empty where there is nothing that machines may have.

    `title` is the question as a stranger sees it. Left out are answers of which anything is covered
    or that are for members only, and imported ones without a stated right.
    """
    current = question.current
    stranger = reader.stranger_of(question)
    if current is None or not _may_be_told(question):
        return SafeString("")
    if title_shut(question.public_id, current, stranger):
        return SafeString("")
    details = redact_details(question, stranger)
    told = {
        "@type": "Question",
        "name": title,
        "text": details.text if details.text and _is_whole(details) else title,
        "url": public_url(question.get_absolute_url()),
        "answerCount": question.answers_count,
        **_written(question.asker, question.asked_at.isoformat()),
    }
    return json_ld({"@type": "QAPage", "mainEntity": told | _answers(question, answers, reader)})


def _may_be_told(question: Question) -> bool:
    """A repeated question is told on the page of the one that was asked before."""
    repeats = question.closed_because == Closing.DUPLICATE
    return question.state == State.PUBLISHED and may_leave(question) and not repeats


def _answers(question: Question, answers: Iterable[Answer], reader: Reader) -> dict[str, Any]:
    accepted: list[dict[str, Any]] = []
    suggested: list[dict[str, Any]] = []
    for answer in answers:
        told = _answer(answer, reader)
        if told:
            (accepted if answer.pk == question.accepted_id else suggested).append(told)
    found = {"acceptedAnswer": accepted[0] if accepted else None, "suggestedAnswer": suggested}
    return {name: value for name, value in found.items() if value}


def _answer(answer: Answer, reader: Reader) -> dict[str, Any]:
    if answer.state != State.PUBLISHED or not may_leave(answer):
        return {}
    shown = redact_answer(answer, reader.stranger_of(answer))
    if not shown.text or not _is_whole(shown):
        return {}
    return {
        "@type": "Answer",
        "text": shown.text,
        "url": public_url(answer.get_absolute_url()),
        "upvoteCount": answer.votes_yes,
        **_written(answer.author, answer.answered_at.isoformat()),
    }


def _is_whole(shown: Shown) -> bool:
    return shown.is_open and not shown.in_part and not shown.covers


def _written(by: Person | None, at: str) -> dict[str, Any]:
    """Who wrote it here and when; nothing is known of either where a page was brought in."""
    if by is None:
        return {}
    url = public_url(by.get_absolute_url())
    return {"datePublished": at, "author": {"@type": "Person", "name": by.shown_name, "url": url}}
