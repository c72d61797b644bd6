"""The reviews that a page brings, as the scorer reads them before they are written."""

from __future__ import annotations

from houselights.exchange.plans import KnownPeople, Plan
from houselights.exchange.steps import ReviewStep
from houselights.spoilers.scorer.material import Writing
from houselights.text.language import guess_language

type Coming = dict[int, Writing]  # by their position on the page


def coming_of(plan: Plan, people: KnownPeople) -> Coming:
    """Those that are new, and those of which the page has another text."""
    steps = (step for step in plan.reviews if step.is_added or step.new_text)
    return {step.item.position: _writing(step, people) for step in steps}


def _writing(step: ReviewStep, people: KnownPeople) -> Writing:
    item, writer = step.item, people.reviews.get(step.item.position)
    return Writing(
        key=str(item.position),
        headline=item.headline,
        body=item.body,
        language=(writer.language if writer else "")
        or guess_language(item.body or item.headline or "").code,
        flagged=item.contains_spoilers,
    )
