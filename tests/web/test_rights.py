"""A page that nobody stated a right for: what each reader sees of it, and that nothing leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.base.rawtext import RawText
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, Question
from houselights.reviews.batches import Stated, state
from houselights.reviews.models import ImportBatch, Review, Rights, ShownTo
from houselights.search.actions import reindex
from tests.exchange.pages import Written, bring_in, page_text
from tests.web.stage import ROUTES, Stage, build_stage

pytestmark = pytest.mark.django_db

TEXTS = ("zrbody", "zrolder", "zrdetails", "zranswer", "zroldanswer")
OPEN_WORDS = ("zrheadline", "zrtitle")
# Whether others can reach the house, and what its operator chose.
HOUSES = {
    "loopback": (False, ""),
    "unasked": (True, ""),
    "for members": (True, "members"),
    "for everyone": (True, "everyone"),
}
CAUTIOUS = ("unasked", "for members")
SENTENCE = "Imported without a stated right to show it: members of this house read it in full."


@dataclass(frozen=True)
class Page:
    """The rows that came in without a stated right; one each, all of them in two versions."""

    review: Review
    question: Question
    answer: Answer

    @property
    def rows(self) -> tuple[Review | Question | Answer, ...]:
        return self.review, self.question, self.answer

    @property
    def opened(self) -> str:
        """Every cover and fold of it, as an address asks for them."""
        keys = [row.public_id for row in self.rows]
        return ",".join([*keys, *(f"{key}-{part}" for key in keys for part in ("h", 1, 2))])


def written(body: str) -> Written:
    return Written("A zrheadline", f"So {body} it was, and nobody blinked.", "9/10", "62 out of 68")


def asked(answer: str) -> tuple[str]:
    return (f"Who is the zrtitle?\n\nThe {answer} is.",)


@pytest.fixture
def page(film: Film) -> Page:
    """Imported, then imported again with other texts; nobody calls them spoilers."""
    bring_in(film, page_text((written("zrolder"),), asked("zroldanswer")))
    bring_in(film, page_text((written("zrbody"),), asked("zranswer")))
    Review.objects.update(contains_spoilers=False)
    Answer.objects.update(contains_spoilers=False)
    question = Question.objects.select_related("current").get()
    assert question.current is not None
    question.current.body = RawText("I ask for zrdetails.")
    question.current.save()
    reindex(lambda _done, _total: None)
    return Page(Review.objects.get(), question, Answer.objects.get())


@pytest.fixture(
    params=[
        pytest.param("loopback", marks=pytest.mark.long),
        "unasked",
        pytest.param("for members", marks=pytest.mark.long),
        "for everyone",
    ]
)
def house(request: pytest.FixtureRequest, settings: LazySettings) -> str:
    """Each kind of house, by its name above."""
    make_house(request.param, settings)
    return str(request.param)


def make_house(name: str, settings: LazySettings) -> None:
    settings.IS_PUBLIC, chosen = HOUSES[name]
    choose("unstated_texts", chosen)


@pytest.fixture
def cautious(settings: LazySettings) -> None:
    make_house("unasked", settings)


@pytest.fixture(params=["stranger", "member", "editor"])
def visitor(request: pytest.FixtureRequest, client: Client) -> Client:
    person = {"member": "bruno", "editor": "edda"}.get(request.param)
    if person:
        client.force_login(request.getfixturevalue(person))
    return client


def is_stranger(client: Client) -> bool:
    return "sessionid" not in client.cookies


# ── over every page ─────────────────────────────────────────────────────────────────────────────


def every_address(stage: Stage, page: Page) -> Iterator[str]:
    """Every page of the URL table, those of the imported rows in each of their ways."""
    for name, pattern in ROUTES.items():
        if name in {"account_logout", "setup"}:
            continue
        yield stage.address(name)
        yield from _of_rows(stage, page, name, pattern)
    film = stage.film.get_absolute_url()
    asks = (f"?open={page.opened}", "?spoilers=show", "?sort=newest", "?q=zrheadline")
    yield from (f"{film}{ask}" for ask in asks)
    yield from (f"{film}questions/?open={page.opened}", f"/questions/?open={page.opened}")
    yield from ("/search/?q=zrheadline&spoilers=show", "/search/?q=zrtitle&spoilers=show")


def _of_rows(stage: Stage, page: Page, name: str, pattern: str) -> Iterator[str]:
    kinds = {"reviews": page.review, "questions": page.question, "answers": page.answer}
    subject = kinds.get(pattern.partition("/")[0])
    if subject is not None and "public_id" in pattern:
        address = stage.address(name, subject)
        asks = ("", f"?open={page.opened}", "?spoilers=show&full=1&part=best", "?version=1")
        yield from (f"{address}{ask}" for ask in asks)
    if "<str:kind>" in pattern:
        rows = zip(("review", "question", "answer"), page.rows, strict=True)
        yield from (reverse(name, args=[kind, row.public_id]) for kind, row in rows)


def sent(response: HttpResponse) -> str:
    """All that leaves: the body and the headers."""
    return f"{response.text}\n{response.headers}\n{response.cookies}"


@pytest.mark.slow
def test_every_page_shows_what_its_reader_may_see(
    page: Page, film: Film, alice: Person, house: str, visitor: Client
) -> None:
    barred = house in CAUTIOUS and is_stranger(visitor)
    stage = build_stage(film, alice)
    read, kept_by_robots = set[str](), []
    for address in every_address(stage, page):
        cache.clear()
        response = visitor.get(address)
        shown = {word for word in (*TEXTS, *OPEN_WORDS) if word in sent(response)}
        read |= shown
        if shown and response.status_code == 200 and "X-Robots-Tag" not in response.headers:
            kept_by_robots.append(address)
    assert read == set(OPEN_WORDS if barred else (*TEXTS, *OPEN_WORDS))
    assert kept_by_robots == []


@pytest.mark.slow
def test_nothing_of_it_is_for_other_sites(page: Page, house: str, visitor: Client) -> None:
    """Previews and structured data stand in the head; the page's own title is for its reader."""
    for row in (page.review.film, page.review, page.question):
        head = visitor.get(row.get_absolute_url()).text.partition("</head>")[0]
        told = head.partition("<title>")[0] + head.partition("</title>")[2]
        assert [word for word in (*TEXTS, *OPEN_WORDS) if word in told] == []
        assert "9/10" not in told.replace("A review: The Long Lamp (1999), 9/10", "").replace(
            "9/10 · from an imported page", ""
        )


