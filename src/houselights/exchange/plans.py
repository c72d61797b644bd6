"""What an import would do, as plain data, before anything is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.base.rawtext import RawText
from houselights.catalogue.models import Film
from houselights.exchange.identity import Identity, Known, Matching, identify, identity_of_key
from houselights.exchange.incoming import IncomingPage
from houselights.exchange.kept_out import (
    FilmName,
    questions_without_removed,
    reviews_without_removed,
)
from houselights.exchange.layouts import EMPTY_REVIEW
from houselights.exchange.models import PageLayout
from houselights.exchange.opened import opened
from houselights.exchange.steps import QuestionStep, ReviewStep
from houselights.questions.imports import (
    ImportedAnswer,
    ImportedQuestion,
    Outcome,
    outcome_of_import,
)
from houselights.questions.models import Question
from houselights.reviews.imports import Facts
from houselights.reviews.models import Review
from houselights.text.page_model import PageQuestion, PageReview
from houselights.text.similarity import containment, shingles

MOSTLY_THE_SAME = 0.5  # share of common four-word runs: an edited text, not another one


@dataclass(frozen=True, slots=True)
class Writer:
    """The account of this house that wrote a review of the page."""

    person: Person
    published_at: datetime
    language: str = ""


@dataclass(frozen=True, slots=True)
class Answerer:
    """The account that gave an answer of the page."""

    person: Person
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Who of this house stands behind the texts of a page, by their places on it.

    An ordinary page knows nobody; the demo house names an account for each review.
    """

    reviews: Mapping[int, Writer] = field(default_factory=dict)
    askers: Mapping[int, Person] = field(default_factory=dict)
    answers: Mapping[int, Sequence[Answerer]] = field(default_factory=dict)
    asked_at: datetime | None = None
    questions_language: str = ""  # guessed where it is not given


NOBODY = KnownPeople()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that an import would do."""

    reviews: tuple[ReviewStep, ...]
    questions: tuple[QuestionStep, ...]
    gone: tuple[Review, ...]  # imported earlier and no longer on the page; they stay
    new_form: bool  # order, spacing, line ends, encoding differ from the copy before

    def number(self, name: str) -> int:
        """How many reviews are `is_added`, `is_revised`, `has_new_votes` or `is_unchanged`."""
        return sum(getattr(step, name) for step in self.reviews)

    def questions_to(self, outcome: Outcome) -> int:
        """How many questions have that outcome."""
        return sum(step.outcome is outcome for step in self.questions)

    @property
    def places_kept_out(self) -> set[int]:
        """The places on the page of the reviews that stay out; 0 if anything of its questions."""
        places = {step.item.position for step in self.reviews if step.is_kept_out}
        questions = self.questions_to(Outcome.KEPT_OUT) + self.answers_kept_out
        return places | ({0} if questions else set())

    @property
    def answers_kept_out(self) -> int:
        """How many answers stay out of questions that come in."""
        return sum(
            answer.is_kept_out
            for step in self.questions
            if step.outcome is not Outcome.KEPT_OUT
            for answer in step.item.answers
        )

    @property
    def changes_rows(self) -> bool:
        """Whether any review or question would be different afterwards."""
        kept = (Outcome.UNCHANGED, Outcome.KEPT_OUT)
        return any(step.changes_row for step in self.reviews) or any(
            step.outcome not in kept for step in self.questions
        )

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to write at all."""
        return self.changes_rows or self.new_form


def plan_import(
    film: Film | None, name: FilmName, incoming: IncomingPage, people: KnownPeople = NOBODY
) -> Plan:
    """Compare a page with what the house has of that film (None: nothing yet). Reads only.

    `name` is the film's title and year, by which removed texts are known again.
    """
    layout = PageLayout.objects.filter(film=film).first() if film else None
    rows = _review_rows(film)
    steps = _review_steps(incoming.page.reviews, rows, _said_before(layout))
    reviews = reviews_without_removed(name, steps)
    questions = _question_steps(film, name, incoming.page.questions, people)
    kept = {step.row.pk for step in reviews if step.row}
    gone = tuple(row for row in rows if row.pk not in kept and row.state == State.PUBLISHED)
    plan = Plan(reviews, questions, gone, new_form=False)
    return Plan(reviews, questions, gone, new_form=_is_new_form(layout, incoming, plan))


