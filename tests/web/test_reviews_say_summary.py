"""A summary by the operator's model: only from what is open, and never in the way of the answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from houselights.base.house import choose
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.reviews.models import ImportBatch, Review
from houselights.spoilers.open_sentences import open_sentences
from houselights.spoilers.redact import Audience
from tests.answers.stub_model import Stub, forget_model, raw, says, stub_model
from tests.cast import make_person

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

SLOW, FAST = "It is slow and it drags.", "It is never slow."
CLOSED = "It is slow until Ray drowns in the harbour."
COVERED = "It is slow, and Ray is dead."
OFFER = "Put it in a few words"
BY = "Written by a program (lamp-1) from the sentences below."
GOOD = [{"text": "Some find it slow, it drags.", "citations": [1]}]


@pytest.fixture(autouse=True)
def reviews(db: None, make_review: Make, monkeypatch: pytest.MonkeyPatch) -> list[Review]:
    """Two sides that may be quoted, one sentence that may not, and one that is covered."""
    forget_model(monkeypatch)
    cache.clear()
    choose("program_covers", "off")
    made = [
        make_review(headline="Bring a coat", body=SLOW, rating=40),
        make_review(headline="Once more", body=FAST, rating=90),
        make_review(headline="The end", body=f"{CLOSED} ||{COVERED}||", rating=70),
    ]
    for one in made:
        allow(one)
    return made


def allow(review: Review) -> None:
    """Let all be quoted but what gives the film away."""
    assert review.current is not None
    some = [one for one in open_sentences(review, Audience()) if one.text != CLOSED]
    with write(review.film_id):
        review.current.quotable = [[str(one.place), *one.span] for one in some]
        review.current.save()


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    """A model that is set up."""
    with stub_model(says(GOOD)) as model:
        monkeypatch.setenv("HOUSELIGHTS_MODEL_URL", model.url)
        monkeypatch.setenv("HOUSELIGHTS_MODEL", "lamp-1")
        monkeypatch.setenv("HOUSELIGHTS_MODEL_SECONDS", "1")
        yield model


def get(client: Client, film: Film, name: str = "reviews_say_summary", **given: str) -> str:
    """The page of an answer, or of its summary; as a fragment with `script`."""
    headers = {"HX-Request": "true", "HX-Target": "phrased"} if given.pop("script", "") else {}
    path = reverse(name, args=[film.slug])
    answered = client.get(path, {"q": "Is it slow?", **given}, headers=headers)
    assert answered.status_code == 200
    return " ".join(answered.content.decode().split())


def quotes_sent(stub: Stub) -> list[str]:
    """What the model was given to read."""
    given = json.loads(stub.asked[0]["messages"][1]["content"])
    return [one["text"] for one in given["quotations"]]


def test_without_a_model_nothing_is_offered(client: Client, film: Film) -> None:
    page = get(client, film, "reviews_say")
    assert SLOW in page
    assert OFFER not in page
    assert 'id="phrased"' not in page


def test_the_answer_comes_at_once_and_offers_it(client: Client, film: Film, stub: Stub) -> None:
    page = get(client, film, "reviews_say")
    assert SLOW in page
    assert OFFER in page
    assert stub.asked == []


@pytest.mark.parametrize("script", ["", "yes"])
def test_each_sentence_leads_to_what_it_cites(
    script: str, client: Client, film: Film, stub: Stub
) -> None:
    page = get(client, film, script=script)
    assert GOOD[0]["text"] in page
    assert BY in page
    assert 'href="#said-' in page
    assert (SLOW in page) is (not script)
    assert OFFER not in page


def test_only_what_is_open_is_sent(client: Client, film: Film, stub: Stub) -> None:
    get(client, film)
    sent = quotes_sent(stub)
    assert sorted(sent) == sorted([SLOW, FAST])
    assert "drowns" not in json.dumps(stub.asked)


def test_what_one_reader_opened_stays_closed_to_it(
    client: Client, film: Film, stub: Stub, reviews: list[Review]
) -> None:
    end = len(CLOSED)
    page = get(client, film, open=f"{reviews[2].public_id}.1b0-{end}")
    assert CLOSED in page
    assert "drowns" not in json.dumps(stub.asked)


def test_quotes_in_another_language_are_not_sent(
    client: Client, film: Film, stub: Stub, reviews: list[Review]
) -> None:
    for one in reviews[:2]:
        assert one.current is not None
        one.current.language = "de"
        one.current.save()
    assert OFFER not in get(client, film, "reviews_say")
    get(client, film)
    assert stub.asked == []


def test_what_only_members_may_read_is_not_sent(
    client: Client, film: Film, stub: Stub, reviews: list[Review], settings: Any
) -> None:
    settings.IS_PUBLIC = True
    batch = ImportBatch.objects.create(kind="page-text", film=film)
    for one in reviews:
        one.batch = batch
        one.save()
    client.force_login(make_person("ida"))
    assert SLOW in get(client, film, "reviews_say")
    assert OFFER not in get(client, film, "reviews_say")
    get(client, film)
    assert stub.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        raw(b"{}", 500),
        raw(b"x" * 70_000),
        says("no JSON"),
        says([{"text": "Ray drowns in the harbour.", "citations": [1]}]),
    ],
)
def test_whatever_the_model_does_the_answer_stands(
    answer: object, client: Client, film: Film, stub: Stub
) -> None:
    stub.answer = answer  # type: ignore[assignment]
    page = get(client, film)
    assert SLOW in page
    assert "could not be put in fewer words" in page
    assert "drowns" not in page
    assert get(client, film, script="yes") == ""


def test_what_the_model_writes_is_text(client: Client, film: Film, stub: Stub) -> None:
    stub.answer = says([{"text": "It is slow <script>alert(1)</script>", "citations": [1]}])
    assert "alert(1)" not in get(client, film)


def test_a_film_by_an_old_address_is_found(client: Client, film: Film) -> None:
    path = reverse("reviews_say_summary", args=["nowhere"])
    assert client.get(path, {"q": "x"}).status_code == 404
