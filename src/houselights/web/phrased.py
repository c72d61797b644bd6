"""A summary by the operator's own model, as the page that asks the reviews shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from houselights.answers.phrasing import FEWEST_QUOTES, can_phrase, phrase
from houselights.reviews.rights import basis_of, open_bases
from houselights.web.asked_reviews import Quote, Said


@dataclass(frozen=True, slots=True)
class Summary:
    """What the model wrote, `model` being its name; each sentence comes with what it cites.

    Empty where nothing could be written, or nothing of it held.
    """

    model: str = ""
    sentences: Sequence[tuple[str, Sequence[Quote]]] = ()


def offers_summary(said: Said) -> bool:
    """Whether a model is set up, and enough sentences are there for it."""
    return said.says and can_phrase() and len(_given(said)) >= FEWEST_QUOTES


def summary_of(said: Said, question: str) -> Summary:
    """The summary of an answer; takes as many seconds as the operator allows."""
    quotes = _given(said) if said.says else []
    found = phrase(question, [quote.text for quote in quotes], _language())
    if found is None:
        return Summary()
    sentences = [(one.text, [quotes[at] for at in one.citations]) for one in found.phrases]
    return Summary(found.model, sentences)


def _given(said: Said) -> list[Quote]:
    """What the model may see: open to anybody, in the page's language.

    A cover that one reader opened stays closed to the model, and so does what only members may
    read, for the model may be anybody's.
    """
    languages, bases = {"", _language()}, open_bases(member=False)
    return [
        quote
        for quote in said.quotes
        if quote.text
        and not quote.was_closed
        and quote.cited.review.language in languages
        and basis_of(quote.review.batch) in bases
    ]


def _language() -> str:
    return (get_language() or "en").partition("-")[0]