# ── reviews ─────────────────────────────────────────────────────────────────────────────────────

type Said = Mapping[str, tuple[int | None, bool | None]]


def _review_rows(film: Film | None) -> list[Review]:
    """Every row that came from a page, deleted and erased ones too, so that none comes back."""
    if film is None:
        return []
    found = Review.objects.filter(film=film).exclude(source_key="")
    return list(found.select_related("current", "tally", "film").order_by("source_position", "id"))


def _said_before(layout: PageLayout | None) -> Said:
    entries = layout.tokens["reviews"] if layout else []
    return {public_id: (rating, flag) for public_id, rating, flag in entries}


def _review_steps(
    items: Sequence[PageReview], rows: Sequence[Review], said: Said
) -> tuple[ReviewStep, ...]:
    identities = identify((item.headline, item.body) for item in items)
    known = [
        Known(row.pk, identity_of_key(row.source_key), row.source_position or 0) for row in rows
    ]
    by_id = {row.pk: row for row in rows}
    likeness = _Likeness(items, by_id, identities, known)
    row_of = Matching(identities, known, likeness.is_alike).run()
    return tuple(
        _review_step(item, identity, by_id.get(row_of.get(at, 0)), said)
        for at, (item, identity) in enumerate(zip(items, identities, strict=True))
    )


def _review_step(
    item: PageReview, identity: Identity, row: Review | None, said: Said
) -> ReviewStep:
    if row is None:
        votes = _votes(item)
        return ReviewStep(item, identity, votes=votes, said=(item.rating, item.contains_spoilers))
    before = said.get(row.public_id, (row.rating, row.contains_spoilers))
    now_said = (
        before[0] if item.rating is None else item.rating,
        before[1] if item.contains_spoilers is None else item.contains_spoilers,
    )
    if row.state in (State.DELETED, State.ERASED):
        return ReviewStep(item, identity, row, said=now_said, is_kept_out=True)
    return ReviewStep(
        item,
        identity,
        row,
        new_text=_is_new_text(item, identity, row),
        facts=_new_facts(item, row, before),
        votes=_new_votes(item, row),
        said=now_said,
    )


def _is_new_text(item: PageReview, identity: Identity, row: Review) -> bool:
    """Whether the page says something else than its earlier copy, and the row does not yet."""
    before = identity_of_key(row.source_key)
    if (identity.head, identity.body) == (before.head, before.body) or row.current is None:
        return False
    new_headline = item.headline is not None and RawText(item.headline) != row.current.headline
    return new_headline or (bool(item.body) and RawText(item.body) != row.current.body)


def _new_facts(item: PageReview, row: Review, before: tuple[int | None, bool | None]) -> Facts:
    """What differs from the page's earlier copy; what was changed here since then stays."""
    rating, flag = before
    unknown_author = row.author_id is None and not row.author_name
    return Facts(
        rating=None if item.rating in (rating, row.rating) else item.rating,
        contains_spoilers=(
            None
            if item.contains_spoilers in (flag, row.contains_spoilers)
            else item.contains_spoilers
        ),
        author_name=(item.author or "") if unknown_author else "",
        written_on=item.written_on if row.written_on is None else None,
    )


def _votes(item: PageReview) -> tuple[int, int] | None:
    if item.helpful_yes is None or item.helpful_total is None:
        return None
    return item.helpful_yes, item.helpful_total


def _new_votes(item: PageReview, row: Review) -> tuple[int, int] | None:
    tally = getattr(row, "tally", None)
    kept = (tally.baseline_yes, tally.baseline_total) if tally else None
    said = _votes(item)
    return None if said == kept else said


class _Likeness:
    """Whether a page's text under a known headline is an edited copy of the row's."""

    def __init__(
        self,
        items: Sequence[PageReview],
        rows: Mapping[int, Review],
        identities: Sequence[Identity],
        known: Sequence[Known],
    ) -> None:
        self._items, self._rows = items, rows
        self._items_with = Counter(identity.head for identity in identities)
        self._rows_with = Counter(one.identity.head for one in known)
        self._heads = [identity.head for identity in identities]

    def is_alike(self, at: int, row: int) -> bool:
        """Most of the words; where a text is missing, a headline that stands only once."""
        current = self._rows[row].current
        new, kept = self._items[at].body, (opened(current.body) if current else "") or ""
        if not new or not kept:
            head = self._heads[at]
            return self._items_with[head] == self._rows_with[head] == 1
        return containment(shingles(new), shingles(kept)) >= MOSTLY_THE_SAME


