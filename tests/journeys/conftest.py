"""A furnished house behind a live server, and browsers in which every fault is noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
)
from pytest_django.live_server_helper import LiveServer

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask
from houselights.questions.models import Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import Review

PATIENCE = 15_000  # milliseconds; a busy machine is no fault of the house
expect.set_options(timeout=PATIENCE)
COVERED = "the keeper was the thief"
COVERED_TOO = "the lamp burns down"
FOLDED = "He never left the island, and nobody tells her."
ASKED = "Why does the keeper leave the lamp burning all night?"


@dataclass(frozen=True)
class House:
    """What stands in the house when a journey begins."""

    film: Film
    plain: Review
    covered: Review
    folded: Review
    question: Question


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Each journey begins with nothing spent of what one person may do."""
    cache.clear()


@pytest.fixture
def house(
    transactional_db: None, film: Film, make_review: Callable[..., Review], alice: Person
) -> House:
    """A film with an open, a covered and a folded review, and a question with its answer."""
    question = ask(film, alice, QuestionText(ASKED, "It is on in every shot of the harbour."))
    answer(question, alice, AnswerText("So that she finds the way back.", contains_spoilers=False))
    return House(
        film=film,
        plain=make_review(alice, headline="A lamp worth the wait", rating=90),
        covered=make_review(
            headline="Two things to keep quiet about",
            body=f"It turns out that ||{COVERED}||, and later ||{COVERED_TOO}||. Still a joy.",
            rating=70,
        ),
        folded=make_review(
            headline="What the ending means", body=FOLDED, rating=60, contains_spoilers=True
        ),
        question=question,
    )


@dataclass
class Watch:
    """Everything that a context must never do, written down."""

    origin: str
    noticed: list[str]

    def follow(self, context: BrowserContext) -> None:
        """Look at all that the context's pages say and ask for."""
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.noticed.append(f"script failed: {error.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)

    def forgive(self, words: str) -> None:
        """Forget what a journey brought about on purpose."""
        self.noticed[:] = [noticed for noticed in self.noticed if words not in noticed]

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that is refused says so here too; files that are missing are seen as answers.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.noticed.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:")):
            self.noticed.append(f"asked another origin: {request.url}")

    def _answered(self, response: Response) -> None:
        is_page = response.request.resource_type in ("document", "fetch", "xhr")
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.noticed.append(f"{response.status}: {response.url}")


Visit = Callable[..., Page]


@pytest.fixture
def watch(live_server: LiveServer) -> Watch:
    """What went wrong in any browser of this journey."""
    return Watch(live_server.url, [])


@pytest.fixture
def visit(house: House, watch: Watch, browser: Browser) -> Iterator[Visit]:
    """Opens a browser of its own for one reader; what went wrong in any of them fails the test.

    Takes `width` in CSS pixels, `script`, `person` who is signed in already, and `lights`.
    """
    contexts: list[BrowserContext] = []

    def open_browser(
        width: int = 1280, *, script: bool = True, person: Person | None = None, lights: str = ""
    ) -> Page:
        context = browser.new_context(
            base_url=watch.origin,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        cookies = {"lights": lights, settings.SESSION_COOKIE_NAME: _session_of(person)}
        context.add_cookies(
            [
                {"name": name, "value": value, "url": watch.origin}
                for name, value in cookies.items()
                if value
            ]
        )
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()
    assert watch.noticed == []


def _session_of(person: Person | None) -> str:
    """The cookie of somebody who is signed in; empty for a visitor."""
    if person is None:
        return ""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
