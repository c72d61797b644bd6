"""The digest on the film page, the pages of its sentences, and what editors correct."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houselights.accounts.actions import give_role
from houselights.accounts.models import Person, Role
from houselights.base.house import choose
from houselights.catalogue.models import Film, SourceWork
from houselights.digest.models import Kind
from houselights.opinions.models import Correction
from houselights.reviews.models import Review
from houselights.reviews.standing import hide
from houselights.text.spans import Place, Span
from houselights.text.words import sentence_digest
from houselights.web import digest_panel
from houselights.web.digest_chart import chart_rows
from houselights.web.digest_panel import panel_of
from houselights.web.reading import reader_of
from tests.cast import make_person
from tests.web.digested import Found, finding, put_digest

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Make = Callable[..., Review]

PANEL = 'id="digest"'
MUSIC: Found = (Kind.ASPECT, "music", 1)
NO_MUSIC: Found = (Kind.ASPECT, "music", -1)


@pytest.fixture
def editor(alice: Person) -> Person:
    give_role(alice, Role.EDITOR)
    return alice


def digest(film: Film, reviews: Sequence[tuple[Review, Sequence[Found]]]) -> None:
    """Let each review's body, which is one sentence, say all that."""
    rows = []
    for review, founds in reviews:
        assert review.current is not None
        text = str(review.current.body.open_raw())
        at, key = (Place.BODY, Span(0, len(text))), sentence_digest(text)
        rows += [finding(review, found, at, key) for found in founds]
        review.current.quotable = [["body", 0, len(text)]]
        review.current.keep_marks()
    put_digest(film, rows)


@pytest.fixture
def four(film: Film, make_review: Make) -> list[Review]:
    """Two reviews for the music and two against, one of each side with a rating at that end."""
    bodies = ("It sings to me.", "I hummed along.", "It drones on.", "My ears hurt.")
    reviews = [
        make_review(headline=f"Notes {n}", body=body, rating=rating)
        for n, (body, rating) in enumerate(zip(bodies, (90, 80, 30, 50), strict=True))
    ]
    sides = (MUSIC, MUSIC, NO_MUSIC, NO_MUSIC)
    digest(film, [(one, [side]) for one, side in zip(reviews, sides, strict=True)])
    return reviews


def subject(film: Film, kind: str = "aspect", name: str = "music") -> str:
    return reverse("digest_subject", args=[film.slug, kind, name])


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).text.split())


def test_what_the_house_opens_of_a_folded_text_is_cited(
    client: Client, film: Film, make_review: Make
) -> None:
    review = make_review(body="It sings to me.", contains_spoilers=True)
    digest(film, [(review, [MUSIC])])
    assert review.current is not None
    review.current.harmless = [[0, 15]]
    review.current.save()
    assert "It sings to me." not in page(client, subject(film))
    choose("opens_parts", True)
    assert "It sings to me." in page(client, subject(film))


