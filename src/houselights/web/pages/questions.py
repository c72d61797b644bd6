"""Reading questions: the lists of the house and of a film, and one question with its answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.errors import Refusal
from houselights.base.house import public_url
from houselights.base.models import State
from houselights.base.paging import KeysetPage
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, Question
from houselights.questions.moved import stands_at
from houselights.questions.reads import (
    accepted_answer,
    answers_of,
    question_by_id,
    questions_of,
)
from houselights.ranking.answer_orders import ANSWER_ORDERS
from houselights.ranking.answer_orders import DEFAULT as USUAL
from houselights.ranking.orders import NamedOrder
from houselights.reviews.rights import may_leave
from houselights.spoilers.reader import Said
from houselights.spoilers.redact import Shown, redact_details, redact_question
from houselights.web.answer_cards import (
    AnswerCard,
    QuestionCard,
    answers_in_words,
    heading_of,
    make_answer_cards,
    make_question_cards,
)
from houselights.web.cards import Setting, source_of
from houselights.web.comment_cards import CommentList, make_comment_lists
from houselights.web.decided import (
    Decided,
    GoneByDecision,
    decision_about,
    decision_if_hidden,
)
from houselights.web.film_view import Choice
from houselights.web.finding import may_read_withheld
from houselights.web.forms.questions import AnswerForm
from houselights.web.freshness import mark, not_modified, page_tag
from houselights.web.known import Known, known_of
from houselights.web.pages.film import film_or_404
from houselights.web.query import link, opened_keys
from houselights.web.question_data import data_of
from houselights.web.question_state import QuestionState, state_of
from houselights.web.quote_picks import fresh_picking
from houselights.web.reading import reader_of
from houselights.web.typed import typed_before

UNANSWERED = "unanswered"


# ── lists ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a page with a list of questions or answers shows."""

    show: str = ""  # "unanswered", or "" for all
    after: str = ""
    before: str = ""
    open: str = ""
    spoilers: str = ""  # a `Mode`, or "" for what the reader said
    know: str = ""  # a `Knows`, or "" for what the reader said
    sort: str = ""  # of answers: one of `ANSWER_ORDERS`, or "" for the usual one
    comments: str = ""  # the public id of the text below which all comments are shown

    @classmethod
    def read(cls, given: QueryDict) -> ListQuery:
        """The parameters of a request; what is unknown is left out."""
        asked = Said.read(given.get("spoilers", ""), given.get("know", ""))
        return cls(
            spoilers=asked.mode or "",
            know=asked.knows or "",
            show=UNANSWERED if given.get("show") == UNANSWERED else "",
            after=given.get("after", ""),
            before=given.get("before", ""),
            open=",".join(sorted(opened_keys(given.get("open", "")))),
            sort=_sort(given.get("sort", "")),
            comments=next(iter(opened_keys(given.get("comments", ""))), ""),
        )

    def link(self, path: str) -> str:
        """The address of this very page."""
        pairs = [("after", self.after), ("before", self.before), ("open", self.open)]
        return link(path, [*self._kept, *pairs, ("comments", self.comments)])

    @property
    def _kept(self) -> list[tuple[str, str]]:
        """What holds for its neighbouring pages as well."""
        kept = [("show", self.show), ("spoilers", self.spoilers), ("know", self.know)]
        return [*kept, ("sort", self.sort)]

    def page(self, path: str, name: str, cursor: str | None) -> str:
        """The address of a neighbouring page, covers closed; empty where there is none."""
        return link(path, [*self._kept, (name, cursor)]) if cursor else ""


def _sort(name: str) -> str:
    return name if name in ANSWER_ORDERS and name != USUAL else ""


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """A list of questions; the template `questions/list.html` gets it as `page`."""

    path: str
    query: ListQuery
    cards: list[QuestionCard]
    found: KeysetPage[Question]
    film: Film | None = None

    @property
    def only_unanswered(self) -> bool:
        """Whether only questions without an answer are shown."""
        return self.query.show == UNANSWERED

    @property
    def unanswered_url(self) -> str:
        """The list of questions without an answer."""
        return link(self.path, [("show", UNANSWERED)])

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        return self.query.page(self.path, "before", self.found.before)

    @property
    def next_url(self) -> str:
        """The page after, if there is one."""
        return self.query.page(self.path, "after", self.found.after)


@require_safe
def of_house(request: HttpRequest) -> HttpResponse:
    """GET /questions/: what people ask about any film, newest first."""
    view = _list_view(request, None, reverse("questions"))
    return render(request, "questions/list.html", {"page": view})


@require_safe
def of_film(request: HttpRequest, slug: str) -> HttpResponse:
    """GET /films/<slug>/questions/: what people ask about this film, newest first."""
    film = film_or_404(slug)
    path = reverse("film_questions", args=[film.slug])
    if film.slug != slug:
        return redirect(path, permanent=True)
    tag = page_tag(request, film)
    kept = not_modified(request, tag)
    if kept:
        return kept
    view = _list_view(request, film, path)
    return mark(render(request, "questions/list.html", {"page": view}), tag)


def _list_view(request: HttpRequest, film: Film | None, path: str) -> QuestionsView:
    query = ListQuery.read(request.GET)
    found = questions_of(
        film,
        request.user,
        unanswered=bool(query.show),
        after=query.after,
        before=query.before,
    )
    setting = Setting(
        reader_of(request), query.link(path), opened_keys(query.open), with_film=film is None
    )
    cards = make_question_cards(found.rows, setting)
    return QuestionsView(path, query, cards, found, film)


