"""Plans of imports as tables for a terminal."""

from __future__ import annotations

from rich.table import Table

from houselights.exchange.page_tables import add_review_columns, review_cells, short
from houselights.exchange.plans import Plan
from houselights.exchange.steps import ReviewStep


def plan_table(plan: Plan) -> Table:
    """What an import would do with each review and question."""
    table = Table()
    add_review_columns(table, "headline or question")
    table.add_column("what happens")
    for step in plan.reviews:
        table.add_row(*review_cells(step.item), what_happens(step))
    for question in plan.questions:
        place, asked = str(question.item.source_position), short(question.item.question)
        table.add_row(place, "", asked, "", "", f"question {question.outcome.value}")
    return table


def what_happens(step: ReviewStep) -> str:
    """One review's fate in two or three words."""
    if step.is_added:
        return "added"
    if step.is_unchanged:
        return "unchanged"
    done = [
        ("new text", step.new_text),
        ("new facts", step.is_revised and not step.new_text),
        ("new votes", step.has_new_votes),
        ("stays out: removed here", step.is_kept_out),
    ]
    return ", ".join(name for name, happens in done if happens)