class TestPanel:
    def test_there_is_none_while_few_reviews_say_anything(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        digest(film, [(make_review(body="It sings."), [MUSIC])])
        assert PANEL not in page(client, film.get_absolute_url())

    @pytest.mark.usefixtures("four")
    def test_counts_for_the_eye_the_ear_and_as_a_table(self, client: Client, film: Film) -> None:
        shown = page(client, film.get_absolute_url())
        assert "From 4 reviews" in shown
        assert f'<a href="{subject(film)}">' in shown
        assert "2 against, 2 for, 0 divided" in shown
        assert '<th scope="row">Music and sound</th> <td>2</td> <td>2</td> <td>0</td>' in shown

    def test_both_sides_are_quoted_at_their_sentences(
        self, client: Client, film: Film, four: list[Review]
    ) -> None:
        shown = page(client, film.get_absolute_url())
        assert "What viewers disagree about most" in shown
        for review, length in ((four[0], 15), (four[2], 13)):
            assert f"/reviews/{review.public_id}/?sentence=1b0-{length}#sentence" in shown

    @pytest.mark.usefixtures("four")
    def test_it_is_not_among_filtered_reviews_nor_in_what_machines_read(
        self, client: Client, film: Film
    ) -> None:
        address = film.get_absolute_url()
        assert PANEL not in page(client, f"{address}?rating=9")
        more = client.get(address, headers={"HX-Request": "true", "HX-Target": "more"})
        assert PANEL not in more.text

    def test_a_hidden_review_is_not_quoted_any_more(
        self, client: Client, film: Film, four: list[Review]
    ) -> None:
        tag = client.get(film.get_absolute_url())["ETag"]
        hide(four[0], by=make_person("decides", Role.MODERATOR), reason="abuse")
        again = client.get(film.get_absolute_url(), headers={"If-None-Match": tag})
        assert again.status_code == 200
        assert "It sings to me." not in again.text

    @pytest.mark.usefixtures("four")
    def test_the_film_is_shown_whatever_goes_wrong_with_it(
        self, client: Client, film: Film, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_given: object) -> None:
            raise ValueError

        monkeypatch.setattr(digest_panel, "digest_of", fails)
        shown = page(client, film.get_absolute_url())
        assert PANEL not in shown
        assert "Notes 0" in shown

    def test_those_who_know_the_book_and_those_who_do_not(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        film.source_work = SourceWork.objects.create(
            kind="novel", title="The Wick", author="Ines Oda", year=1950
        )
        film.save()
        first: Found = (Kind.SOURCE, "first", 0)
        whole: Found = (Kind.ASPECT, "whole", 1)
        digest(film, [(make_review(body=f"Read {n} times."), [first, whole]) for n in range(3)])
        shown = page(client, film.get_absolute_url())
        assert "the novel <cite>The Wick</cite> by Ines Oda (1950)" in shown
        assert "Those who read the book first" in shown
        assert ">From 3 reviews</a>: 3 for" in shown

    def test_who_it_is_for_and_other_films(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        other = Film.objects.create(title="Wicks", slug="wicks", sort_title="wicks")
        founds: list[Found] = [(Kind.AUDIENCE, "for", 0), (Kind.COMPARISON, "Wicks", 1)]
        digest(film, [(make_review(body=f"See it if you like {n}."), founds) for n in range(2)])
        shown = page(client, film.get_absolute_url())
        assert "Who it is for (2)" in shown
        assert "See it if you like 0." in shown
        assert "2 find this one better" in shown
        assert subject(film, "film", "Wicks") in shown
        assert other.get_absolute_url() not in shown  # nothing says that it is this one

    @pytest.mark.parametrize("reviews", [4, 40])
    def test_queries_do_not_grow(
        self,
        film: Film,
        make_review: Make,
        django_assert_max_num_queries: DjangoAssertNumQueries,
        reviews: int,
    ) -> None:
        made = [make_review(body=f"It sings {n} times.") for n in range(reviews)]
        digest(film, [(one, [NO_MUSIC if n % 2 else MUSIC]) for n, one in enumerate(made)])
        reader = reader_of(_request())
        panel_of(film, reader)
        with django_assert_max_num_queries(10):
            panel_of(film, reader)


def _request() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request


class TestChart:
    @pytest.mark.usefixtures("four")
    def test_bars_stand_on_one_scale_on_both_sides_of_the_axis(self, film: Film) -> None:
        panel = panel_of(film, reader_of(_request()))
        assert panel is not None
        (row,) = panel.chart
        assert row.praise == "M50 0h50.0v10H50z"
        assert row.against.startswith("M50.0 0h-1.4v10h1.4z")
        assert row.against.count("M") > 10  # stripes

    def test_nothing_makes_no_bar(self, film: Film) -> None:
        assert chart_rows(film, []) == []


class TestSentences:
    def test_both_sides_with_whose_they_are(
        self, client: Client, film: Film, four: list[Review]
    ) -> None:
        shown = page(client, subject(film))
        for review in four:
            assert review.get_absolute_url() in shown
        assert shown.index("It sings to me.") < shown.index(">Against<") < shown.index("It drones")
        assert "9/10" in shown
        assert "doesn’t say that" not in shown

    def test_one_that_may_not_be_quoted_stands_under_a_cover(
        self, client: Client, film: Film, four: list[Review]
    ) -> None:
        assert four[0].current is not None
        four[0].current.quotable = []
        four[0].current.keep_marks()
        shown = page(client, subject(film))
        assert "It sings to me." not in shown
        place = "?sentence=1b0-15#sentence"
        assert f'class="cover" href="{four[0].get_absolute_url()}{place}"' in shown
        known = page(client, f"{subject(film)}?know=seen")
        assert "It sings to me." in known

    @pytest.mark.usefixtures("four")
    def test_those_of_some_ratings(self, client: Client, film: Film) -> None:
        shown = page(client, f"{subject(film)}?group=low")
        assert "It drones on." in shown
        assert "It sings to me." not in shown
        assert '<meta name="robots" content="noindex">' in shown

    def test_one_side_page_after_page(self, client: Client, film: Film, make_review: Make) -> None:
        made = [make_review(body=f"It sings {n} times.") for n in range(28)]
        digest(film, [(one, [MUSIC]) for one in made])
        found, address = list[str](), subject(film)
        while address:
            shown = page(client, address)
            found += [one for one in made if one.get_absolute_url() in shown]
            address = shown.partition('rel="next" href="')[2].partition('"')[0]
            address = address.replace("&amp;", "&")
        assert len(found) == len(set(found)) == 28

    def test_what_nobody_found_is_not_there(self, client: Client, film: Film) -> None:
        for kind, name in (("aspect", "taste"), ("topic", "lamp"), ("mood", "x"), ("source", "x")):
            assert client.get(subject(film, kind, name)).status_code == 404
        assert "no sentence to show" in page(client, subject(film))

    def test_broken_values_are_refused_in_words(self, client: Client, film: Film) -> None:
        assert client.get(f"{subject(film)}?side=sideways").status_code == 400
        assert client.get(f"{subject(film)}?after=x").status_code == 200


class TestCorrections:
    @pytest.mark.usefixtures("four")
    def test_a_sentence_is_hidden_with_one_press_and_shown_again(
        self, client: Client, film: Film, editor: Person
    ) -> None:
        client.force_login(editor)
        shown = page(client, subject(film))
        assert "It doesn’t say that" in shown
        sent = {"subject": "aspect:music", "digest": sentence_digest("It sings to me.")}
        answer = client.post(
            reverse("corrections", args=[film.slug]), {**sent, "next": subject(film)}
        )
        assert answer["Location"] == subject(film)
        after = page(client, subject(film))
        assert "It sings to me." not in after
        assert reverse("corrections", args=[film.slug]) in after
        listed = page(client, reverse("corrections", args=[film.slug]))
        assert "It sings to me." in listed
        again = {"again": Correction.objects.get().public_id}
        client.post(reverse("corrections", args=[film.slug]), again)
        assert "It sings to me." in page(client, subject(film))

    @pytest.mark.usefixtures("four")
    def test_a_whole_subject(self, client: Client, film: Film, editor: Person) -> None:
        client.force_login(editor)
        client.post(reverse("corrections", args=[film.slug]), {"subject": "aspect:music"})
        assert "Hidden from readers" in page(client, subject(film))
        assert "All of it is hidden." in page(client, reverse("corrections", args=[film.slug]))
        client.logout()
        assert client.get(subject(film)).status_code == 404
        assert PANEL not in page(client, film.get_absolute_url())

    @pytest.mark.usefixtures("four")
    def test_a_reader_s_copy_is_old_after_it(
        self, client: Client, film: Film, editor: Person
    ) -> None:
        tag = client.get(film.get_absolute_url())["ETag"]
        signed_in = Client()
        signed_in.force_login(editor)
        signed_in.post(reverse("corrections", args=[film.slug]), {"subject": "aspect:music"})
        again = client.get(film.get_absolute_url(), headers={"If-None-Match": tag})
        assert again.status_code == 200

    @pytest.mark.parametrize(
        "sent", [{}, {"subject": "mood:x"}, {"subject": "source", "digest": "not one"}]
    )
    def test_a_form_that_says_nothing_is_refused(
        self, client: Client, film: Film, editor: Person, sent: dict[str, str]
    ) -> None:
        client.force_login(editor)
        assert client.post(reverse("corrections", args=[film.slug]), sent).status_code == 400
        assert not Correction.objects.exists()

    def test_an_answer_s_sentence_by_its_question(
        self, client: Client, film: Film, editor: Person
    ) -> None:
        client.force_login(editor)
        sent = {"subject": "question:abc", "digest": "0" * 64}
        client.post(reverse("corrections", args=[film.slug]), sent)
        listed = page(client, reverse("corrections", args=[film.slug]))
        assert "An answer to a question asked of the reviews" in listed
        assert "cannot be shown here" in listed

    def test_an_unknown_correction_is_not_there(
        self, client: Client, film: Film, editor: Person
    ) -> None:
        client.force_login(editor)
        sent = {"again": "222222222222"}
        assert client.post(reverse("corrections", args=[film.slug]), sent).status_code == 404