# ── one question ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question's page; the template `questions/page.html` gets it as `page`."""

    question: Question
    title: str  # for the head of the page and for other sites: as a stranger may see it
    heading: str  # the same as this reader may see it
    heading_link: str  # opens it; empty where it is open
    details: Shown
    known: Known
    query: ListQuery
    cards: list[AnswerCard]
    found: KeysetPage[Answer]
    form: AnswerForm | None  # None for who may not answer
    is_own: bool
    may_moderate: bool
    decision: Decided | None  # by which the viewer's own question is hidden
    state: QuestionState
    comments: CommentList  # below the question itself
    data: SafeString  # of the page, for machines

    @property
    def order(self) -> NamedOrder:
        """The order of the answers, with its rule in a sentence."""
        return ANSWER_ORDERS[self.query.sort or USUAL]

    @property
    def sorts(self) -> list[Choice]:
        """The orders to choose from."""
        chosen = self.query.sort or USUAL
        return [Choice(name, str(o.label), name == chosen) for name, o in ANSWER_ORDERS.items()]

    @property
    def film(self) -> Film:
        """The film that is asked about."""
        return self.question.film

    @property
    def source(self) -> str:
        """The page that it came from, in words."""
        return source_of(self.question.batch)

    @property
    def description(self) -> str:
        """What other sites may show of it: no question that may not leave."""
        what = self.title if may_leave(self.question) else self.film.title_and_year
        return f"{what} {self.answers}."

    @property
    def address(self) -> str:
        """The question's address in full, from PUBLIC_URL."""
        return public_url(self.question.get_absolute_url())

    @property
    def answers(self) -> str:
        """The number of answers in words."""
        return answers_in_words(self.question.answers_count)

    @property
    def previous_url(self) -> str:
        """The page of answers before, if there is one."""
        return self.query.page(self.question.get_absolute_url(), "before", self.found.before)

    @property
    def next_url(self) -> str:
        """The page of answers after, if there is one."""
        return self.query.page(self.question.get_absolute_url(), "after", self.found.after)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /questions/<id>/: one question with its answers, the accepted one first."""
    question = readable_question(public_id, request.user)
    if question.merged_at is not None:
        return _to_where_it_stands(question)
    tag = page_tag(request, question.film)
    return not_modified(request, tag) or mark(question_page(request, question), tag)


def _to_where_it_stands(question: Question) -> HttpResponse:
    """The other question's page; browsers ask anew each time, for a merge can be undone."""
    response = redirect(stands_at(question).get_absolute_url(), permanent=True)
    response["Cache-Control"] = "no-cache"
    return response


def readable_question(public_id: str, viewer: Viewer) -> Question:
    """The question, if this viewer may read it: 404 unknown, 410 deleted, 451 withheld."""
    question = question_by_id(public_id)
    if question is None:
        raise Http404
    if question.state in (State.DELETED, State.ERASED):
        said = _("This question has been deleted.")
        raise GoneByDecision(said, decision_about(question, viewer))
    if question.state == State.WITHHELD and not may_read_withheld(question, viewer):
        sentence = _("This question is withheld while the moderators look at it.")
        raise Refusal(sentence, code="withheld")
    return question


def question_page(
    request: HttpRequest, question: Question, form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The page with the given answer form, or with a fresh one for who may answer."""
    view = _question_view(request, question, form)
    return render(request, "questions/page.html", {"page": view}, status=status)


def _question_view(
    request: HttpRequest, question: Question, form: AnswerForm | None
) -> QuestionView:
    query, viewer, reader = ListQuery.read(request.GET), request.user, reader_of(request)
    path = question.get_absolute_url()
    here = query.link(path)
    setting = Setting(reader, here, opened_keys(query.open), alone=True)
    order = ANSWER_ORDERS[query.sort or USUAL].order
    found = answers_of(question, viewer, order=order, after=query.after, before=query.before)
    first = None if query.after or query.before else accepted_answer(question, viewer)
    rows = [first, *found.rows] if first else list(found.rows)
    audience = setting.audience(question)
    details = redact_details(question, audience)
    cards = make_answer_cards(rows, question, setting)
    shown = [details, *(card.shown for card in cards)]
    heading, heading_link = heading_of(question, audience)
    title = redact_question(question, reader.stranger_of(question))
    is_plain = not (query.after or query.before or query.open or query.sort)
    state = state_of(question, viewer, reader)
    return QuestionView(
        question=question,
        title=title,
        heading=heading,
        heading_link=heading_link,
        details=details,
        known=known_of(reader, question.film, shown, f"{path}#known", alone=True),
        query=query,
        cards=cards,
        found=found,
        form=None if state.why_not else form or _answer_form(request, question),
        is_own=bool(audience.own),
        may_moderate=may(viewer, Ability.MODERATE),
        decision=decision_if_hidden(question, viewer),
        state=state,
        comments=make_comment_lists([question], setting)[question.public_id],
        data=data_of(question, title, rows, reader) if is_plain else SafeString(""),
    )


def _answer_form(request: HttpRequest, question: Question) -> AnswerForm | None:
    if not may(request.user, Ability.WRITE):
        return None
    form = AnswerForm(initial=typed_before(request, question.get_absolute_url()) or None)
    address = reverse("answer", args=[question.public_id])
    form.picking = fresh_picking(request, question, address)
    return form
