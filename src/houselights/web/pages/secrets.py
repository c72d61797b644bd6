"""A film's secret terms: /films/<slug>/secrets/, for editors."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.errors import Invalid
from houselights.catalogue.models import Film
from houselights.spoilers.models import SecretTerm
from houselights.spoilers.terms import remove_term, set_term, terms_of
from houselights.web.forms.secrets import TermForm
from houselights.web.pages.film import film_or_404
from houselights.web.query import link, one_of, opened_keys
from houselights.web.reading import reader_of

State = SecretTerm.State
_STATES = {"keep": State.KEPT, "decline": State.DECLINED}


@dataclass(frozen=True, slots=True)
class SecretsView:
    """The terms; the template `secrets/page.html` gets it as `page`.

    open_link: while the terms are closed for who looks, the address that opens them, else empty.
    """

    film: Film
    terms: list[SecretTerm]
    open_link: str
    form: TermForm

    @property
    def kept(self) -> list[SecretTerm]:
        """Those that the scorer goes by."""
        return self._in(State.KEPT)

    @property
    def proposed(self) -> list[SecretTerm]:
        """Those that nobody has decided on."""
        return self._in(State.PROPOSED)

    @property
    def declined(self) -> list[SecretTerm]:
        """Those that are not proposed again."""
        return self._in(State.DECLINED)

    def _in(self, state: SecretTerm.State) -> list[SecretTerm]:
        return [term for term in self.terms if term.state == state]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """/films/<slug>/secrets/: what is kept, proposed and declined; POST adds or decides."""
    film = film_or_404(slug)
    demand(request.user, Ability.EDIT_FILMS)
    if request.method == "POST" and isinstance(request.user, Person):
        return _change(request, request.user, film)
    return _page(request, film)


def _page(
    request: HttpRequest, film: Film, form: TermForm | None = None, status: int = 200
) -> HttpResponse:
    opened = film.public_id in opened_keys(request.GET.get("open", ""))
    is_open = opened or reader_of(request).reads(film.pk).shows_all
    terms = terms_of(film) if is_open else []
    open_link = "" if is_open else link(request.path, [("open", film.public_id)])
    view = SecretsView(film, terms, open_link, form or TermForm())
    return render(request, "secrets/page.html", {"page": view}, status=status)


def _change(request: HttpRequest, editor: Person, film: Film) -> HttpResponse:
    act = one_of(request.POST, "act", ["add", "remove", *_STATES]) or "add"
    if act == "add":
        form = TermForm(request.POST)
        if not form.is_valid() or not _added(film, form, editor):
            return _page(request, film, form, status=422)
    else:
        _decide(film, request.POST.get("term", ""), act, editor)
    messages.success(request, _("Kept. The film's texts are looked at anew in a minute."))
    return HttpResponseRedirect(link(request.path, [("open", film.public_id)]))


def _added(film: Film, form: TermForm, editor: Person) -> bool:
    try:
        set_term(film, form.cleaned_data["words"], State.KEPT, editor)
    except Invalid as invalid:
        form.add_error("words", invalid.problems["words"])
        return False
    return True


def _decide(film: Film, key: str, act: str, editor: Person) -> None:
    term = SecretTerm.objects.filter(film=film, pk=key).first() if key.isdecimal() else None
    if term is None:
        raise Http404
    if act == "remove":
        remove_term(term, editor)
    else:
        set_term(film, term.words, _STATES[act], editor)
