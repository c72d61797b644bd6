"""Sentences that wait for a decision: /spoilers/waiting/, for editors and moderators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from houselights.accounts.models import Person
from houselights.base.errors import NotAllowed, Refusal
from houselights.base.paging import KeysetPage
from houselights.spoilers.marks import decide, may_decide, text_of
from houselights.spoilers.models import Sentence
from houselights.spoilers.waiting import (
    Count,
    Excerpt,
    excerpt_of,
    marks_of,
    sentences_waiting,
    waiting_sentences,
)
from houselights.spoilers.writings import column_of
from houselights.web.moderated import NamedText
from houselights.web.numbers import grouped
from houselights.web.opinions import author_thinks, program_thinks, readers_think
from houselights.web.query import link, local, one_of, opened_keys, opening
from houselights.web.reading import Reader, is_own, reader_of
from houselights.web.typed import sign_in_first

_SAYS = {"cover": True, "harmless": False}


@dataclass(frozen=True, slots=True)
class Query:
    """What of the list is shown: `open` names sentences, `decided` the one decided on last."""

    after: str = ""
    before: str = ""
    open: str = ""
    decided: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> Query:
        """The parameters of a request."""
        return cls(*(given.get(name, "") for name in ("after", "before", "open", "decided")))


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence; `excerpt` is None while it is closed for who looks."""

    sentence: Sentence
    text: NamedText
    excerpt: Excerpt | None
    count: Count
    open_link: str
    is_own: bool
    next: str  # the address to go to after deciding

    @property
    def suspicion(self) -> str:
        """What the program thinks, in words."""
        return program_thinks(self.sentence.suspicion)

    @property
    def readers(self) -> str:
        """What readers say, in words; empty where they said nothing."""
        return readers_think(self.count.gives, self.count.harmless)

    @property
    def author(self) -> str:
        """What its author says, in words; empty where they said nothing."""
        return author_thinks(self.sentence.author_said)

    @property
    def sentences_url(self) -> str:
        """All sentences of its text."""
        return sentences_url(self.sentence)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided last, so that it can be turned round at once."""

    sentence: Sentence
    text: NamedText

    @property
    def said(self) -> str:
        """The decision in words."""
        return _("Covered.") if self.sentence.gives_away else _("Kept open: it is harmless.")

    @property
    def sentences_url(self) -> str:
        """All sentences of its text."""
        return sentences_url(self.sentence)


@dataclass(frozen=True, slots=True)
class ListView:
    """The list; the template `sentences/waiting.html` gets it as `page`."""

    here: str
    number: int
    items: list[Item]
    decided: Decided | None
    found: KeysetPage[Sentence]

    @property
    def said(self) -> str:
        """How much waits."""
        words = ngettext("%(number)s sentence waits", "%(number)s sentences wait", self.number)
        return words % {"number": grouped(self.number)} if self.number else ""

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        return _page_url("before", self.found.before)

    @property
    def next_url(self) -> str:
        """The page after, if there is one."""
        return _page_url("after", self.found.after)


def sentences_url(sentence: Sentence) -> str:
    """The page with all sentences of the text in which a sentence stands."""
    row = text_of(sentence)
    return reverse(f"{column_of(row)}_sentences", args=[row.public_id])


def _page_url(name: str, cursor: str | None) -> str:
    return link(reverse("sentences_waiting"), [(name, cursor)]) if cursor else ""


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """/spoilers/waiting/: what waits, the most suspicious first; POST decides about one."""
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), request.get_full_path())
    if not may_decide(request.user):
        raise NotAllowed(_("Only editors and moderators decide about sentences."))
    if request.method == "POST":
        return _decide(request, request.user)
    return _page(request, request.user)


# ── the list ────────────────────────────────────────────────────────────────────────────────────


def _page(request: HttpRequest, editor: Person) -> HttpResponse:
    query, reader = Query.read(request.GET), reader_of(request)
    found = sentences_waiting(after=query.after, before=query.before)
    kept = [("after", query.after), ("before", query.before), ("open", query.open)]
    here = link(reverse("sentences_waiting"), kept)
    view = ListView(
        here=here,
        number=waiting_sentences(),
        items=_items(found.rows, reader, editor, here, opened_keys(query.open)),
        decided=_decided(query.decided, reader),
        found=found,
    )
    return render(request, "sentences/waiting.html", {"page": view})


def _items(
    rows: Sequence[Sentence], reader: Reader, editor: Person, here: str, opened: frozenset[str]
) -> list[Item]:
    reader.meet(sentence.film for sentence in rows)
    counts = marks_of(rows)
    following = [*(sentence.public_id for sentence in rows[1:]), "main"]
    return [
        Item(
            sentence=sentence,
            text=NamedText.of(row, reader.stranger),
            excerpt=excerpt_of(sentence, reader.audience(row, opened=opened)),
            count=counts.get(sentence.pk, Count()),
            open_link=opening(here, sentence.public_id),
            is_own=is_own(row, editor),
            next=f"{here}#r{following[number]}",
        )
        for number, sentence in enumerate(rows)
        for row in [text_of(sentence)]
    ]


def _decided(public_id: str, reader: Reader) -> Decided | None:
    sentence = Sentence.objects.filter(public_id=public_id, gives_away__isnull=False).first()
    if sentence is None:
        return None
    return Decided(sentence, NamedText.of(text_of(sentence), reader.stranger))


# ── deciding ────────────────────────────────────────────────────────────────────────────────────


def _decide(request: HttpRequest, editor: Person) -> HttpResponse:
    said = one_of(request.POST, "say", list(_SAYS))
    sentence = Sentence.objects.filter(public_id=request.POST.get("of", "")).first()
    if sentence is None:
        raise Http404
    if not said:
        raise Refusal(_("Say whether it is covered or harmless."))
    decide(editor, sentence, gives_away=_SAYS[said])
    here = local(request.POST.get("next", ""), reverse("sentences_waiting"))
    path, _hash, fragment = here.partition("#")
    path += f"{'&' if '?' in path else '?'}decided={sentence.public_id}"
    return HttpResponseRedirect(f"{path}#{fragment}" if fragment else path)
