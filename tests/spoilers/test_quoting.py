"""What an audience may see of a quoted sentence, whatever has become of its review."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask
from houselights.questions.citing import citations_in
from houselights.questions.models import Citation, Question
from houselights.questions.rules import AnswerText, Picked, QuestionText
from houselights.reviews.actions import edit_review, publish_review
from houselights.reviews.erasure import erase
from houselights.reviews.models import ImportBatch, Review, Rights
from houselights.reviews.rights import Basis, watch_page
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import erase_version
from houselights.spoilers.covering import Knows
from houselights.spoilers.quoting import Quotable, Quoted, quote, quote_all
from houselights.spoilers.redact import Audience, Mode, redact_review
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place, Span
from tests.cast import make_person
from tests.quotable import let_quote

Make = Callable[..., Review]
BODY = "It burns slowly. The *last* reel is long. The keeper is warm."
STRANGER = Audience()
SEEN = Audience(knows=Knows.SEEN)


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Is it slow?"))


@pytest.fixture
def review(make_review: Make) -> Review:
    return let_quote(make_review(body=BODY, headline="A slow lamp"))


@pytest.fixture
def citation(question: Question, review: Review, bruno: Person) -> Citation:
    """Of the second sentence."""
    return cite(question, review, bruno, Place.BODY, Span(17, 41))


def cite(
    question: Question, review: Review, by: Person, place: Place, span: Span, version: int = 1
) -> Citation:
    picked = [Picked(review.public_id, version, place, span)]
    made = answer(question, by, AnswerText("Yes.", contains_spoilers=False, cites=picked))
    assert made.current_id is not None
    return citations_in([made.current_id])[0]


def seen(citation: Citation, audience: Audience = STRANGER) -> Quoted:
    """As a page that is asked for now shows it."""
    return quote(citations_in([citation.answer_revision_id])[0], audience)


def rewrite(
    review: Review, body: str, headline: str = "A slow lamp", *, spoils: bool = False
) -> Review:
    fresh = Review.objects.select_related("author").get(pk=review.pk)
    assert fresh.author is not None
    edit_review(fresh, fresh.author, ReviewText(headline, body, 80, spoils, "en"))
    return let_quote(review)


def mark(review: Review, words: str, level: int = 2) -> None:
    current = Review.objects.select_related("current").get(pk=review.pk).current
    assert current is not None
    start = current.body.open_raw().index(words)
    current.marks = [[start, start + len(words), level, "editors"]]
    current.keep_marks()


def test_it_stands(citation: Citation, review: Review) -> None:
    shown = seen(citation)
    assert (shown.state, shown.text) == (Quotable.OPEN, "The last reel is long.")
    assert (shown.version, shown.span, shown.has_changed) == (1, Span(17, 41), False)


@pytest.mark.engine
def test_it_is_found_elsewhere_after_an_edit(citation: Citation, review: Review) -> None:
    rewrite(review, "New words first. The last reel is long!")
    shown = seen(citation)
    assert (shown.text, shown.has_changed) == ("The last reel is long!", False)
    assert (shown.version, shown.span) == (2, Span(17, 39))
    rewrite(review, "Other words.", headline="The last reel is long")
    assert seen(citation).place is Place.HEADLINE


def test_old_words_are_marked_as_changed(citation: Citation, review: Review) -> None:
    rewrite(review, "It burns slowly. The reels are short.")
    shown = seen(citation)
    assert (shown.text, shown.has_changed) == ("The last reel is long.", True)
    assert (shown.version, shown.span) == (1, Span(17, 41))


def test_old_words_are_covered_where_the_present_ones_are(
    citation: Citation, review: Review
) -> None:
    rewrite(review, "It burns slowly. ||The last reel is very long.|| The keeper is warm.")
    shown = seen(citation)
    assert (shown.state, shown.text, shown.has_changed) == (Quotable.COVERED, "", True)
    assert seen(citation, SEEN).text == "The last reel is long."


def test_an_erased_version_is_not_told(citation: Citation, review: Review) -> None:
    fresh = rewrite(review, "Other words.")
    assert fresh.author is not None
    erase_version(fresh.revisions.get(number=1), fresh.author)
    shown = seen(citation, SEEN)
    assert (shown.state, shown.text, shown.version) == (Quotable.UNTOLD, "", 0)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_it_is_covered_for_who_may_not_meet_it(
    citation: Citation, review: Review, level: int
) -> None:
    mark(review, "The *last* reel is long.", level)
    for number, knows in enumerate((Knows.NOTHING, Knows.PREMISE, Knows.SOURCE), start=1):
        shown = seen(citation, Audience(knows=knows))
        assert (shown.state is Quotable.COVERED) == (level >= number)
        assert bool(shown.text) == (level < number)
    assert seen(citation, SEEN).is_open
    assert seen(citation, Audience(mode=Mode.SHOW)).is_open


def test_what_is_risky_alone_is_covered(citation: Citation, review: Review) -> None:
    current = let_quote(review).current
    assert current is not None
    current.quotable = [one for one in current.quotable if one != ["body", 17, 41]]
    current.keep_marks()
    for knows in (Knows.NOTHING, Knows.PREMISE, Knows.SOURCE):
        assert seen(citation, Audience(knows=knows)).state is Quotable.COVERED
    assert seen(citation, SEEN).is_open
    assert seen(citation, Audience(own=frozenset({review.public_id}))).is_open


def test_a_covered_word_closes_the_sentence(citation: Citation, review: Review) -> None:
    rewrite(review, "It burns slowly. The *last* ||reel|| is long.")
    shown = seen(citation)
    assert (shown.state, shown.text, shown.words) == (Quotable.COVERED, "", 5)


def test_a_folded_review_is_not_quoted(citation: Citation, review: Review) -> None:
    rewrite(review, BODY, spoils=True)
    shown = seen(citation)
    assert (shown.state, shown.text, shown.headline) == (Quotable.FOLDED, "", "A slow lamp")


def test_a_headline_that_is_covered_is_not_quoted(
    question: Question, review: Review, bruno: Person
) -> None:
    made = cite(question, review, bruno, Place.HEADLINE, Span(0, 11))
    assert seen(made).text == "A slow lamp"
    Review.objects.filter(pk=review.pk).update(headline_covered=True)
    shown = seen(made)
    assert (shown.state, shown.text, shown.headline) == (Quotable.COVERED, "", None)


@pytest.mark.parametrize("state", [State.WITHHELD, State.DELETED])
def test_nothing_is_told_of_a_review_that_is_gone(
    citation: Citation, review: Review, state: State
) -> None:
    Review.objects.filter(pk=review.pk).update(state=state)
    assert seen(citation, SEEN) == Quoted(Quotable.GONE)


def test_nor_of_one_that_is_erased(citation: Citation, review: Review) -> None:
    erase(review)
    assert seen(citation, SEEN) == Quoted(Quotable.GONE)


def test_what_is_for_members_is_not_quoted_to_others(
    citation: Citation, review: Review, film: Film
) -> None:
    batch = ImportBatch.objects.create(film=film, kind="page-text", rights=Rights.UNSTATED)
    Review.objects.filter(pk=review.pk).update(batch=batch)
    with watch_page() as noted:
        shown = seen(citation)
    assert (shown.state, shown.text) == (Quotable.FOLDED, "")
    assert noted
    assert seen(citation, Audience(bases=frozenset(Basis))).is_open


def test_no_query_a_citation(
    question: Question,
    make_review: Make,
    bruno: Person,
    django_assert_num_queries: Callable[..., object],
) -> None:
    reviews = [let_quote(make_review(body=BODY)) for _each in range(3)]
    picked = [
        Picked(one.public_id, 1, Place.BODY, span)
        for one in reviews
        for span in split_sentences(BODY)
    ]
    text = AnswerText("Yes.", contains_spoilers=False, cites=picked[:5])
    made = answer(question, bruno, text)
    rewrite(reviews[0], "The keeper is warm. Other words.")
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        shown = quote_all(citations_in([made.current_id or 0]), lambda _review: STRANGER)
    assert [one.has_changed for one in shown] == [True, True, False, False, False]


# ── whatever happens ────────────────────────────────────────────────────────────────────────────

_SENTENCES = ("Zqone burns.", "Zqtwo is long.", "Zqthree is *warm* and slow.", "Zqfour ends.")
_PARTS = st.lists(st.tuples(st.sampled_from(_SENTENCES), st.booleans()), min_size=1, max_size=4)
_STEPS = st.lists(
    st.tuples(_PARTS, st.booleans(), st.sampled_from([0, 1, 2, 3])), min_size=1, max_size=3
)
_AUDIENCES = st.sampled_from([Audience(knows=knows) for knows in Knows])


def _body(parts: list[tuple[str, bool]]) -> str:
    return " ".join(f"||{words}||" if covered else words for words, covered in parts)


@given(steps=_STEPS, at=st.integers(0, 3), audience=_AUDIENCES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_edit_opens_what_is_closed(
    question: Question,
    steps: list[tuple],
    at: int,
    audience: Audience,  # type: ignore[type-arg]
) -> None:
    """What is quoted stands open in the present version, or nowhere in it and open in its own."""
    number = Person.objects.count()
    text = ReviewText("A lamp", " ".join(_SENTENCES), 80, False, "en")
    review = let_quote(publish_review(question.film, make_person(f"w{number}"), text))
    span = split_sentences(" ".join(_SENTENCES), "en")[at]
    made = cite(question, review, make_person(f"q{number}"), Place.BODY, span)
    for parts, spoils, level in steps:
        review = rewrite(review, _body(parts), spoils=spoils)
        if level:
            mark(review, parts[0][0], level)
        shown, present = (
            seen(made, audience),
            redact_review(Review.objects.select_related("current").get(pk=review.pk), audience),
        )
        if shown.text:
            assert present.is_open
            stands = any(words == _SENTENCES[at] for words, _covered in parts)
            assert (shown.text in present.text) == stands
