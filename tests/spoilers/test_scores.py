"""A text is scored once for all who look at it, and anew once anything has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.reviews.actions import edit_review
from houselights.reviews.models import Review, Revision
from houselights.reviews.rules import ReviewText
from houselights.spoilers import scores
from houselights.spoilers.knowledge import learn
from houselights.spoilers.marking import score
from houselights.spoilers.models import SecretTerm
from houselights.spoilers.scores import scores_of
from houselights.spoilers.terms import set_term
from houselights.spoilers.writings import Text

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

BODY = "The light is lovely. In the end Ray kills his brother and drowns himself in the lake."


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are scored, by their public ids."""
    found: list[str] = []

    def note(row: Text) -> object:
        found.append(row.public_id)
        return score(row)

    monkeypatch.setattr(scores, "score", note)
    return found


@pytest.fixture
def review(make_review: Make, alice: Person) -> Review:
    return make_review(alice, body=BODY)


def stored(review: Review) -> Review:
    return Review.objects.select_related("current").get(pk=review.pk)


def test_visits_of_its_sentences_score_a_text_once(
    client: Client, review: Review, scored: list[str]
) -> None:
    address = reverse("review_sentences", args=[review.public_id])
    pages = [client.get(address).content for _visit in range(3)]
    assert scored == [review.public_id]
    assert b"The light is lovely." in pages[2]


@pytest.mark.usefixtures("scored")
def test_what_is_remembered_is_what_the_scorer_says(review: Review) -> None:
    row = stored(review)
    assert scores_of(row) == scores_of(row) == score(row)


def test_another_version_or_flag_is_scored_anew(
    review: Review, alice: Person, scored: list[str]
) -> None:
    for body, flag in ((BODY, False), (f"{BODY} Twice.", False), (f"{BODY} Twice.", True)):
        edited = stored(edit_review(review, alice, ReviewText("H", body, 80, flag, "en")))
        scores_of(edited)
        assert scores_of(edited) == score(edited)
    assert len(scored) == 3


def test_a_film_that_was_learnt_anew_scores_anew(
    review: Review, film: Film, scored: list[str]
) -> None:
    before = scores_of(stored(review))
    set_term(film, "lake", SecretTerm.State.KEPT, None)
    learn(film.pk)
    after = scores_of(stored(review))
    assert after == score(stored(review))
    assert after != before
    assert len(scored) == 2


def test_what_is_not_saved_is_not_remembered(review: Review, scored: list[str]) -> None:
    row = stored(review)
    row.current = Revision(body=BODY, headline="H")
    scores_of(row)
    scores_of(row)
    assert len(scored) == 2
