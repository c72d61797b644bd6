"""Questions and answers in Django's admin."""

from __future__ import annotations

from django.contrib import admin

from houselights.base.admin import LookOnlyAdmin, LookOnlyInline
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    AnswerStateChange,
    AnswerVote,
    Citation,
    Comment,
    CommentRevision,
    CommentStateChange,
    Question,
    QuestionLink,
    QuestionRevision,
    QuestionStateChange,
)


class QuestionRevisionInline(LookOnlyInline):
    """Every version of the question."""

    model = QuestionRevision


class QuestionStateChangeInline(LookOnlyInline):
    """Who withheld, deleted or restored it."""

    model = QuestionStateChange


@admin.register(Question)
class QuestionAdmin(LookOnlyAdmin):
    """What is asked about films."""

    list_display = ("public_id", "film", "asker", "state", "asked_at")
    list_filter = ("state",)
    list_select_related = ("film", "asker")
    search_fields = ("public_id", "film__title", "asker__username")
    inlines = (QuestionRevisionInline, QuestionStateChangeInline)


class AnswerRevisionInline(LookOnlyInline):
    """Every version of the answer."""

    model = AnswerRevision


class AnswerStateChangeInline(LookOnlyInline):
    """Who withheld, deleted or restored it."""

    model = AnswerStateChange


@admin.register(Answer)
class AnswerAdmin(LookOnlyAdmin):
    """What is answered."""

    list_display = ("public_id", "author", "state", "votes_yes", "votes_total", "answered_at")
    list_filter = ("state",)
    list_select_related = ("author",)
    search_fields = ("public_id", "author__username")
    inlines = (AnswerRevisionInline, AnswerStateChangeInline)


@admin.register(AnswerVote)
class AnswerVoteAdmin(LookOnlyAdmin):
    """Who found which answer helpful."""

    list_display = ("answer", "voter", "helpful", "cast_at")
    list_select_related = ("answer", "voter")
    search_fields = ("answer__public_id", "voter__username")


class CommentRevisionInline(LookOnlyInline):
    """Every version of the comment."""

    model = CommentRevision


class CommentStateChangeInline(LookOnlyInline):
    """Who withheld, deleted or restored it."""

    model = CommentStateChange


@admin.register(Comment)
class CommentAdmin(LookOnlyAdmin):
    """What is said below questions and answers."""

    list_display = ("public_id", "author", "state", "commented_at")
    list_filter = ("state",)
    list_select_related = ("author",)
    search_fields = ("public_id", "author__username")
    inlines = (CommentRevisionInline, CommentStateChangeInline)


@admin.register(Citation)
class CitationAdmin(LookOnlyAdmin):
    """Which sentences of reviews answers quote."""

    list_display = ("answer_revision", "number", "review", "revision", "place", "start", "end")
    list_select_related = ("answer_revision", "review", "revision")
    search_fields = ("review__public_id", "answer_revision__answer__public_id")


@admin.register(QuestionLink)
class QuestionLinkAdmin(LookOnlyAdmin):
    """Which questions name each other."""

    list_display = ("first", "second", "by", "at")
    list_select_related = ("first", "second", "by")
    search_fields = ("first__public_id", "second__public_id")
