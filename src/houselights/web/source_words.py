"""What films are based on, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

_KINDS = {
    "novel": gettext_lazy("the novel"),
    "novella": gettext_lazy("the novella"),
    "book": gettext_lazy("the book"),
    "story": gettext_lazy("the story"),
    "short story": gettext_lazy("the short story"),
    "memoir": gettext_lazy("the memoir"),
    "comic": gettext_lazy("the comic"),
    "play": gettext_lazy("the play"),
    "film": gettext_lazy("the film"),
}
BOOKS = frozenset(_KINDS) - {"play", "film"}  # what is read, not seen


def kind_in_words(kind: str) -> str:
    """Such as "the novel"; empty for a kind that nobody foresaw."""
    return str(_KINDS.get(kind.strip().casefold(), ""))
