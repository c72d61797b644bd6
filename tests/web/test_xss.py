"""No text of anybody becomes a script: every payload in every field, read by a real parser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import batched
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.actions import change_profile
from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.base.limits import COMMENT_CHARACTERS
from houselights.catalogue.actions import CreditFact, FilmFacts, SourceFact, add_film
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask
from houselights.questions.comments import comment_on
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.actions import edit_review, publish_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from tests.cast import make_person
from tests.web.payloads import PAYLOADS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "srcdoc", "data", "poster"}
OURS = ("/", "#", "?", "http://a.example", "http://testserver/", "http://127.0.0.1")
SCRIPTS = ("/assets/", "/static/js/")
JSON_LD = {"type": "application/ld+json"}
NEVER = {"iframe", "object", "embed", "base", "style", "math", "marquee", "template", "x", "img"}


class Suspect(HTMLParser):
    """Collects whatever in a page could act, and was not written by the house.

    A script of `JSON_LD` is data: it has to be JSON without a "<", which could end it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._is_data = tag == "script" and given == JSON_LD
        is_ours = self._is_data or given.get("src", "").startswith(SCRIPTS)
        if tag in NEVER or (tag == "script" and not is_ours):
            self.found.append(f"<{tag}>")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.found += [f"{tag} {name}" for name in given if name in {"style", "srcdoc"}]
        self.found += [f"{tag} {name}" for name in given if name.startswith("hx-on")]
        self.found += [
            f"{tag} {name}={value}"
            for name, value in given.items()
            if name in ADDRESSES and value and not value.startswith(OURS)
        ]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem != "script" or not data.strip():
            return
        if not (self._is_data and is_plain_json(data)):
            self.found.append(f"script: {data[:40]}")


def is_plain_json(data: str) -> bool:
    """Whether it is JSON in which nothing can end the element that holds it."""
    try:
        json.loads(data)
    except ValueError:
        return False
    return "<" not in data


def suspects_in(page: str) -> list[str]:
    """What could act in the page."""
    suspect = Suspect()
    suspect.feed(page)
    suspect.close()
    return suspect.found


def assert_harmless(client: Client, *addresses: str) -> None:
    """None of the pages holds anything that acts."""
    for address in addresses:
        assert suspects_in(client.get(address).text) == [], address


def test_the_parser_knows_a_script_when_it_sees_one() -> None:
    for page in (
        "<script>x</script>",
        "<svg onload=x>",
        "<a href=javascript:x>",
        "<img src=x>",
        "<a href=' javascript:x'>",
        "<p style=x>",
        "<form action=//evil.example></form>".replace("//evil", "evil"),
        '<script type="application/ld+json">{"a": 1}; alert(1)</script>',
        '<script type="application/ld+json">{"a": "<!--"}</script>',
        '<script type="application/ld+json" src="//evil.example">{"a": 1}</script>',
        '<script type="module">{"a": 1}</script>',
    ):
        assert suspects_in(page), page


def test_the_parser_lets_data_stand() -> None:
    assert suspects_in('<script type="application/ld+json">{"a": "b"}</script>') == []


def film_pages(client: Client, address: str) -> Iterator[str]:
    """Each page of a list, by its own links to the next."""
    while address:
        page = client.get(address).text
        yield page
        _before, found, rest = page.rpartition('rel="next"')
        start = page.rfind("<a ", 0, len(page) - len(rest)) if found else -1
        link = page[start:].partition('href="')[2].partition('"')[0] if found else ""
        address = link.replace("&amp;", "&").partition("#")[0]


@pytest.fixture(params=["some", pytest.param("all", marks=pytest.mark.long)])
def payloads(request: pytest.FixtureRequest) -> list[str]:
    """Every fourth payload, which is another kind each time; in the full tests all of them."""
    return PAYLOADS[::4] if request.param == "some" else PAYLOADS


@pytest.fixture
def reviews(film: Film, payloads: list[str]) -> list[Review]:
    """A review for each payload, by somebody whose name is one too."""
    return [_review(film, number, payload) for number, payload in enumerate(payloads)]


def _review(film: Film, number: int, payload: str) -> Review:
    author = make_person(f"hand{number}")
    change_profile(author, name=payload[:100], about=payload, language="")
    headline = " ".join(payload.split()) or "x"
    text = ReviewText(headline, payload, 80, contains_spoilers=False, seen_at=payload[:120])
    return publish_review(film, author, text)


