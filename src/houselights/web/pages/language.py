"""The switch of languages: POST /language/, kept with the account or else in a cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from houselights.accounts.actions import choose_language
from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.web.cookies import keep_choice
from houselights.web.languages import COOKIE, is_language
from houselights.web.query import local
from houselights.web.wishes import from_this_house


# Without a token, so that pages stay the same bytes for everybody; browsers say whether the form
# stood here, so that no other site changes somebody's account.
@csrf_exempt
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the language and go back to where the reader was; 400 for one that the house lacks."""
    language = request.POST.get("language", "")
    if not is_language(language):
        raise Refusal(_("This house does not speak that language. Choose one at the page’s foot."))
    response = HttpResponseRedirect(local(request.POST.get("next", ""), "/"))
    if not from_this_house(request):
        return response
    if isinstance(request.user, Person):
        choose_language(request.user, language)
    else:
        keep_choice(request, response, COOKIE, language)
    return response
