"""Pages of reviews in our own words, for the tests of import and export."""

from __future__ import annotations

from dataclasses import dataclass, replace

from houselights.catalogue.actions import facts_of, remove_film
from houselights.catalogue.models import Film
from houselights.exchange.films import FilmWanted
from houselights.exchange.incoming import IncomingPage, read_bytes
from houselights.exchange.page_text import Report, import_page
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review

TAIL = "Was this review helpful? Sign in to vote. Permalink"


@dataclass(frozen=True)
class Written:
    """A review as it stands on a page; `votes` is "3 out of 4" or empty."""

    headline: str = ""
    body: str = ""
    rating: str = "8/10"
    votes: str = "3 out of 4"
    flag: bool = False

    @property
    def text(self) -> str:
        """The review's block of the page."""
        votes = f"{self.votes} found this helpful. " if self.votes else ""
        parts = [
            self.rating,
            self.headline,
            "Warning: Spoilers" if self.flag else "",
            self.body,
            votes + TAIL,
        ]
        return "\n\n".join(part for part in parts if part)


REVIEWS = (
    Written(
        body="The lamp burns through the whole of the second reel, and so does the patience of "
        "anybody who came for a story. I did not come for one, and I was never bored.",
        rating="",
        votes="62 out of 68",
    ),
    Written(
        "Bring a coat",
        "Cold is what I remember. Every room in this film is cold, and the people in it are "
        "*doing* their best to warm it.\n\n***1/2 out of **** from me, and a blanket.",
        rating="9/10",
        votes="1,413 out of 1,597",
        flag=True,
    ),
    Written("Slow", "It is slow.\n\nDid it have to be?", rating="4/10", votes="0 out of 0"),
    Written(
        "Slow",
        "Slow as a tide, and as sure of itself; the last scene pays for everything before it.",
        rating="10/10",
        votes="7 out of 9",
    ),
    Written(
        "too short for me",
        "I wanted another hour of it. <b>More</b>, please || or not.",
        "7/10",
        "",
    ),
)
QUESTIONS = (
    "Who lights the lamp in the end?\n\nThe keeper's sister does, as the first shot already shows.",
    "What is the song on the boat?\n\nA lullaby that the composer's mother sang.",
    "What is the song on the boat?\n\nIt has no name that anybody knows of.",
)


def page_text(
    reviews: tuple[Written, ...] = REVIEWS,
    questions: tuple[str, ...] = QUESTIONS,
    title: str = "the long lamp review 2024",
) -> str:
    """A whole page."""
    return "\n\n".join([title, *(review.text for review in reviews), *questions]) + "\n"


def changed(at: int, **fields: object) -> tuple[Written, ...]:
    """The standing reviews with one of them (from 0) changed."""
    return (*REVIEWS[:at], replace(REVIEWS[at], **fields), *REVIEWS[at + 1 :])  # type: ignore[arg-type]


def incoming(text: str, encoding: str = "utf-8") -> IncomingPage:
    """A text as it would come from a file."""
    return read_bytes(text.encode(encoding), "page.txt")


def bring_in(film: Film, text: str | bytes) -> Report:
    """Import a text for a film."""
    data = text.encode() if isinstance(text, str) else text
    return import_page(read_bytes(data, "page.txt"), FilmWanted(facts_of(film), film))


def take_away(film: Film) -> None:
    """The whole film goes, with all that was written about it."""
    Review.objects.filter(film=film).update(current=None)
    Question.objects.filter(film=film).update(current=None, accepted=None)
    Answer.objects.filter(question__film=film).update(current=None)
    remove_film(film)
