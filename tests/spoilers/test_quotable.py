"""Which sentences may be quoted alone: fewer than those that pages leave open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from houselights.reviews.models import Review, Revision
from houselights.spoilers.covering import Knows
from houselights.spoilers.marking import Judged, Rules, quotable_in
from houselights.spoilers.models import Sentence
from houselights.spoilers.open_sentences import open_sentences
from houselights.spoilers.redact import Audience, Mode
from houselights.spoilers.scorer.material import Scored
from houselights.spoilers.scorer.score import THRESHOLDS
from houselights.text.spans import Place, Span

Make = Callable[..., Review]
RISKY = THRESHOLDS["risky"]
BODY = "The music is wonderful. In the end he dies and she marries his killer."


def quotable(hints: float, said: Sentence | None = None, program: str = "cover") -> bool:
    """Whether a sentence is, that has this probability."""
    scored = Scored(Place.BODY, Span(0, 9), hints / 2, hints)
    kept = quotable_in([Judged(scored, said)], Rules(program))
    assert kept in ([], [["body", 0, 9]])
    return bool(kept)


class TestOneSentence:
    def test_a_little_doubt_is_enough(self) -> None:
        assert THRESHOLDS["hints"] > RISKY
        assert quotable(RISKY - 0.001)
        assert not quotable(RISKY)

    def test_a_program_that_covers_nothing_still_quotes_with_care(self) -> None:
        assert not quotable(RISKY, program="off")

    @pytest.mark.parametrize("by", Sentence.By.values)
    def test_what_the_house_decided_goes_first(self, by: str) -> None:
        assert quotable(0.9, Sentence(gives_away=False, settled_by=by))
        assert not quotable(0.0, Sentence(gives_away=True, settled_by=by))

    def test_its_writers_word_alone_is_not_enough(self) -> None:
        assert not quotable(0.3, Sentence(author_said=False))


@pytest.mark.django_db
@pytest.mark.engine
class TestOpenSentences:
    def risky(self, review: Review, audience: Audience) -> list[bool]:
        review.refresh_from_db()
        return [one.risky for one in open_sentences(review, audience) if one.place is Place.BODY]

    def test_scored_with_the_review(self, make_review: Make) -> None:
        review = Review.objects.get(pk=make_review(headline="Once", body=BODY).pk)
        assert review.current
        assert [row for row in review.current.quotable if row[0] == "body"] == [["body", 0, 23]]

    def test_nothing_is_risky_for_who_is_shown_all(self, make_review: Make) -> None:
        review = make_review(headline="Once", body=BODY)
        for audience in (Audience(knows=Knows.SEEN), Audience(mode=Mode.SHOW)):
            assert self.risky(review, audience) == [False, False]

    def test_who_knows_the_source_gets_no_more_quoted(self, make_review: Make) -> None:
        review = make_review(headline="Once", body=BODY)
        assert self.risky(review, Audience(knows=Knows.SOURCE)) == [False, True]

    def test_a_text_that_nobody_scored_is_not_quoted(self, make_review: Make) -> None:
        review = make_review(headline="Once", body=BODY)
        Revision.objects.update(quotable=[])
        review = Review.objects.get(pk=review.pk)
        assert all(one.risky for one in open_sentences(review, Audience()))
