"""Following a question, and the questions that somebody follows: /me/questions/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from houselights.accounts.models import Person
from houselights.questions.followed import Followed, followed_by
from houselights.questions.following import follow, stop_following
from houselights.questions.models import Question
from houselights.spoilers.redact import redact_question
from houselights.web.pages.questions import readable_question
from houselights.web.query import local
from houselights.web.reading import Reader, reader_of
from houselights.web.typed import sign_in_first


@require_http_methods(["GET", "HEAD", "POST"])
def follow_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST /questions/<id>/follow/: follows it, or no longer with `say` "stop"; GET signs in."""
    question = readable_question(public_id, request.user)
    back = local(request.POST.get("next", ""), question.get_absolute_url())
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), question.get_absolute_url())
    if request.method == "POST":
        _say(request, request.user, question)
    return HttpResponseRedirect(back)


def _say(request: HttpRequest, person: Person, question: Question) -> None:
    if request.POST.get("say") == "stop":
        stop_following(question, person)
        messages.success(request, _("You follow this question no longer."))
    else:
        follow(question, person)
        messages.success(request, _("You follow this question. What is new stands in your menu."))


@dataclass(frozen=True, slots=True)
class FollowedLine:
    """One followed question in the list, and its news in words."""

    question: Question
    title: str
    news: str

    @classmethod
    def of(cls, followed: Followed, reader: Reader) -> FollowedLine:
        """The question by its title, covered where it is for this reader."""
        question = followed.question
        title = redact_question(question, reader.audience(question))
        return cls(question, title, news_in_words(followed))


def news_in_words(followed: Followed) -> str:
    """ "2 new answers, 1 new comment", "Something changed", or nothing."""
    said = []
    if followed.answers:
        words = ngettext("%(number)d new answer", "%(number)d new answers", followed.answers)
        said.append(words % {"number": followed.answers})
    if followed.comments:
        words = ngettext("%(number)d new comment", "%(number)d new comments", followed.comments)
        said.append(words % {"number": followed.comments})
    if not said and followed.is_news:
        said.append(_("Something changed"))
    return " · ".join(said)


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """GET /me/questions/: what one follows, the newest news first."""
    reader, found = reader_of(request), followed_by(cast("Person", request.user))
    reader.meet(one.question.film for one in found)
    lines = [FollowedLine.of(one, reader) for one in found]
    return render(request, "me/questions.html", {"lines": lines})
