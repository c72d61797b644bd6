"""Corpora in memory: made when a film is first asked, used until something of the film changes.

Each process keeps its own. A film's version (`base.generations`) says whether anything at all was
written; votes raise it as well, so it is followed by a cheap look at what a corpus is made of, and
only where that differs is it made anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

from houselights.answers.corpus import Corpus
from houselights.answers.reads import corpus_of, names_of
from houselights.base.writing import EVERY_FILM, generations
from houselights.catalogue.models import Film
from houselights.reviews.models import Review
from houselights.reviews.rights import watch_page
from houselights.spoilers.covering import Knows
from houselights.spoilers.redact import Audience

MOST_SENTENCES = 20_000  # in one process (about 110 MB), all films; the newest always stays

# All that says what of a review is open, and what is told of it.
_OF_REVIEWS = (
    "pk", "rating", "contains_spoilers", "headline_covered", "fold_locked", "author_name",
    "author__name", "author__username", "batch__rights", "batch__shown_to", "current_id",
    "current__language", "current__covers", "current__marks", "current__harmless",
    "current__title_mark", "current__quotable",
)  # fmt: skip

type _Versions = tuple[int | None, ...]


@dataclass(slots=True)
class _Place:
    """One corpus, or room for it; `lock` is held while it is looked after."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    versions: _Versions = ()
    stamp: str = ""
    corpus: Corpus | None = None

    @property
    def size(self) -> int:
        """How many sentences it holds."""
        return len(self.corpus.lines) if self.corpus else 0


class Shelf:
    """The corpora that were asked last; threads may share it.

    Whoever asks for one that is being made waits for it, so that it is made once.
    """

    def __init__(self, most_sentences: int = MOST_SENTENCES) -> None:
        self._most = most_sentences
        self._lock = threading.Lock()
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()

    def corpus(self, film: Film, audience: Audience) -> Corpus:
        """The film's corpus for the audience, as it is now.

        What the audience opened or wrote itself counts for nothing: a corpus is for all who know
        as much. Some seconds for a film of hundreds of reviews that was not asked before, else a
        few milliseconds.
        """
        audience = usual(audience)
        key = (film.public_id, audience.knows, audience.bases, audience.opens_parts)
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
        with place.lock:
            corpus = _fresh(place, film, audience)
        self._make_room()
        return corpus

    def _make_room(self) -> None:
        with self._lock:
            held = sum(place.size for place in self._places.values())
            while held > self._most and len(self._places) > 1:
                _key, place = self._places.popitem(last=False)
                held -= place.size


def corpus_for(film: Film, audience: Audience) -> Corpus:
    """The film's corpus from this process's shelf; see `Shelf.corpus`."""
    return _shelf().corpus(film, audience)


def usual(audience: Audience) -> Audience:
    """The audience without what is one reader's own."""
    knows = Knows.SEEN if audience.shows_all else audience.knows
    return Audience(knows=knows, bases=audience.bases, opens_parts=audience.opens_parts)


@cache
def _shelf() -> Shelf:
    return Shelf()


def _fresh(place: _Place, film: Film, audience: Audience) -> Corpus:
    # Read before anything else: what is kept may be newer than its version says, never older.
    versions = tuple(generations().read(number) for number in (film.pk, EVERY_FILM))
    if place.corpus and None not in versions and versions == place.versions:
        return place.corpus
    stamp = _stamp(film)
    if place.corpus is None or stamp != place.stamp:
        with watch_page():  # what is read here is not yet shown
            place.corpus = corpus_of(film, audience)
        place.stamp = stamp
    place.versions = versions
    return place.corpus


def _stamp(film: Film) -> str:
    """A digest of all that a film's corpus is made of, as it stands; two queries."""
    reviews = Review.objects.filter(film=film).published().with_text().order_by("pk")
    parts = [names_of(film), *reviews.values_list(*_OF_REVIEWS)]
    return sha256(repr(parts).encode()).hexdigest()
