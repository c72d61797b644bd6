"""Questions about a film, their answers, and the votes on answers."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.models import PublicRow, State, TextRevision
from houselights.base.rawtext import RawTextField
from houselights.catalogue.models import Film
from houselights.reviews.models import ImportBatch


class VisibleQuerySet[M: models.Model](models.QuerySet[M]):
    """Who may see which questions or answers, by name."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Published ones; moderators also see what is withheld, writers their own."""
        if may(viewer, Ability.MODERATE):
            return self.filter(state__in=[State.PUBLISHED, State.WITHHELD])
        published = Q(state=State.PUBLISHED)
        if isinstance(viewer, Person):
            return self.filter(published | self._withheld_of(viewer))
        return self.filter(published)

    def _withheld_of(self, person: Person) -> Q:
        writer = "asker" if self.model is Question else "author"
        return Q(state=State.WITHHELD, **{writer: person})


class Question(PublicRow):
    """Something that somebody wants to know about a film. Its title should not spoil."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="questions")
    asker = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    current = models.OneToOneField(
        "questions.QuestionRevision", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    asked_at = models.DateTimeField(default=now)
    accepted = models.OneToOneField(
        "questions.Answer", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answers_count = models.PositiveIntegerField(default=0)
    arrived = models.BigIntegerField(default=0)  # microseconds since 1970

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, null=True, blank=True, related_name="questions"
    )
    source_key = models.CharField(max_length=64, blank=True)
    source_position = models.PositiveIntegerField(null=True, blank=True)

    best_answer: Answer | None  # not a column: set by `reads.with_best_answers`

    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["film", "state", "-arrived", "-id"], name="questions_of_film"),
            models.Index(fields=["state", "-arrived", "-id"], name="questions_of_house"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "source_key"],
                condition=~Q(source_key="") & ~Q(state="erased"),
                name="one_row_per_imported_question",
            )
        ]

    def get_absolute_url(self) -> str:
        """The question's own page."""
        return reverse("question", args=[self.public_id])

    @property
    def is_imported(self) -> bool:
        """Whether it came from a file and not from somebody's hand here."""
        return self.batch_id is not None

    @property
    def writer(self) -> Person | None:
        """The account that wrote it here, if one did."""
        return self.asker


class QuestionRevision(TextRevision):
    """One version of a question: `title` asks, and should not spoil; `body` is its details."""

    title = RawTextField()
    question = models.ForeignKey(Question, models.CASCADE, related_name="revisions")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_number_once")
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class Answer(PublicRow):
    """What somebody answered; the flag's null is "not known" and never read as harmless."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    current = models.OneToOneField(
        "questions.AnswerRevision", models.PROTECT, null=True, related_name="+"
    )
    contains_spoilers = models.BooleanField(null=True)
    fold_locked = models.BooleanField(default=False)  # a flagged text is never opened in part
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    answered_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    votes_yes = models.PositiveIntegerField(default=0)
    votes_total = models.PositiveIntegerField(default=0)
    place = models.BigIntegerField(default=0)  # by helpful votes; the accepted one stands first

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, null=True, blank=True, related_name="answers"
    )
    source_position = models.PositiveIntegerField(null=True, blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["question", "state", "-place", "id"], name="answers_of_question")
        ]

    def get_absolute_url(self) -> str:
        """The answer's place on the page of its question."""
        return f"{self.question.get_absolute_url()}#r{self.public_id}"

    @property
    def is_imported(self) -> bool:
        """Whether it came from a file and not from somebody's hand here."""
        return self.batch_id is not None

    @property
    def writer(self) -> Person | None:
        """The account that wrote it here, if one did."""
        return self.author


class AnswerRevision(TextRevision):
    """One version of an answer; its flag is kept with it when the next one takes its place."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="revisions")
    contained_spoilers = models.BooleanField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_number_once")
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class AnswerVote(models.Model):
    """Whether somebody found an answer helpful; one a person and answer."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(Person, models.CASCADE, related_name="answer_votes")
    helpful = models.BooleanField()
    revision = models.ForeignKey(AnswerRevision, models.CASCADE, related_name="+")
    cast_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "voter"], name="one_vote_an_answer")
        ]

    def __str__(self) -> str:
        return "helpful" if self.helpful else "not helpful"


class StateChange(models.Model):
    """Who withheld, deleted, erased or restored a text, when and why."""

    state = models.CharField(max_length=10, choices=State.choices)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.state} at {self.at:%Y-%m-%d}"


class QuestionStateChange(StateChange):
    """One change of a question's state."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="state_changes")


class AnswerStateChange(StateChange):
    """One change of an answer's state."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="state_changes")
