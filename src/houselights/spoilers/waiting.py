"""Sentences that wait for an editor or moderator, the most suspicious first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from houselights.base.limits import PAGE_SIZE
from houselights.base.models import State
from houselights.base.paging import KeysetPage, Order, page
from houselights.spoilers.marks import text_of
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.redact import Audience
from houselights.spoilers.writings import words_in
from houselights.text.spans import Place

ORDER = Order("suspicion", ("-suspicion", "id"))
_PARTS = (
    *(f"review__{part}" for part in ("current", "author", "batch", "film")),
    *(f"question__{part}" for part in ("current", "asker", "batch", "film")),
    *(f"answer__{part}" for part in ("current", "author", "batch")),
    *(f"answer__question__{part}" for part in ("current", "batch", "film")),
)
AROUND = 280  # characters of the text on each side


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence with the text around it, as they are stored: plain text, not safe HTML."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many readers say that a sentence gives something away, and how many that it does not."""

    gives: int = 0
    harmless: int = 0


def sentences_waiting(*, after: str = "", before: str = "") -> KeysetPage[Sentence]:
    """One page of what waits, each with its text, the text's writer and its film."""
    rows = _waiting().select_related("film", *_PARTS)
    return page(rows, ORDER, after=after, before=before, size=PAGE_SIZE)


def waiting_sentences() -> int:
    """How many sentences wait; one query."""
    return _waiting().count()


def _waiting() -> QuerySet[Sentence]:
    """Those of texts that readers can see."""
    published = (
        Q(review__state=State.PUBLISHED)
        | Q(question__state=State.PUBLISHED)
        | Q(answer__state=State.PUBLISHED, answer__question__state=State.PUBLISHED)
    )
    return Sentence.objects.filter(published, waits=True)


def excerpt_of(sentence: Sentence, audience: Audience) -> Excerpt | None:
    """The sentence for somebody who decides about it; None while it is closed for them.

    It is open for who says that they have seen the film, and where they opened it themselves.
    """
    row = text_of(sentence)
    if row.current is None or not audience.has_opened(sentence.public_id):
        return None
    text = words_in(row.current)[Place(sentence.place)]
    start, end = sentence.start, sentence.end
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if end + AROUND < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return Excerpt(before, text[start:end], after)


def marks_of(sentences: Iterable[Sentence]) -> Mapping[int, Count]:
    """What readers say of these sentences, by their ids; one query."""
    said: dict[int, list[bool]] = defaultdict(list)
    rows = SentenceMark.objects.filter(sentence__in=list(sentences), person__is_active=True)
    for sentence_id, gives_away in rows.values_list("sentence", "gives_away"):
        said[sentence_id].append(gives_away)
    return {pk: Count(sum(given), len(given) - sum(given)) for pk, given in said.items()}
