"""Importing a page of reviews as text: plan, then write everything in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.accounts.models import Person
from houselights.base.writing import write
from houselights.catalogue.actions import forget_evidence, wait_for_turn
from houselights.catalogue.models import Film
from houselights.exchange.coming import Coming, coming_of
from houselights.exchange.films import FilmWanted, find_film, make_film, says_to_remove_demo
from houselights.exchange.incoming import IncomingPage
from houselights.exchange.models import PageLayout
from houselights.exchange.page_basis import BasisStep, basis_in_words, plan_basis
from houselights.exchange.plans import (
    NOBODY,
    KnownPeople,
    Plan,
    layout_tokens,
    plan_import,
    public_id_of,
)
from houselights.exchange.steps import QuestionStep, ReviewStep
from houselights.questions.imports import Outcome, import_question
from houselights.reviews.batches import NOTHING_SAID, Stated
from houselights.reviews.imports import (
    ROWS_AT_ONCE,
    ImportedReview,
    import_reviews,
    move_imported_reviews,
    revise_imported_review,
)
from houselights.reviews.models import ImportBatch, Review
from houselights.spoilers.hearing import all_at_once
from houselights.votes.actions import set_imported_tallies

KIND = "page-text"

type Advance = Callable[[int, int], None]


def _nobody_watches(_done: int, _total: int) -> None:
    """Stands in where no progress is shown."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or with `dry_run` would do."""

    wanted: FilmWanted
    film: Film | None  # None: not made, because nothing was to be written
    incoming: IncomingPage
    plan: Plan
    basis: BasisStep
    dry_run: bool
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The outcome in one sentence, and in another one the basis where that is new."""
        done = self._done
        return f"{done} {self._basis_said}" if self.basis.changes else done

    @property
    def _done(self) -> str:
        if not self.plan.changes_anything:
            return _("Nothing has changed.")
        if not self.plan.changes_rows:
            return _("No text and no vote has changed, only the order or the form of the page.")
        said = _("It would be so: %(counts)s.") if self.dry_run else _("Done: %(counts)s.")
        return said % {"counts": ", ".join(_counts(self.plan))}

    @property
    def _basis_said(self) -> str:
        after = self.basis.after
        said = _("What is said of the texts now: %(basis)s")
        return said % {"basis": basis_in_words(after.rights or "", after.shown_to or "")}

    def as_json(self) -> dict[str, Any]:
        """The report as one JSON-able object."""
        plan = self.plan
        return {
            "file": self.incoming.file_name,
            "film": self.wanted.title_and_year,
            "slug": self.film.slug if self.film else self.wanted.likely_slug,
            "film_is_new": self.wanted.film is None,
            "film_is_proposed": self.wanted.is_proposed,
            "added": plan.number("is_added"),
            "revised": plan.number("is_revised"),
            "votes_updated": plan.number("has_new_votes"),
            "unchanged": plan.number("is_unchanged"),
            "no_longer_on_page": len(plan.gone),
            "questions_added": plan.questions_to(Outcome.ADDED),
            "questions_revised": plan.questions_to(Outcome.REVISED),
            "questions_unchanged": plan.questions_to(Outcome.UNCHANGED),
            "kept_out": plan.number("is_kept_out"),
            "questions_kept_out": plan.questions_to(Outcome.KEPT_OUT),
            "answers_kept_out": plan.answers_kept_out,
            "rights": self.basis.after.rights,
            "shown_to": self.basis.after.shown_to or None,
            "source": self.basis.after.source_name,
            "rights_changed": self.basis.changes,
            "changed": plan.changes_anything or self.basis.changes,
            "message": self.sentence,
            "notices": [
                {"line": notice.line, "code": notice.code, "text": notice.text}
                for notice in self.incoming.page.notices
            ],
            "remarks": [*kept_out_sentences(plan), *self.remarks],
            "dry_run": self.dry_run,
        }


def kept_out_sentences(plan: Plan) -> list[str]:
    """What of the page does not come in, because it was removed here."""
    numbers = (
        (plan.number("is_kept_out"), _reviews_out),
        (plan.questions_to(Outcome.KEPT_OUT), _questions_out),
        (plan.answers_kept_out, _answers_out),
    )
    return [words(number) % {"number": number} for number, words in numbers if number]


def _reviews_out(number: int) -> str:
    return ngettext(
        "%(number)d review stays out: it was removed here.",
        "%(number)d reviews stay out: they were removed here.",
        number,
    )


def _questions_out(number: int) -> str:
    return ngettext(
        "%(number)d question stays out: it was removed here.",
        "%(number)d questions stay out: they were removed here.",
        number,
    )


def _answers_out(number: int) -> str:
    return ngettext(
        "%(number)d answer stays out: it was removed here.",
        "%(number)d answers stay out: they were removed here.",
        number,
    )


def _counts(plan: Plan) -> list[str]:
    numbers = (
        (plan.number("is_added"), _added),
        (plan.number("is_revised"), _revised),
        (plan.number("has_new_votes"), _votes_updated),
        (plan.questions_to(Outcome.ADDED), _questions_added),
        (plan.questions_to(Outcome.REVISED), _questions_revised),
    )
    return [words(number) % {"number": number} for number, words in numbers if number]


def _added(number: int) -> str:
    return ngettext("%(number)d review added", "%(number)d reviews added", number)


def _revised(number: int) -> str:
    return ngettext("%(number)d review revised", "%(number)d reviews revised", number)


def _votes_updated(number: int) -> str:
    return ngettext("%(number)d vote count updated", "%(number)d vote counts updated", number)


def _questions_added(number: int) -> str:
    return ngettext("%(number)d question added", "%(number)d questions added", number)


def _questions_revised(number: int) -> str:
    return ngettext("%(number)d question revised", "%(number)d questions revised", number)


def plan_page(incoming: IncomingPage, wanted: FilmWanted, stated: Stated = NOTHING_SAID) -> Report:
    """What importing the page would do; writes nothing at all."""
    plan = plan_import(wanted.film, wanted.name, incoming)
    basis = plan_basis(plan, stated)
    return Report(wanted, wanted.film, incoming, plan, basis, dry_run=True)


def import_page(
    incoming: IncomingPage,
    wanted: FilmWanted,
    *,
    by: Person | None = None,
    stated: Stated = NOTHING_SAID,
    people: KnownPeople = NOBODY,
    advance: Advance = _nobody_watches,
) -> Report:
    """Bring the page into the house. The same page again writes nothing.

    Known reviews get new votes, changed texts become revisions, new reviews are added; rows that
    the page no longer has stay. `by` is the editor who imports and `stated` what they say of rights
    and source, `people` the accounts behind the texts (demo house), `advance` hears (done, total).
    """
    first_look = plan_import(wanted.film, wanted.name, incoming, people)
    basis = plan_basis(first_look, stated)
    if not (first_look.changes_anything or basis.changes):
        return Report(wanted, wanted.film, incoming, first_look, basis, dry_run=False)
    remarks = says_to_remove_demo(wanted)
    with write(*([wanted.film.pk] if wanted.film else [])):
        # Planned again under the lock: another import may have been quicker.
        film = wanted.film or find_film(wanted) or make_film(wanted)
        wait_for_turn(film.pk)
        plan = plan_import(film, (film.title, film.year), incoming, people)
        basis = plan_basis(plan, stated)
        basis.carry_out()
        report = Report(wanted, film, incoming, plan, basis, dry_run=False, remarks=remarks)
        if plan.changes_anything:
            coming = coming_of(plan, people)
            with all_at_once(film.pk, list(coming.values())):
                _carry_out(film, report, by, people, coming, advance)
    return report


def _carry_out(
    film: Film,
    report: Report,
    by: Person | None,
    people: KnownPeople,
    coming: Coming,
    advance: Advance,
) -> None:
    plan, incoming = report.plan, report.incoming
    batch = ImportBatch.objects.create(
        kind=KIND,
        source=f"{KIND}:{film.public_id}",
        file_name=incoming.file_name[:300],
        file_sha256=incoming.sha256,
        film=film,
        imported_by=by,
        **report.basis.after.said(),
    )
    rows = _add_reviews(film, batch, plan, partial(_imported, people, coming), advance)
    _revise_reviews(plan.reviews)
    _set_votes(plan.reviews, rows)
    questions = _take_questions(film, batch, plan.questions)
    forget_evidence(film.pk, plan.places_kept_out)
    _keep_layout(film, batch, incoming, _public_ids(plan.reviews, rows), questions)


def _add_reviews(
    film: Film,
    batch: ImportBatch,
    plan: Plan,
    imported: Callable[[ReviewStep], ImportedReview],
    advance: Advance,
) -> dict[int, Review]:
    """The new rows by their position on the page."""
    new = [step for step in plan.reviews if step.is_added]
    rows: dict[int, Review] = {}
    for start in range(0, len(new), ROWS_AT_ONCE):
        steps = new[start : start + ROWS_AT_ONCE]
        rows |= _add_some(film, batch, [imported(step) for step in steps])
        advance(len(rows), len(new))
    return rows


def _add_some(film: Film, batch: ImportBatch, items: Sequence[ImportedReview]) -> dict[int, Review]:
    """Reviews of accounts of this house belong to no batch: they are not "from a page"."""
    strangers = [item for item in items if item.author is None]
    people = [item for item in items if item.author is not None]
    rows = import_reviews(film, batch, strangers) + import_reviews(film, None, people)
    return {row.source_position or 0: row for row in rows}


def _imported(people: KnownPeople, coming: Coming, step: ReviewStep) -> ImportedReview:
    item, writer = step.item, people.reviews.get(step.item.position)
    return ImportedReview(
        source_key=step.identity.key,
        source_position=item.position,
        headline=item.headline,
        body=item.body,
        rating=item.rating,
        contains_spoilers=item.contains_spoilers,
        author_name=(item.author or "")[:200],
        written_on=item.written_on,
        author=writer.person if writer else None,
        published_at=writer.published_at if writer else None,
        language=coming[item.position].language or "",
    )


def _revise_reviews(steps: Sequence[ReviewStep]) -> None:
    for step in steps:
        if step.row is not None and step.is_revised:
            headline, body = (step.item.headline, step.item.body) if step.new_text else (None, "")
            revise_imported_review(step.row, headline=headline, body=body, facts=step.facts)
    moved = [
        (step.row, step.identity.key, step.item.position)
        for step in steps
        if step.row is not None and step.is_moved
    ]
    if moved:
        move_imported_reviews(moved)


def _set_votes(steps: Sequence[ReviewStep], added: dict[int, Review]) -> None:
    said = {
        step.row or added[step.item.position]: step.votes
        for step in steps
        if step.votes and step.has_row
    }
    if said:
        set_imported_tallies(said)


def _take_questions(film: Film, batch: ImportBatch, steps: Sequence[QuestionStep]) -> list[str]:
    """The public id of each question of the page, in its order."""
    return [_take_question(film, batch, step) for step in steps]


def _take_question(film: Film, batch: ImportBatch, step: QuestionStep) -> str:
    if step.outcome in (Outcome.UNCHANGED, Outcome.KEPT_OUT):
        return public_id_of(step)
    is_of_house = any(answer.author for answer in step.item.answers)
    return import_question(film, None if is_of_house else batch, step.item)[0].public_id


def _public_ids(
    steps: Sequence[ReviewStep], added: dict[int, Review]
) -> list[tuple[str, ReviewStep]]:
    return [
        (added[step.item.position].public_id if step.is_added else public_id_of(step), step)
        for step in steps
    ]


def _keep_layout(
    film: Film,
    batch: ImportBatch,
    incoming: IncomingPage,
    reviews: Sequence[tuple[str, ReviewStep]],
    questions: Sequence[str],
) -> None:
    PageLayout.objects.update_or_create(
        film=film,
        defaults={
            "batch": batch,
            "tokens": layout_tokens(incoming, reviews, questions),
            "encoding": incoming.encoding,
            "byte_order_mark": incoming.byte_order_mark,
        },
    )
