"""What is covered of a text: what people settled first, then what the program thinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from houselights.base.house import choose
from houselights.base.models import TextRevision
from houselights.base.writing import write
from houselights.reviews.actions import publish_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.spoilers.covering import Level
from houselights.spoilers.marking import Judged, Rules, apply_marks, level_of, marks_from
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.scorer.material import Scored
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place, Span
from houselights.text.words import sentence_digest
from tests.cast import make_person

BODY = "It is slow. The sister did it. He never comes back. Go and see it."
LIMITS = {"outright": 0.5, "hints": 0.2, "harmless_sure": 0.02}
COVERING, PROPOSING, OFF = (Rules(word, LIMITS) for word in ("cover", "propose", "off"))


def sentence(outright: float, hints: float = 0.0, place: Place = Place.BODY) -> Scored:
    return Scored(place, Span(0, 10), outright, max(outright, hints))


def level(scored: Scored, rules: Rules, said: Sentence | None = None) -> tuple[int, str]:
    found = level_of(Judged(scored, said), rules)
    return int(found[0]), str(found[1])


class TestOneSentence:
    """Pure: a sentence's level."""

    def test_the_program_covers_what_tells_outright(self) -> None:
        assert level(sentence(0.5), COVERING) == (Level.PREMISE, "program")

    def test_hints_are_covered_for_who_knows_nothing(self) -> None:
        assert level(sentence(0.1, 0.2), COVERING) == (Level.NOTHING, "program")
        assert level(sentence(0.1, 0.19), COVERING)[0] == Level.OPEN

    def test_a_house_that_proposes_covers_for_who_knows_nothing_only(self) -> None:
        assert level(sentence(0.9), PROPOSING)[0] == Level.NOTHING

    def test_off_covers_nothing(self) -> None:
        assert level(sentence(1.0), OFF)[0] == Level.OPEN

    @pytest.mark.parametrize(
        ("by", "expected"),
        [
            (Sentence.By.EDITORS, Level.SOURCE),
            (Sentence.By.AUTHOR, Level.SOURCE),
            (Sentence.By.READERS, Level.PREMISE),
        ],
    )
    def test_what_was_settled_goes_before_the_program(
        self, by: Sentence.By, expected: Level
    ) -> None:
        covered = Sentence(gives_away=True, settled_by=by)
        harmless = Sentence(gives_away=False, settled_by=by)
        for rules in (COVERING, PROPOSING, OFF):
            assert level(sentence(0.0), rules, covered) == (expected, str(by))
            assert level(sentence(1.0), rules, harmless)[0] == Level.OPEN

    def test_the_authors_word_goes_before_the_program(self) -> None:
        assert level(sentence(1.0), COVERING, Sentence(author_said=False))[0] == Level.OPEN

    def test_marks_alone_change_nothing(self) -> None:
        assert level(sentence(0.6), COVERING, Sentence())[0] == Level.PREMISE


class TestOneText:
    """Pure: the marks of a text."""

    def test_a_headline_takes_its_strictest_sentence(self) -> None:
        judged = [
            Judged(sentence(0.1, 0.3, Place.HEADLINE), None),
            Judged(sentence(0.7, place=Place.HEADLINE), None),
        ]
        assert marks_from(judged, 0, COVERING, folded=False).title_mark == [2, "program"]

    def test_harmless_runs_stand_together(self) -> None:
        spans = [(0, 10), (11, 20), (21, 30), (31, 40)]
        figures = [(0.0, 0.01), (0.0, 0.01), (0.1, 0.15), (0.0, 0.0)]
        judged = [
            Judged(Scored(Place.BODY, Span(*span), *score), None)
            for span, score in zip(spans, figures, strict=True)
        ]
        marks = marks_from(judged, 40, COVERING, folded=True)
        assert marks.harmless == [[0, 20], [31, 40]]
        assert marks_from(judged, 40, COVERING, folded=False).harmless == []
        assert marks_from(judged, 4000, COVERING, folded=True).harmless == []

    def test_what_is_covered_is_never_harmless(self) -> None:
        covered = Sentence(gives_away=True, settled_by=Sentence.By.READERS)
        harmless = Sentence(gives_away=False, settled_by=Sentence.By.EDITORS)
        judged = [Judged(sentence(0.0), covered), Judged(sentence(0.9), harmless)]
        marks = marks_from(judged, 10, COVERING, folded=True)
        assert [mark[3] for mark in marks.marks] == ["readers"]
        assert marks.harmless == [[0, 10]]


# ── kept with the text ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def review(make_review: Callable[..., Review]) -> Review:
    return make_review(headline="Slow", body=BODY)


def scores(row: Review, *outright: float) -> list[Scored]:
    """All sentences of the text, the headline's first, with these figures."""
    assert row.current is not None
    assert row.current.headline is not None
    parts = (
        (Place.HEADLINE, row.current.headline.open_raw()),
        (Place.BODY, row.current.body.open_raw()),
    )
    spans = [(place, span) for place, text in parts for span in split_sentences(text)]
    return [
        Scored(place, span, figure, figure)
        for (place, span), figure in zip(spans, outright, strict=True)
    ]


