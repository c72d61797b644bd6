"""A covered headline: what its writer has shown in its place, and what a review keeps of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from houselights.accounts.models import Person
from houselights.base.errors import Invalid
from houselights.catalogue.models import Film
from houselights.reviews.actions import edit_review, publish_review, save_draft, source_of
from houselights.reviews.models import Review, Revision
from houselights.reviews.reads_drafts import text_of_draft
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import erase_version, take_back
from houselights.spoilers.covering import Knows
from houselights.spoilers.redact import Audience, redact_review
from houselights.spoilers.versions import redact_change

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

TEXT = ReviewText(
    "Ray did it",
    "It burns slowly.",
    80,
    contains_spoilers=False,
    language="en",
    headline_covered=True,
    neutral_headline=" Who did it ",
)
HOUSE = "Headline covered: it may spoil"


def shown(review: Review) -> str | None:
    return redact_review(
        Review.objects.select_related("current").get(pk=review.pk), Audience()
    ).headline


def edited(review: Review, by: Person, **fields: object) -> Review:
    text = replace(source_of(review), **fields)  # type: ignore[arg-type]
    return edit_review(review, by, text)


class TestNeutralHeadlines:
    def test_it_stands_in_place_of_the_covered_one(self, film: Film, alice: Person) -> None:
        review = publish_review(film, alice, TEXT)
        assert shown(review) == "Who did it"
        opened = redact_review(review, Audience(opened=frozenset({f"{review.public_id}-h"})))
        assert opened.headline == "Ray did it"
        assert redact_review(review, Audience(knows=Knows.SEEN)).headline == "Ray did it"
        assert source_of(review) == replace(TEXT, neutral_headline="Who did it")

    def test_without_one_the_houses_sentence_stands(self, film: Film, alice: Person) -> None:
        assert shown(publish_review(film, alice, replace(TEXT, neutral_headline=" "))) == HOUSE

    def test_bars_cover_a_headline_as_well(self, film: Film, alice: Person) -> None:
        typed = replace(TEXT, headline="||Ray did it||", headline_covered=False)
        review = publish_review(film, alice, typed)
        assert (review.headline_covered, shown(review)) == (True, "Who did it")

    def test_an_open_headline_needs_none(self, film: Film, alice: Person) -> None:
        review = publish_review(film, alice, replace(TEXT, headline_covered=False))
        assert review.current
        assert (shown(review), bool(review.current.neutral_headline)) == ("Ray did it", False)

    def test_one_that_editors_cover_gets_the_houses_sentence(
        self, film: Film, alice: Person
    ) -> None:
        review = publish_review(film, alice, replace(TEXT, neutral_headline="Ray and the brother"))
        assert review.current
        review.current.title_mark = [3, "editors"]
        review.current.keep_marks()
        assert shown(review) == HOUSE

    def test_it_has_a_length(self, film: Film, alice: Person) -> None:
        with pytest.raises(Invalid) as refused:
            publish_review(film, alice, replace(TEXT, neutral_headline="x" * 121))
        assert "neutral_headline" in refused.value.problems


class TestVersions:
    def test_another_one_is_a_new_version_that_tells_nothing_of_the_headline(
        self, film: Film, alice: Person
    ) -> None:
        review = publish_review(film, alice, TEXT)
        review = edited(review, alice, neutral_headline="A whodunnit")
        old, new = Revision.objects.order_by("number")
        change = redact_change(review, old, new, Audience()).headline
        assert change == "<del>Who did it</del> <ins>A whodunnit</ins>"

    def test_covered_later_the_earlier_one_is_covered_by_it_too(
        self, film: Film, alice: Person
    ) -> None:
        review = publish_review(film, alice, replace(TEXT, headline_covered=False))
        review = edited(review, alice, headline_covered=True, neutral_headline="Who did it")
        old, new = Revision.objects.order_by("number")
        assert redact_review(review, Audience(), revision=old).headline == "Who did it"
        assert redact_change(review, old, new, Audience()).headline == ""

    def test_covered_headlines_that_differ_are_one_line(self, film: Film, alice: Person) -> None:
        review = publish_review(film, alice, TEXT)
        review = edited(review, alice, headline="The brother did it")
        old, new = Revision.objects.order_by("number")
        assert redact_change(review, old, new, Audience()).headline == "Who did it"

    def test_it_goes_with_an_erased_version(self, film: Film, alice: Person) -> None:
        review = publish_review(film, alice, TEXT)
        edited(review, alice, neutral_headline="A whodunnit")
        old = Revision.objects.get(number=1)
        erase_version(old, alice)
        old.refresh_from_db()
        assert not old.neutral_headline


class TestKeeping:
    def test_a_draft_keeps_all_of_it(self, film: Film, alice: Person) -> None:
        typed = replace(TEXT, fold_locked=True, harmless=(("a" * 64, "It is the title."),))
        assert text_of_draft(save_draft(film, alice, typed, version=None)) == typed

    def test_taken_back_it_is_in_the_draft(self, film: Film, alice: Person) -> None:
        draft = take_back(publish_review(film, alice, TEXT), alice)
        assert (draft.headline, draft.headline_covered) == ("Ray did it", True)
        assert draft.neutral_headline == "Who did it"

    @pytest.mark.parametrize("flagged", [True, False])
    def test_only_a_flagged_review_is_locked(
        self, film: Film, alice: Person, flagged: bool
    ) -> None:
        typed = replace(TEXT, contains_spoilers=flagged, fold_locked=True)
        assert publish_review(film, alice, typed).fold_locked is flagged