def test_reviews_on_every_page(client: Client, film: Film, reviews: list[Review]) -> None:
    pages = list(film_pages(client, f"{film.get_absolute_url()}?spoilers=show"))
    assert len(pages) == -(-len(reviews) // 25)
    assert [suspects_in(page) for page in pages] == [[]] * len(pages)
    assert "<script>alert" not in "".join(pages)
    assert_harmless(client, "/", "/people/", "/search/?q=alert", "/search/?q=script")


def test_permalinks_people_and_histories(client: Client, film: Film, reviews: list[Review]) -> None:
    """Each writer rewrites into the next payload, so that the diff holds both."""
    for review, other in zip(reviews[::4], reviews[1::4], strict=False):
        assert other.current is not None
        assert review.author is not None
        body = other.current.body.open_raw()
        edit_review(review, review.author, ReviewText("New", body, None, contains_spoilers=False))
    for review in reviews[::4]:
        assert review.author is not None
        assert_harmless(
            client,
            f"{review.get_absolute_url()}?open={review.public_id}-1",
            f"{reverse('history', args=[review.public_id])}?open=2-1,2-2,{review.public_id}-h",
            review.author.get_absolute_url(),
        )


def test_questions_and_answers(
    client: Client, film: Film, alice: Person, payloads: list[str]
) -> None:
    for some in batched(payloads, 20):
        title = " ".join(some[0].split()).replace("||", "")
        question = ask(film, alice, QuestionText(f"{title}?", "\n\n".join(some)))
        for payload in some:
            answer(question, alice, AnswerText(payload, contains_spoilers=False))
            if len(payload.strip()) <= COMMENT_CHARACTERS:
                comment_on(question, alice, payload)
        address = question.get_absolute_url()
        assert_harmless(
            client,
            address,
            f"{address}history/",
            f"{address}?open={question.public_id}-1",
            f"{address}?comments={question.public_id}",
        )
    assert_harmless(client, "/questions/", f"{film.get_absolute_url()}questions/", "/")


def test_films(client: Client, edda: Person, payloads: list[str]) -> None:
    """Titles are drawn into posters too; credits, sources and kinds stand on the film's page."""
    client.force_login(edda)
    for some in batched([" ".join(payload.split()) for payload in payloads], 6):
        title, original, director, character, source, author = [*some, *"ABCDE"][:6]
        film = add_film(
            FilmFacts(
                title=title,
                original_title=original,
                credits=(CreditFact("director", director), CreditFact("cast", "Ode", character)),
                source=SourceFact(source, title[:30], author),
            )
        )
        assert_harmless(client, film.get_absolute_url(), f"{film.get_absolute_url()}edit/")
    assert_harmless(client, "/", "/films/", "/films/?sort=new", "/search/?q=alert")


@pytest.mark.long
def test_what_is_typed_comes_back_harmless(client: Client, film: Film, alice: Person) -> None:
    """Previews, forms that refuse, and addresses that say what was asked for."""
    client.force_login(alice)
    preview = reverse("preview", args=[film.slug])
    write = reverse("write", args=[film.slug])
    for payload in PAYLOADS:
        typed = {"headline": payload, "body": payload, "seen_at": payload}
        for page in (
            client.post(preview, typed, headers={"HX-Request": "true"}),
            client.post(write, typed | {"revision": payload}),
            client.get(f"/search/?q={quote(payload)}"),
            client.get(f"{film.get_absolute_url()}?q={quote(payload)}&sort={quote(payload)}"),
        ):
            assert suspects_in(page.text) == [], payload


def test_the_name_of_the_house(client: Client, film: Film) -> None:
    for payload in PAYLOADS[::12]:
        choose("house_name", payload)
        assert_harmless(client, "/films/")


def test_an_imported_page(client: Client, edda: Person, payloads: list[str]) -> None:
    """Its preview, and the film that comes of it, with the payloads as texts and as the film."""
    client.force_login(edda)
    texts = [" ".join(payload.split()) for payload in payloads]
    page = "\n\n".join(
        f"8/10\n{text}\n\n{text} {number}\n\n3 out of 4 found this helpful"
        for number, text in enumerate(texts)
    )
    for text in texts[::25]:
        sent = {"text": page, "film": text[:100]}
        assert suspects_in(client.post("/import/", sent).text) == [], text
    client.post("/import/", {"text": page, "film": "A Lamp (2001)", "keep": "1"})
    film = Film.objects.get()
    pages = list(film_pages(client, f"{film.get_absolute_url()}?spoilers=show"))
    assert len(pages) == -(-film.reviews.count() // 25)
    assert [suspects_in(page) for page in pages] == [[]] * len(pages)
