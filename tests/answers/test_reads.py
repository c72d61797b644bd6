"""What a corpus is made of: what is open to the audience, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from houselights.answers.asking import answer
from houselights.answers.corpus import Corpus
from houselights.answers.reads import corpus_of
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from houselights.spoilers.covering import By, Knows, Level
from houselights.spoilers.redact import Audience
from houselights.text.spans import Place

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

SECRET = "canarybird"
Make = Callable[..., Review]


def texts(corpus: Corpus) -> list[str]:
    return [line.sentence.text for line in corpus.lines]


def test_headline_and_body_with_where_they_stand(film: Film, make_review: Make) -> None:
    review = make_review(headline="Bring a coat", body="It burns *slowly*. See [this](http://x.y).")
    corpus = corpus_of(film, Audience())
    assert texts(corpus) == ["Bring a coat", "It burns slowly.", "See this."]
    (told,) = corpus.told
    assert (told.key, told.rating, told.language) == (review.public_id, 80, "en")
    assert [one.place for one in told.sentences] == [Place.HEADLINE, Place.BODY, Place.BODY]
    body = review.current.body.open_raw() if review.current else ""
    assert [body[slice(*one.span)] for one in told.sentences[1:]] == [
        "It burns *slowly*.",
        "See [this](http://x.y).",
    ]


def test_a_sentence_that_is_covered_in_part_is_not_there(film: Film, make_review: Make) -> None:
    make_review(body=f"It is slow. Ray is ||the {SECRET}|| all along. It is dark.")
    corpus = corpus_of(film, Audience())
    assert texts(corpus)[1:] == ["It is slow.", "It is dark."]
    assert SECRET not in repr(corpus)
    assert f"Ray is ||the {SECRET}|| all along." not in texts(corpus)
    assert any(SECRET in text for text in texts(corpus_of(film, Audience(knows=Knows.SEEN))))


def test_a_folded_text_is_not_there_and_a_covered_headline_neither(
    film: Film, make_review: Make
) -> None:
    make_review(body=f"Ray is the {SECRET}.", headline="Open", contains_spoilers=True)
    make_review(body="It is dark.", headline=f"||The {SECRET}||")
    corpus = corpus_of(film, Audience())
    assert texts(corpus) == ["Open", "It is dark."]
    assert SECRET not in repr(corpus)


@pytest.mark.parametrize(
    ("knows", "there"),
    [(Knows.NOTHING, False), (Knows.PREMISE, False), (Knows.SOURCE, True), (Knows.SEEN, True)],
)
def test_what_others_cover_goes_by_what_the_audience_knows(
    film: Film, make_review: Make, knows: Knows, there: bool
) -> None:
    review = make_review(body=f"It is slow. Ray is the {SECRET}. It is dark.")
    assert review.current
    start = review.current.body.open_raw().index("Ray")
    review.current.marks = [[start, start + 22, Level.PREMISE, By.EDITORS]]
    review.current.keep_marks()
    corpus = corpus_of(film, Audience(knows=knows))
    assert (SECRET in repr(corpus)) is there
    cited = answer(f"Who is the {SECRET}?", corpus).cited
    assert any(SECRET in one.text for one in cited) is there


def test_a_link_that_is_cut_apart_does_not_tell_where_it_leads(
    film: Film, make_review: Make
) -> None:
    make_review(body=f"It is slow. [||Ray is it.|| Look here](https://x.y/{SECRET}) and go.")
    assert SECRET not in repr(corpus_of(film, Audience()))


def test_withheld_reviews_and_other_films_are_not_there(film: Film, make_review: Make) -> None:
    review = make_review(body="It is slow.")
    Review.objects.filter(pk=review.pk).update(state="withheld")
    assert corpus_of(film, Audience()).lines == []


def test_the_catalogue_gives_the_names(film: Film, make_review: Make) -> None:
    make_review(body="Ode is superb. It rains.")
    answered = answer("How good is Ray?", corpus_of(film, Audience()))
    assert answered.cited[0].text == "Ode is superb."