def apply(row: Review, *outright: float) -> TextRevision:
    """Keep the marks that follow from these figures; the version as it is then."""
    with write(row.film_id):
        apply_marks(row, scores(row, *outright))
    found = Review.objects.select_related("current").get(pk=row.pk).current
    assert found is not None
    return found


def words(marks: Sequence[Sequence[int]]) -> list[str]:
    return [BODY[mark[0] : mark[1]] for mark in marks]


def say(row: Review, text: str, **fields: object) -> Sentence:
    start = BODY.index(text)
    return Sentence.objects.create(
        film=row.film,
        review=row,
        place="body",
        start=start,
        end=start + len(text),
        digest=sentence_digest(text),
        **fields,
    )


@pytest.mark.django_db
class TestKept:
    """In the database."""

    pytestmark = pytest.mark.engine

    def test_sentences_are_covered_each_for_itself(self, review: Review) -> None:
        current = apply(review, 0, 0, 0.95, 0.95, 0)
        assert words(current.marks) == ["The sister did it.", "He never comes back."]
        assert [mark[2:] for mark in current.marks] == [[2, "program"]] * 2
        assert current.title_mark == []

    def test_a_headline_is_covered_as_a_whole(self, review: Review) -> None:
        assert apply(review, 0.95, 0, 0, 0, 0).title_mark == [2, "program"]

    def test_nothing_new_is_not_saved(self, review: Review) -> None:
        apply(review, 0, 0, 0.95, 0.95, 0)
        again = Review.objects.select_related("current").get(pk=review.pk)
        with write(review.film_id):
            assert not apply_marks(again, scores(again, 0, 0, 0.95, 0.95, 0))

    def test_what_was_settled_follows_its_words(self, review: Review) -> None:
        said = say(review, "The sister did it.", gives_away=True, settled_by="editors")
        new = ReviewText(
            headline="Slow", body=f"Well. {BODY}", contains_spoilers=False, language="en"
        )
        assert review.author is not None
        edited = publish_review(review.film, review.author, new)
        current = apply(edited, 0, 0, 0, 0, 0, 0)
        [mark] = current.marks
        assert current.body.open_raw()[mark[0] : mark[1]] == "The sister did it."
        assert mark[2:] == [3, "editors"]
        said.refresh_from_db()
        assert (said.start, said.end) == (mark[0], mark[1])

    def test_the_same_words_are_covered_wherever_they_stand(self, review: Review) -> None:
        say(review, "The sister did it.", gives_away=True, settled_by="editors")
        assert review.author is not None
        new = ReviewText(
            headline="Slow",
            body="The sister did it. Yes: the SISTER did it. Go.",
            contains_spoilers=False,
            language="en",
        )
        edited = publish_review(review.film, review.author, new)
        assert len(apply(edited, 0, 0, 0, 0).marks) == 1
        new = ReviewText(
            headline="Slow",
            body="The sister did it. The SISTER did it! Go.",
            contains_spoilers=False,
            language="en",
        )
        edited = publish_review(review.film, review.author, new)
        assert len(apply(edited, 0, 0, 0, 0).marks) == 2

    def test_a_sentence_that_is_gone_is_kept_only_where_somebody_had_a_say(
        self, review: Review
    ) -> None:
        decided = say(review, "The sister did it.", gives_away=True, settled_by="editors")
        marked = say(review, "He never comes back.", waits=True)
        SentenceMark.objects.create(sentence=marked, person=make_person("ida"), gives_away=True)
        unsaid = say(review, "Go and see it.")
        assert review.author is not None
        new = ReviewText(headline="Slow", body="Other words.", contains_spoilers=False)
        edited = publish_review(review.film, review.author, new)
        assert apply(edited, 0, 0).marks == []
        (instead,) = Sentence.objects.exclude(pk__in=[decided.pk, marked.pk])
        assert instead.waits  # for the editors, who covered what stood there
        marked.refresh_from_db()
        assert not marked.waits
        assert not Sentence.objects.filter(pk=unsaid.pk).exists()

    def test_a_house_that_proposes_lets_sentences_wait(self, review: Review) -> None:
        choose("program_covers", "propose")
        current = apply(review, 0, 0, 0.95, 0.9, 0)
        assert [mark[2] for mark in current.marks] == [1, 1]
        waiting = Sentence.objects.filter(waits=True).order_by("-suspicion")
        assert [(BODY[one.start : one.end], one.suspicion) for one in waiting] == [
            ("The sister did it.", 950),
            ("He never comes back.", 900),
        ]
        apply(review, 0, 0, 0.95, 0.1, 0)
        assert [one.suspicion for one in Sentence.objects.all()] == [950]
        choose("program_covers", "cover")
        assert [mark[2] for mark in apply(review, 0, 0, 0.95, 0.1, 0).marks] == [2]
        assert not Sentence.objects.exists()

    def test_what_is_harmless_of_a_flagged_review_is_kept(
        self, make_review: Callable[..., Review]
    ) -> None:
        flagged = make_review(headline="Slow", body=BODY, contains_spoilers=True)
        current = apply(flagged, 0, 0, 0.95, 0.95, 0)
        assert words(current.harmless) == ["It is slow.", "Go and see it."]
