"""A film of nobody's, in a handful of reviews, ready to be asked."""

from __future__ import annotations

from functools import cache

from houselights.answers.corpus import Corpus, build_corpus
from houselights.answers.material import Credit, Names, Sentence, Told
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place

NAMES = Names(
    ("The Long Lamp", "The Keeper's Hours"),
    (
        Credit("Ines Varga", "director"),
        Credit("Tom Ode", "cast", "Ray Marsh"),
        Credit("Lena Brandt", "cast", "Tessa"),
        Credit("Otto Weir", "music"),
        Credit("Mabel Stone", "source"),
    ),
)
HEADLINES = ("A harbour in one grey", "Too slow for me", "Bring a coat", "Once more")
RATINGS = (90, 40, 80, 70)
BODIES = """
The music is wonderful, all low strings. Tom Ode plays the keeper as a man who counts his steps. \
It was filmed on Skerry Island in 1998.

It is slow and it drags, and I fell asleep twice. The score is too loud. I was bored by the last \
hour.

It is never slow. Varga keeps close to the novel, though Stone's last chapter is missing. If you \
liked The Silent Tide, this is its sister. My daughter of nine hid behind her scarf.

I saw it because of the lighthouse. The music is wonderful, all low strings. Brandt is superb as \
Tessa. It runs for ninety-four minutes.
""".strip().split("\n\n")


def told(key: str, headline: str, rating: int | None, body: str) -> Told:
    """A review whose every sentence is open."""
    sentences = [
        Sentence(place, span, text[span.start : span.end])
        for place, text in ((Place.HEADLINE, headline), (Place.BODY, body))
        for span in split_sentences(text, "en")
    ]
    return Told(key, f"Writer {key}", rating, "en", sentences)


@cache
def lamp() -> Corpus:
    """The film."""
    reviews = zip("1234", HEADLINES, RATINGS, BODIES, strict=True)
    return build_corpus([told(*one) for one in reviews], NAMES)
