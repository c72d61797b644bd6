"""The film page: what it shows, in what order, for whom, and at what cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.catalogue.actions import FilmFacts, change_film, propose_film
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from houselights.votes.actions import cast_helpful_vote
from tests.cast import import_tally, make_person

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

SECRET = "the keeper drowned before the war"
QUERIES_SIGNED_OUT = 9
QUERIES_SIGNED_IN = 16


def body_of(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    return str(response.content.decode())


def page_of(client: Client, film: Film, query: str = "") -> str:
    return body_of(client, film.get_absolute_url() + query)


def order_in(page: str, *headlines: str) -> list[str]:
    """The headlines in the order in which they stand on the page."""
    return sorted(headlines, key=page.index)


class TestHead:
    def test_it_names_the_film_and_who_made_it(self, client: Client, film: Film) -> None:
        page = page_of(client, film)
        for words in ("The Long Lamp", "1999", "Ines Varga", "104 minutes", "Tom Ode"):
            assert words in page
        assert (
            '<link rel="canonical" href="http://127.0.0.1:8000/films/the-long-lamp-1999/">' in page
        )

    def test_few_ratings_make_no_mean(self, client: Client, film: Film, make_review: Make) -> None:
        make_review(rating=80)
        page = page_of(client, film)
        assert "Too few ratings" in page
        assert "from 1 rating" in page

    def test_a_mean_stands_with_its_count(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        for rating in (70, 80, 80, 90, 100):
            make_review(rating=rating)
        page = page_of(client, film)
        assert "<b>8.4</b><i>/10</i>" in page
        assert "from 5 ratings" in page
        assert "?rating=8#reviews" in page
        assert "?rating=3#reviews" not in page

    def test_a_former_address_leads_to_the_present_one(self, client: Client, film: Film) -> None:
        old = film.get_absolute_url()
        change_film(film, FilmFacts(title="The Longer Lamp", year=1999))
        response = client.get(f"{old}?sort=newest")
        assert response.status_code == 301
        assert response["Location"] == "/films/the-longer-lamp-1999/?sort=newest"

    def test_no_such_film(self, client: Client) -> None:
        assert client.get("/films/no-such-film/").status_code == 404

    def test_editors_are_told_of_a_film_that_nobody_has_checked(
        self, client: Client, film: Film, edda: Person, bruno: Person
    ) -> None:
        propose_film(film, [{"field": "year", "value": 1999}])
        assert "proposed from" not in page_of(client, film)
        client.force_login(edda)
        assert "proposed from the page's own text" in page_of(client, film)
        client.force_login(bruno)
        assert "proposed from" not in page_of(client, film)


class TestOrderAndFilters:
    def test_most_helpful_first_then_as_asked(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        loved = make_review(headline="Loved by many", rating=40)
        make_review(headline="Loved by few", rating=90)
        import_tally(loved, 119, 176)
        few = Review.objects.get(rating=90)
        import_tally(few, 3, 3)
        names = ("Loved by few", "Loved by many")
        assert order_in(page_of(client, film), *names)[0] == "Loved by many"
        assert order_in(page_of(client, film, "?sort=highest"), *names)[0] == "Loved by few"
        assert "3 of 3 does not beat 119 of 176" in page_of(client, film)

    def test_filters_leave_what_fits_and_say_how_many(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        make_review(headline="An eight", rating=80)
        make_review(headline="A three", rating=30, language="vi", contains_spoilers=True)
        page = page_of(client, film, "?rating=8")
        assert "An eight" in page
        assert "A three" not in page
        assert ">1 review</output>" in page
        assert "Rated 8<" in page
        hidden = page_of(client, film, "?spoilers=hide")
        assert "A three" not in hidden
        assert ">1 review</output>" in hidden
        assert ">1 review</output>" in page_of(client, film, "?language=vi")
        nothing = page_of(client, film, "?rating=5")
        assert "Clear filters" in nothing
        assert ">0 reviews</output>" in nothing

    def test_the_form_ends_at_the_short_address(self, client: Client, film: Film) -> None:
        given = "?sort=helpful&spoilers=cover&language=&low=1&high=10&q="
        response = client.get(film.get_absolute_url() + given)
        assert (response.status_code, response["Location"]) == (302, film.get_absolute_url())
        response = client.get(film.get_absolute_url() + "?sort=newest&low=7&high=10&spoilers=hide")
        assert response["Location"].endswith("?rating=7-10&spoilers=hide&sort=newest")

    def test_a_broken_value_is_refused_in_words(self, client: Client, film: Film) -> None:
        response = client.get(film.get_absolute_url() + "?rating=eleven")
        assert response.status_code == 400
        assert "Choose ratings from 1 to 10" in response.content.decode()

    def test_every_review_stands_on_one_page_both_ways(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        made = {make_review().public_id for _ in range(30)}
        first = client.get(film.get_absolute_url() + "?sort=newest")
        view = first.context["page"]
        second = client.get(view.next_url.partition("#")[0]).context["page"]
        shown = [card.public_id for card in [*view.cards, *second.cards]]
        assert len(view.cards) == 25
        assert sorted(shown) == sorted(made)
        back = client.get(second.previous_url.partition("#")[0]).context["page"]
        assert [c.public_id for c in back.cards] == [c.public_id for c in view.cards]
        assert second.next_url == ""
        filtered = client.get(film.get_absolute_url() + "?rating=8").context["page"]
        assert filtered.result == "More than 25 reviews"

    def test_the_script_gets_only_the_next_cards(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        for _ in range(26):
            make_review()
        more = client.get(film.get_absolute_url()).context["page"].more_url
        part = body_of(client, more, HX_Request="true", HX_Target="more")
        assert part.count("<article") == 1
        assert "<html" not in part


class TestSpoilers:
    def test_a_flagged_review_is_not_in_the_page_until_asked_for(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        choose("program_covers", "off")
        review = make_review(body=f"In the end {SECRET}.", contains_spoilers=True)
        other = make_review(body=f"Also: {SECRET}!", contains_spoilers=True)
        closed = page_of(client, film)
        assert SECRET not in closed
        assert "Warning: Spoilers" in closed
        assert f"?open={review.public_id}#r{review.public_id}" in closed
        opened = page_of(client, film, f"?open={review.public_id}")
        assert opened.count(SECRET) == 1
        assert f"?open={','.join(sorted((review.public_id, other.public_id)))}#" in opened
        assert "Cover it again" in opened

    def test_an_unknown_review_is_folded_in_other_words(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        review = make_review(body=f"In the end {SECRET}.")
        Review.objects.filter(pk=review.pk).update(contains_spoilers=None)
        page = page_of(client, film)
        assert SECRET not in page
        assert "Not marked: may reveal the plot" in page

    def test_covered_words_open_one_by_one(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        review = make_review(body=f"Calm. ||{SECRET}|| And ||then the light goes out||.")
        closed = page_of(client, film)
        assert SECRET not in closed
        assert "Spoiler, about 5 words" in closed
        opened = page_of(client, film, f"?open={review.public_id}-1")
        assert SECRET in opened
        assert "then the light goes out" not in opened

    def test_whoever_has_seen_the_film(self, client: Client, film: Film, make_review: Make) -> None:
        make_review(body=f"In the end {SECRET}.", contains_spoilers=True)
        address = reverse("film_spoilers", args=[film.slug])
        answer = client.post(address, {"know": "seen", "next": film.get_absolute_url()})
        assert answer["Location"] == film.get_absolute_url()
        assert answer.cookies["films"]["max-age"] == 365 * 24 * 60 * 60
        assert SECRET in page_of(client, film)
        assert SECRET not in page_of(client, film, "?spoilers=cover")
        client.post(address, {"know": "", "next": "https://elsewhere.example/"})
        assert SECRET not in page_of(client, film)

    def test_its_writer_reads_it_uncovered(
        self, client: Client, film: Film, alice: Person, make_review: Make
    ) -> None:
        make_review(alice, body=f"In the end {SECRET}.", contains_spoilers=True)
        client.force_login(alice)
        assert SECRET in page_of(client, film)


class TestCards:
    def test_the_helpful_line_in_its_exact_words(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        review = make_review()
        page = page_of(client, film)
        assert "found this helpful" not in page
        assert "Was this review helpful?" in page
        assert "Sign in to vote" in page
        import_tally(review, 62, 68)
        cast_helpful_vote(make_person("voter"), review, helpful=True)
        words = " ".join(page_of(client, film).split())
        assert "63 out of 69 found this helpful. Was this review helpful?" in words

    def test_own_review(self, client: Client, film: Film, alice: Person, make_review: Make) -> None:
        review = make_review(alice)
        client.force_login(alice)
        page = page_of(client, film)
        assert "You can&#x27;t vote on your own review." in page
        assert reverse("edit_review", args=[review.public_id]) in page
        assert "Edit your review" in page
        assert "Write a review" not in page

    def test_a_long_review_opens_without_script(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        make_review(body="\n\n".join([f"Reel {n}. " + "It burns slowly. " * 30 for n in range(4)]))
        page = page_of(client, film)
        assert "Read the other" in page
        assert "Reel 3." in page

    def test_a_review_in_another_language_says_so(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        make_review(language="vi")
        page = page_of(client, film)
        assert '<span class="tag" lang="vi">Tiếng Việt</span>' in page

    def test_html_in_a_review_is_text(self, client: Client, film: Film, make_review: Make) -> None:
        make_review(headline="<b>Loud</b>", body="<script>alert(1)</script> and more.")
        page = page_of(client, film)
        assert "<script>alert" not in page
        assert "<b>Loud" not in page


class TestRating:
    def test_a_rating_without_a_review_and_back(
        self, client: Client, film: Film, bruno: Person
    ) -> None:
        client.force_login(bruno)
        address = reverse("rate", args=[film.slug])
        assert client.post(address, {"rating": "7"})["Location"] == film.get_absolute_url()
        page = page_of(client, film)
        assert "Your rating: 7/10" in page
        assert "Write a review" in page
        client.post(address, {"rating": "none"})
        assert "Rate it without a review" in page_of(client, film)

    @pytest.mark.parametrize("word", ["0", "11", "8.5", "", "ten"])
    def test_no_other_rating_is_taken(
        self, client: Client, film: Film, bruno: Person, word: str
    ) -> None:
        client.force_login(bruno)
        assert client.post(reverse("rate", args=[film.slug]), {"rating": word}).status_code == 400

    def test_a_visitor_is_led_to_sign_in(self, client: Client, film: Film) -> None:
        answer = client.post(reverse("rate", args=[film.slug]), {"rating": "7"})
        assert answer["Location"].startswith("/accounts/login/?next=/films/")


class TestCost:
    @pytest.mark.parametrize("reviews", [3, 60])
    def test_queries_do_not_grow(
        self,
        client: Client,
        film: Film,
        bruno: Person,
        make_review: Make,
        django_assert_num_queries: Callable[..., object],
        reviews: int,
    ) -> None:
        for _ in range(reviews):
            make_review()
        page_of(client, film)
        with django_assert_num_queries(QUERIES_SIGNED_OUT):  # type: ignore[attr-defined]
            page_of(client, film)
        client.force_login(bruno)
        with django_assert_num_queries(QUERIES_SIGNED_IN):  # type: ignore[attr-defined]
            page_of(client, film)


class TestFreshness:
    def test_a_known_page_is_not_sent_again_until_something_changes(
        self, client: Client, film: Film, bruno: Person, make_review: Make
    ) -> None:
        review = make_review()
        address = film.get_absolute_url()
        tag = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        cast_helpful_vote(bruno, review, helpful=True)
        after = client.get(address, headers={"If-None-Match": tag})
        assert after.status_code == 200
        assert after["ETag"] != tag
        assert "1 out of 1 found this helpful" in after.content.decode()

    def test_each_reader_s_own_page_is_never_kept(
        self, client: Client, film: Film, bruno: Person
    ) -> None:
        client.force_login(bruno)
        response = client.get(film.get_absolute_url())
        assert "ETag" not in response
        assert "private" in response["Cache-Control"]

    def test_the_tag_follows_the_address_and_the_cookies(self, client: Client, film: Film) -> None:
        address = film.get_absolute_url()
        tags = {client.get(address)["ETag"], client.get(f"{address}?sort=newest")["ETag"]}
        client.cookies["lights"] = "down"
        tags.add(client.get(address)["ETag"])
        client.cookies["films"] = f"{film.public_id}s"
        tags.add(client.get(address)["ETag"])
        assert len(tags) == 4

    def test_no_tag_while_a_writer_holds_the_film(self, client: Client, film: Film) -> None:
        from houselights.base.writing import generations

        lease = generations().take([film.pk])
        try:
            assert "ETag" not in client.get(film.get_absolute_url())
        finally:
            generations().release(lease)
        assert "ETag" in client.get(film.get_absolute_url())
