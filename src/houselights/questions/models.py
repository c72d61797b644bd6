"""Questions about a film, their answers with what these cite, comments, votes, followers."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.models import PublicRow, State, TextRevision
from houselights.base.rawtext import RawTextField
from houselights.catalogue.models import Film
from houselights.reviews.models import ImportBatch, Review, Revision
from houselights.text.spans import Place


class VisibleQuerySet[M: models.Model](models.QuerySet[M]):
    """Who may see which questions or answers, by name."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Published ones; moderators also see what is withheld, writers their own.

        Nobody meets a question that was merged into another one: its page leads there.
        """
        rows = self.filter(merged_at=None) if self.model is Question else self
        if may(viewer, Ability.MODERATE):
            return rows.filter(state__in=[State.PUBLISHED, State.WITHHELD])
        published = Q(state=State.PUBLISHED)
        if isinstance(viewer, Person):
            return rows.filter(published | self._withheld_of(viewer))
        return rows.filter(published)

    def _withheld_of(self, person: Person) -> Q:
        writer = "asker" if self.model is Question else "author"
        return Q(state=State.WITHHELD, **{writer: person})


class Closing(models.TextChoices):
    """Why a question takes no more answers."""

    DUPLICATE = "duplicate", _("It has been asked before")
    OTHER_FILM = "other_film", _("It is not about this film")
    UNCLEAR = "unclear", _("It is unclear what is asked")
    OPINION = "opinion", _("It calls for an argument and not for an answer")
    SETTLED = "settled", _("It is answered, and more answers add nothing")


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
    active_at = models.DateTimeField(default=now)  # what followers have not seen is later

    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=12, choices=Closing.choices, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    # The question that it repeats. Where it was merged into that, its answers stand there.
    duplicate_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates"
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    protected_at = models.DateTimeField(null=True, blank=True)  # then only known people may answer
    protected_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

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
    # Where it was given, if that question was merged into this one.
    moved_from = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="answers_moved_away"
    )

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, null=True, blank=True, related_name="answers"
    )
    source_position = models.PositiveIntegerField(null=True, blank=True)

    cited: int  # not a column: how many reviews it quotes, set by `citing.with_numbers`

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


class Citation(models.Model):
    """A sentence of a review that an answer quotes; the words themselves stay in the review.

    `start` and `end` are code points of that version's headline or body; `digest` is that of the
    sentence's folded words, by which it is found again after an edit. Once the review's text is
    erased nothing of it is left here either.
    """

    answer_revision = models.ForeignKey(AnswerRevision, models.CASCADE, related_name="citations")
    number = models.PositiveSmallIntegerField()  # in the answer, from 1
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="cited_in")
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    place = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Place])
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer_revision", "number"], name="citation_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"citation {self.number}"


class Comment(PublicRow):
    """A remark below a question, or below one of its answers."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="comments")
    answer = models.ForeignKey(
        Answer, models.CASCADE, null=True, blank=True, related_name="comments"
    )
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    current = models.OneToOneField(
        "questions.CommentRevision", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    commented_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)

    batch: None = None  # comments are never imported
    is_imported = False

    objects = VisibleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["question", "state", "commented_at", "id"], name="comments_below")
        ]

    def get_absolute_url(self) -> str:
        """The comment's place on the page of its question, all comments beside it shown."""
        address = self.question.get_absolute_url()
        return f"{address}?comments={self.below.public_id}#r{self.public_id}"

    @property
    def below(self) -> Question | Answer:
        """What it remarks on."""
        return self.answer or self.question

    @property
    def writer(self) -> Person | None:
        """The account that wrote it; None once its writer has deleted it."""
        return self.author


class CommentRevision(TextRevision):
    """One version of a comment: a line or two of plain words, in which runs may be covered."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="revisions")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comment_number_once")
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class Follow(models.Model):
    """Somebody wants to know what happens to a question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, related_name="followed_questions")
    since = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)  # of the question's page, by them

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "person"], name="one_follow_a_question")
        ]

    def __str__(self) -> str:
        return f"since {self.since:%Y-%m-%d}"


class QuestionLink(models.Model):
    """Two questions of one film that belong together; `first` has the smaller id."""

    first = models.ForeignKey(Question, models.CASCADE, related_name="+")
    second = models.ForeignKey(Question, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_link_of_two_questions")
        ]

    def __str__(self) -> str:
        return f"linked {self.at:%Y-%m-%d}"


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


class CommentStateChange(StateChange):
    """One change of a comment's state."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="state_changes")
