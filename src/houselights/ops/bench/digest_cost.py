"""What a digest costs: building one of 500 and of 5,000 reviews, and reading it.

The reviews are made of those of the demo house's sentences that judge something, shuffled and with
some words exchanged, and come into a scratch house as pages do.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import houselights

if TYPE_CHECKING:
    from houselights.catalogue.models import Film

REVIEWS = (500, 5_000)
ROUNDS = 5
_PAGES = Path(houselights.__file__).parent / "exchange" / "demo" / "pages"
_SENTENCES = (4, 14)  # of a review
_EVERY = 25  # one word of so many is another one
_TAIL = "Was this review helpful? Sign in to vote. Permalink"


class Cost(NamedTuple):
    """Of so many reviews: seconds to build, and milliseconds for four ways of reading.

    texts: opening the sentences of all reviews, of which `build` is a multiple. read: the digest
    as pages read it. counted: without kept counts. cited: the first ten sentences of a count.
    """

    reviews: int
    findings: int
    build: float
    texts: float
    read: float
    counted: float
    cited: float


def report() -> list[Cost]:
    """The cost for each number of reviews; needs Django made ready for a scratch house."""
    return [_cost(reviews) for reviews in REVIEWS]


def as_text(costs: Sequence[Cost]) -> str:
    """The costs as a table."""
    lines = ["| reviews | findings | build s | texts s | read ms | counted ms | cited ms |"]
    lines.append("|---:|---:|---:|---:|---:|---:|---:|")
    lines += [
        f"| {one.reviews} | {one.findings} | {one.build:.1f} | {one.texts:.1f} | {one.read:.1f}"
        f" | {one.counted:.0f} | {one.cited:.0f} |"
        for one in costs
    ]
    return "\n".join(lines)


def _cost(reviews: int) -> Cost:
    from houselights.digest.building import build
    from houselights.digest.citing import Wanted, cited
    from houselights.digest.counting import counted
    from houselights.digest.gathering import told_of
    from houselights.digest.models import Finding
    from houselights.digest.reads import digest_of
    from houselights.reviews.rights import EVERY_BASIS, Basis
    from houselights.spoilers.redact import Audience

    film = _film(reviews)
    audience = Audience(bases=EVERY_BASIS)
    build_seconds = _seconds(lambda: build(film), rounds=1)
    return Cost(
        reviews,
        Finding.objects.filter(film=film).count(),
        build_seconds,
        _seconds(lambda: list(told_of(film)), rounds=1),
        1000 * _seconds(lambda: digest_of(film, EVERY_BASIS)),
        1000 * _seconds(lambda: counted(film.pk, max(Basis))),
        1000 * _seconds(lambda: cited(film, audience, Wanted("aspect", "acting"))),
    )


def _seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _film(reviews: int) -> Film:
    from houselights.catalogue.models import Film
    from houselights.exchange.incoming import read_bytes
    from houselights.ops.bench.scratch import import_film

    title = f"The Film of {reviews}"
    page = read_bytes(_page(title, reviews).encode(), f"{reviews}.txt")
    return Film.objects.get(pk=import_film(page, f"{title} (2000)").film_id)


def _page(title: str, reviews: int) -> str:
    chance = random.Random(reviews)  # noqa: S311
    sentences = _sentences()
    words = [word for sentence in sentences for word in sentence.split()]
    blocks = [_block(number, sentences, words, chance) for number in range(reviews)]
    return "\n\n".join([f"{title} review", *blocks]) + "\n"


def _block(
    number: int, sentences: Sequence[str], words: Sequence[str], chance: random.Random
) -> str:
    some = chance.sample(sentences, chance.randint(*_SENTENCES))
    body = " ".join(_varied(sentence, words, chance) for sentence in some)
    rating = f"{chance.randint(1, 10)}/10"
    votes = f"{chance.randint(0, 9)} out of 9 found this helpful. {_TAIL}"
    return f"{rating}\n\nEvening {number}\n\n{body}\n\n{votes}"


def _varied(sentence: str, words: Sequence[str], chance: random.Random) -> str:
    text = sentence.split()
    for at in chance.sample(range(len(text)), len(text) // _EVERY):
        text[at] = chance.choice(words)
    return " ".join(text)


def _sentences() -> list[str]:
    """The English sentences of the demo house that judge something.

    Others of fourteen films in one would mostly give something away, as the program sees it, and
    would not be looked through.
    """
    from houselights.opinions.judging import judge
    from houselights.opinions.material import Context
    from houselights.text.language import guess_language
    from houselights.text.page_reader import read_page
    from houselights.text.sentences import split_sentences

    texts = [
        " ".join(review.body[span.start : span.end].split())
        for file in sorted(_PAGES.glob("*.txt"))
        for review in read_page(file.read_text("utf-8")).reviews
        if guess_language(review.body).code == "en"
        for span in split_sentences(review.body, "en")
    ]
    return [text for text in texts if judge(text, Context())]