# ── questions ───────────────────────────────────────────────────────────────────────────────────


def _question_steps(
    film: Film | None, name: FilmName, items: Sequence[PageQuestion], people: KnownPeople
) -> tuple[QuestionStep, ...]:
    rows = _question_rows(film)
    identities = identify((item.question, "\n\n".join(item.answers)) for item in items)
    by_id = {row.pk: row for row in rows}
    row_of = _match_questions(identities, rows)
    found = [by_id.get(row_of.get(at, 0)) for at in range(len(items))]
    # A known question keeps its first key: the room finds its row by it.
    keys = [
        row.source_key if row else identity.key
        for row, identity in zip(found, identities, strict=True)
    ]
    wanted = [imported_question(item, key, people) for item, key in zip(items, keys, strict=True)]
    marked = questions_without_removed(name, wanted)
    return tuple(_question_step(film, item, row) for item, row in zip(marked, found, strict=True))


def _question_rows(film: Film | None) -> list[Question]:
    if film is None:
        return []
    found = Question.objects.filter(film=film).exclude(source_key="")
    return list(found.order_by("source_position", "id"))


def _match_questions(identities: Sequence[Identity], rows: Sequence[Question]) -> dict[int, int]:
    known = [
        Known(row.pk, identity_of_key(row.source_key), row.source_position or 0) for row in rows
    ]
    asked = Counter(identity.head for identity in identities)
    kept = Counter(one.identity.head for one in known)

    def asked_once(at: int, _row: int) -> bool:
        head = identities[at].head
        return asked[head] == kept[head] == 1

    return Matching(identities, known, asked_once).run()


def _question_step(film: Film | None, item: ImportedQuestion, row: Question | None) -> QuestionStep:
    if row is None:
        return QuestionStep(item, Outcome.KEPT_OUT if item.is_kept_out else Outcome.ADDED)
    if film is None or row.state in (State.DELETED, State.ERASED):
        return QuestionStep(item, Outcome.KEPT_OUT, row)
    return QuestionStep(item, outcome_of_import(film, item), row)


def imported_question(item: PageQuestion, key: str, people: KnownPeople) -> ImportedQuestion:
    """A question of a page as the room of questions takes it."""
    known = people.answers.get(item.position, ())
    language = people.questions_language
    answers = tuple(
        ImportedAnswer(body, known[at].person, accepted=known[at].accepted, language=language)
        if at < len(known)
        else ImportedAnswer(body, language=language)
        for at, body in enumerate(item.answers)
    )
    asker = people.askers.get(item.position)
    return ImportedQuestion(
        key,
        item.position,
        item.question,
        answers,
        asker=asker,
        asked_at=people.asked_at,
        language=language,
    )


# ── form ────────────────────────────────────────────────────────────────────────────────────────


def form_of(incoming: IncomingPage) -> list[Any]:
    """The page's layout tokens as JSON-able lists."""
    form: list[Any] = json.loads(incoming.page.layout_json())
    return form


def layout_tokens(
    incoming: IncomingPage, reviews: Iterable[tuple[str, ReviewStep]], questions: Iterable[str]
) -> dict[str, Any]:
    """What a `PageLayout` keeps, given the public id of each review and question of the page.

    An empty public id is that of a text that is kept out.
    """
    return {
        "title": incoming.page.title,
        "form": form_of(incoming),
        "reviews": [
            [public_id, *step.said] if public_id else EMPTY_REVIEW for public_id, step in reviews
        ],
        "questions": list(questions),
    }


def public_id_of(step: ReviewStep | QuestionStep) -> str:
    """The public id by which the page's form names a known text; "" for one that is kept out."""
    return step.row.public_id if step.row is not None and step.has_row else ""


def _is_new_form(layout: PageLayout | None, incoming: IncomingPage, plan: Plan) -> bool:
    if layout is None or plan.changes_rows:
        return True
    reviews = [(public_id_of(step), step) for step in plan.reviews]
    questions = [public_id_of(step) for step in plan.questions]
    kept = (layout.tokens, layout.encoding, layout.byte_order_mark)
    new = layout_tokens(incoming, reviews, questions)
    return kept != (new, incoming.encoding, incoming.byte_order_mark)
