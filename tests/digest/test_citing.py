"""The sentences behind a count: as each reader may see them, best first, nothing covered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.digest.building import build
from houselights.digest.citing import Wanted, cited
from houselights.digest.models import Finding
from houselights.digest.reads import digest_of
from houselights.digest.summary import Count, Group, Row
from houselights.opinions.actions import correct
from houselights.opinions.material import Polarity
from houselights.reviews.models import Review, Revision
from houselights.reviews.rights import EVERY_BASIS, Basis
from houselights.reviews.standing import hide
from houselights.spoilers.covering import By, Knows, Level
from houselights.spoilers.redact import Audience
from houselights.text.spans import Place, Span
from tests.exchange.pages import Written, bring_in, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

MUSIC = Wanted("aspect", "music")
NOBODY = Audience(knows=Knows.NOTHING)
MEMBER = Audience(knows=Knows.NOTHING, bases=EVERY_BASIS)
Make = Callable[..., Review]


@pytest.fixture
def make(make_review: Make) -> Make:
    """Publishes a review of which only the body says anything."""
    return lambda body, **more: make_review(headline="Notes", body=body, **more)


def texts(film: Film, wanted: Wanted = MUSIC, audience: Audience = NOBODY) -> list[str]:
    return [one.text for one in cited(film, audience, wanted).rows]


def test_where_it_stands_and_in_which_version(film: Film, make: Make) -> None:
    review = make("It is dark. The *music* is wonderful.")
    build(film)
    (one,) = cited(film, NOBODY, MUSIC).rows
    assert (one.review, one.version, one.place) == (review, 1, Place.BODY)
    assert (one.span, one.text) == (Span(12, 37), "The music is wonderful.")
    assert (one.polarity, one.subject) == (Polarity.PRAISE, "aspect:music")


def test_a_count_opens_the_sentences_of_the_reviews_that_it_counts(film: Film, make: Make) -> None:
    make("The music is wonderful.")
    make("The music is terrible.")
    make("The music is beautiful. The music is awful.")
    build(film)
    by_side = {side: texts(film, MUSIC._replace(side=side)) for side in Polarity}
    assert by_side[Polarity.PRAISE] == ["The music is wonderful."]
    assert by_side[Polarity.CRITICISE] == ["The music is terrible."]
    assert set(by_side[Polarity.MIXED]) == {"The music is beautiful.", "The music is awful."}
    assert len(texts(film)) == 4


def test_every_count_opens_as_many_reviews_as_it_says(film: Film, make: Make) -> None:
    for body in ("The music is wonderful.", "The music is terrible. The acting is superb."):
        for _ in range(2):
            make(body)
    build(film)
    digest = digest_of(film, {Basis.OPEN})
    assert digest is not None
    groups = ((digest.summary.aspects, None), (digest.summary.high, Group.HIGH))
    for rows, group in groups:
        for row in rows:
            assert _opened(film, row, group) == row.count


def _opened(film: Film, row: Row, group: Group | None) -> Count:
    wanted = Wanted(row.kind, row.subject, group=group)
    found = [
        {one.review for one in cited(film, NOBODY, wanted._replace(side=side)).rows}
        for side in (Polarity.PRAISE, Polarity.CRITICISE, Polarity.MIXED)
    ]
    return Count(*map(len, found))


def test_one_of_each_review_comes_first_and_pages_hold_each_once(film: Film, make: Make) -> None:
    for number in range(4):
        make(f"The music is wonderful. I love the music. That was evening {number}.")
    build(film)
    pages, after = [], 0
    while after is not None:
        page = cited(film, NOBODY, MUSIC, after=after, size=3)
        pages.append([one.review.pk for one in page.rows])
        after = page.after
    assert [len(page) for page in pages] == [3, 3, 2]
    together = [review for page in pages for review in page]
    assert len(set(together[:4])) == 4
    assert len(together) == 8


def test_the_more_helpful_of_two_alike_comes_first(film: Film, make: Make) -> None:
    first, second = make("The music is wonderful."), make("The music is wonderful.")
    build(film)
    Review.objects.filter(pk=first.pk).update(place=1)
    Review.objects.filter(pk=second.pk).update(place=2)
    assert [one.review for one in cited(film, NOBODY, MUSIC).rows] == [second, first]


def test_a_sentence_that_is_covered_since_stands_under_a_cover(film: Film, make: Make) -> None:
    review = make("The music is wonderful. It is dark.")
    build(film)
    mark = [0, 10, Level.PREMISE, By.EDITORS]
    Revision.objects.filter(review=review).update(marks=[mark])
    assert Finding.objects.filter(subject="music").exists()
    (closed,) = cited(film, NOBODY, MUSIC).rows
    assert (closed.is_closed, closed.text, closed.words) == (True, "", 4)
    assert texts(film, audience=Audience(knows=Knows.SEEN)) == ["The music is wonderful."]


def test_what_only_members_may_read_is_cited_to_members(film: Film) -> None:
    bring_in(film, page_text((Written("Notes", "The music is wonderful. I heard it."),), ()))
    build(film)
    assert texts(film, audience=NOBODY) == []
    assert texts(film, audience=MEMBER) == ["The music is wonderful."]


def test_hidden_reviews_and_corrected_sentences_are_not_cited(
    film: Film, make: Make, mira: Person, edda: Person
) -> None:
    hidden, _other = make("The music is wonderful."), make("I love the music.")
    build(film)
    hide(hidden, mira, reason="spam")
    (one,) = cited(film, NOBODY, MUSIC).rows
    assert one.text == "I love the music."
    correct(film, edda, subject=one.subject, digest=one.digest)
    assert texts(film) == []


def test_a_subject_that_nobody_speaks_of_has_no_sentences(film: Film, make: Make) -> None:
    make("It is dark.")
    build(film)
    page = cited(film, NOBODY, Wanted("topic", "nothing", Polarity.PRAISE, Group.LOW))
    assert (page.rows, page.after) == ([], None)
