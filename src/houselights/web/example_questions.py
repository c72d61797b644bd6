"""Questions that a film's reviews answer, to begin with: an empty field invites nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from houselights.answers.asking import answer
from houselights.answers.corpus import Corpus
from houselights.catalogue.models import Film
from houselights.digest.summary import Summary
from houselights.opinions.material import Aspect
from houselights.web.query import link

SHOWN = 3
_ENOUGH_VOICES = 3  # reviews that judge it
# For each aspect how it is asked in English, which the program understands best, and for readers.
# The ending is not among them: who asks about it unasked may not want to know.
_QUESTIONS: dict[str, tuple[str, str | Promise]] = {
    Aspect.ACTING: ("How is the acting?", gettext_lazy("How is the acting?")),
    Aspect.PACE: ("Is it slow?", gettext_lazy("Is it slow?")),
    Aspect.FAITHFULNESS: ("Is it like the book?", gettext_lazy("Is it like the book?")),
    Aspect.STORY: ("How is the story?", gettext_lazy("How is the story?")),
    Aspect.LOOK: ("How does it look?", gettext_lazy("How does it look?")),
    Aspect.MUSIC: ("How is the music?", gettext_lazy("How is the music?")),
    Aspect.EMOTION: ("Is it moving?", gettext_lazy("Is it moving?")),
    Aspect.SCRIPT: ("How is the script?", gettext_lazy("How is the script?")),
    Aspect.DIRECTION: ("How is the direction?", gettext_lazy("How is the direction?")),
}

type Examples = list[tuple[str, str]]  # each a question in the page's language, and its address


def examples_from(summary: Summary, film: Film) -> Examples:
    """Questions about what the film's digest says most of."""
    voices = {row.subject: row.count.voices for row in summary.aspects}
    asked = sorted(_QUESTIONS, key=lambda aspect: -voices.get(aspect, 0))
    return _chosen(film, lambda aspect: voices.get(aspect, 0) >= _ENOUGH_VOICES, asked)


def examples_in(corpus: Corpus, film: Film) -> Examples:
    """Questions that are answered when one asks them."""
    return _chosen(film, lambda aspect: answer(_QUESTIONS[aspect][0], corpus).says, _QUESTIONS)


def _chosen(film: Film, answered: Callable[[str], bool], asked: Iterable[str]) -> Examples:
    path = reverse("reviews_say", args=[film.slug])
    sensible = (one for one in asked if one != Aspect.FAITHFULNESS or film.source_work_id)
    found = islice(filter(answered, sensible), SHOWN)
    return [(str(_QUESTIONS[one][1]), link(path, [("q", _QUESTIONS[one][0])])) for one in found]