@pytest.mark.engine
@pytest.mark.parametrize("word", TEXTS)
def test_its_words_find_nothing_for_strangers(
    client: Client, bruno: Person, page: Page, cautious: None, word: str
) -> None:
    def finds(address: str) -> bool:
        found = client.get(address).text.partition('id="questions"')[0]
        return any(f"/{row.public_id}/" in found for row in (page.review, page.question))

    film = page.review.film.get_absolute_url()
    places = [f"{film}?q={word}&spoilers=show", f"/search/?q={word}&spoilers=show"]
    assert not any(finds(place) for place in places)
    client.force_login(bruno)
    assert any(finds(place) for place in places) == ("old" not in word)


# ── what stands there ───────────────────────────────────────────────────────────────────────────


def test_a_stranger_sees_rating_headline_and_counts_with_a_sentence(
    client: Client, page: Page, cautious: None
) -> None:
    for row in (page.review.film, page.review):
        text = " ".join(client.get(row.get_absolute_url()).text.split())
        assert "A zrheadline" in text
        assert "9<" in text
        assert "62 out of 68 found this helpful." in text
        assert "from an imported page" in text
        assert SENTENCE in text
        assert f"/accounts/login/?next={row.get_absolute_url()}" in text
        assert 'class="curtain"' not in text


def test_it_says_why_only_where_something_is_kept_back(
    client: Client, page: Page, cautious: None
) -> None:
    address = page.question.get_absolute_url()
    assert client.get(address).text.count(SENTENCE) == 2
    assert page.question.current is not None
    page.question.current.body = RawText("")
    page.question.current.save()
    cache.clear()
    assert client.get(address, headers={"Cookie": "lights=up"}).text.count(SENTENCE) == 1


def test_the_source_has_its_name(client: Client, page: Page) -> None:
    state(ImportBatch.objects.all(), Stated(source_name="The Reel, a zine"))
    text = client.get(page.review.film.get_absolute_url()).text
    assert text.count("from The Reel, a zine") >= 2
    alone = client.get(page.review.get_absolute_url()).text
    assert "These votes come from The Reel, a zine." in alone
    assert "imported page" not in text


def test_one_import_may_be_shown_otherwise_than_the_house_chose(
    client: Client, page: Page, settings: LazySettings
) -> None:
    address = page.review.get_absolute_url()
    for house, shown_to, reads in (
        ("for members", ShownTo.EVERYONE, True),
        ("for everyone", ShownTo.MEMBERS, False),
    ):
        make_house(house, settings)
        state(ImportBatch.objects.all(), Stated(shown_to=shown_to))
        response = client.get(address)
        assert ("zrbody" in response.text) is reads
        assert response["X-Robots-Tag"] == "noindex"


def test_a_stated_right_opens_it_for_everybody_and_for_robots(
    client: Client, page: Page, cautious: None
) -> None:
    state(ImportBatch.objects.all(), Stated(rights=Rights.LICENCE))
    response = client.get(page.review.get_absolute_url())
    assert "zrbody" in response.text
    assert "X-Robots-Tag" not in response.headers
    assert 'name="robots"' not in response.text


def test_a_page_of_the_house_s_own_texts_is_for_robots(client: Client, film: Film) -> None:
    assert "X-Robots-Tag" not in client.get(film.get_absolute_url()).headers


def test_a_browser_s_copy_is_not_good_once_the_basis_is_another(
    client: Client, page: Page, settings: LazySettings
) -> None:
    make_house("for everyone", settings)
    address = page.review.get_absolute_url()
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    state(ImportBatch.objects.all(), Stated(shown_to=ShownTo.MEMBERS))
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_cautious_house_asks_once_more_and_not_once_a_card(
    client: Client, film: Film, settings: LazySettings
) -> None:
    reviews = tuple(Written(f"Lamp {n}", f"It burns, {n}.", "8/10") for n in range(20))
    bring_in(film, page_text(reviews, asked("keeper")))
    counts = []
    for house in ("loopback", "for members"):
        make_house(house, settings)
        with CaptureQueriesContext(connection) as queries:
            client.get(film.get_absolute_url())
        counts.append(len(queries))
    assert counts[1] - counts[0] == 1


# ── robots ──────────────────────────────────────────────────────────────────────────────────────


def test_robots_are_told_where_not_to_look(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /search/\n" in answer.text
    assert "Disallow: /films/" not in answer.text


def test_searches_and_forms_are_never_for_robots(client: Client, edda: Person) -> None:
    for address in ("/search/", "/accounts/login/", "/accounts/signup/"):
        assert '<meta name="robots" content="noindex">' in client.get(address).text
    client.force_login(edda)
    assert '<meta name="robots" content="noindex">' in client.get("/import/").text
