"""The redaction point: what leaves, for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pytest

from houselights.reviews.models import Review
from houselights.spoilers.redact import Audience, Fold, Mode, Shown, redact_review

pytestmark = pytest.mark.django_db

SECRET = "canarybird"
LINKING = Audience(link=lambda key: f"?open={key}#r")


def everything(shown: Shown) -> str:
    """All that leaves the redaction point, as one text."""
    return repr(asdict(shown))


@pytest.fixture
def flagged(make_review: Callable[..., Review]) -> Review:
    return make_review(body=f"He is a {SECRET}.", contains_spoilers=True)


@pytest.fixture
def covered(make_review: Callable[..., Review]) -> Review:
    body = f"A start. ||He is a {SECRET} all along.|| A middle. ||And {SECRET}s fly.|| An end."
    return make_review(body=body, headline="Open words")


def test_a_flagged_review_is_folded_and_nothing_of_it_leaves(flagged: Review) -> None:
    shown = redact_review(flagged, LINKING)
    assert shown.fold is Fold.FLAGGED
    assert SECRET not in everything(shown)
    assert shown.open_link == f"?open={flagged.public_id}#r"
    assert shown.headline == "A lamp worth the wait, number 1"


def test_an_unknown_flag_is_never_read_as_harmless(flagged: Review) -> None:
    flagged.contains_spoilers = None
    shown = redact_review(flagged, LINKING)
    assert shown.fold is Fold.UNKNOWN
    assert SECRET not in everything(shown)


def test_opening_it_shows_it(flagged: Review) -> None:
    shown = redact_review(flagged, Audience(opened=frozenset({flagged.public_id})))
    assert shown.is_open
    assert SECRET in shown.body


def test_a_covered_run_is_left_out_and_named_in_words(covered: Review) -> None:
    shown = redact_review(covered, LINKING)
    assert shown.is_open
    assert SECRET not in everything(shown)
    assert "A middle." in shown.body
    assert "Spoiler, about 5 words" in shown.body
    assert shown.text == "A start. […] A middle. […] An end."


def test_opening_one_cover_opens_no_other(covered: Review) -> None:
    one = Audience(opened=frozenset({f"{covered.public_id}-2"}), link=LINKING.link)
    shown = redact_review(covered, one)
    assert f"And {SECRET}s fly." in shown.body
    assert "all along" not in everything(shown)


def test_opening_the_fold_opens_no_cover(covered: Review) -> None:
    covered.contains_spoilers = True
    shown = redact_review(covered, Audience(opened=frozenset({covered.public_id})))
    assert SECRET not in everything(shown)


def test_a_covered_headline_gets_a_neutral_one(make_review: Callable[..., Review]) -> None:
    review = make_review(headline=f"||The {SECRET} did it||")
    shown = redact_review(review, LINKING)
    assert shown.headline_covered
    assert SECRET not in everything(shown)
    assert shown.headline_link == f"?open={review.public_id}-h#r"
    opened = redact_review(review, Audience(opened=frozenset({f"{review.public_id}-h"})))
    assert opened.headline == f"The {SECRET} did it"


def test_without_links_covers_are_bars(covered: Review) -> None:
    assert "<a" not in redact_review(covered, Audience()).body


@pytest.mark.parametrize("mode", [Mode.COVER, Mode.HIDE])
def test_only_show_shows_all(mode: Mode, covered: Review) -> None:
    assert SECRET not in everything(redact_review(covered, Audience(mode=mode)))
    assert SECRET in redact_review(covered, Audience(mode=Mode.SHOW)).body


def test_a_writer_reads_their_own(covered: Review, flagged: Review) -> None:
    own = Audience(own=frozenset({covered.public_id}))
    assert SECRET in redact_review(covered, own).body
    assert SECRET not in everything(redact_review(flagged, own))
