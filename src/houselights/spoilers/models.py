"""Sentences on which people have a say, what is known of a film, and what readers know of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.models import PublicRow
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review


class Place(models.TextChoices):
    """Where in a text a sentence stands; a question's title counts as its headline."""

    HEADLINE = "headline", _("Headline")
    BODY = "body", _("Text")


class Sentence(PublicRow):
    """A sentence that was marked by a reader, proposed by the program, or decided on.

    It is found again in a newer version of its text by `digest` (of its folded words); one that is
    not there any more is dropped unless somebody decided on it. `gives_away` null: not settled.
    """

    class By(models.TextChoices):
        """Who settled it."""

        AUTHOR = "author", _("the author")
        READERS = "readers", _("readers")
        EDITORS = "editors", _("the editors")

    film = models.ForeignKey(Film, models.CASCADE, related_name="sentences")
    review = models.ForeignKey(Review, models.CASCADE, null=True, related_name="sentences")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="sentences")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="sentences")
    place = models.CharField(max_length=8, choices=Place.choices, default=Place.BODY)
    start = models.PositiveIntegerField()  # code points in the present version
    end = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    suspicion = models.PositiveSmallIntegerField(default=0)  # 0 to 1000, the program's, for order
    gives_away = models.BooleanField(null=True)
    settled_by = models.CharField(max_length=8, choices=By.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    author_said = models.BooleanField(null=True)  # what the author said when asked
    author_reason = models.CharField(max_length=200, blank=True)
    author_asked_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=False)  # for an editor or moderator to decide

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(review__isnull=False, question=None, answer=None)
                    | Q(review=None, question__isnull=False, answer=None)
                    | Q(review=None, question=None, answer__isnull=False)
                ),
                name="sentence_of_one_text",
            ),
            *(
                models.UniqueConstraint(
                    fields=[text, "place", "digest"],
                    condition=Q(**{f"{text}__isnull": False}),
                    name=f"one_sentence_of_{text}",
                )
                for text in ("review", "question", "answer")
            ),
        ]
        indexes = [
            models.Index(
                fields=["-suspicion", "id"], condition=Q(waits=True), name="sentences_that_wait"
            )
        ]


class SentenceMark(models.Model):
    """What one reader says of a sentence; one a person and sentence."""

    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="marks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="sentence_marks")
    gives_away = models.BooleanField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sentence", "person"], name="one_mark_a_sentence")
        ]

    def __str__(self) -> str:
        return "gives it away" if self.gives_away else "harmless"


class SecretTerm(models.Model):
    """A word or name that gives a film's secret away; editors keep or decline what is proposed."""

    class State(models.TextChoices):
        """What the editors did with it."""

        PROPOSED = "proposed", _("Proposed")
        KEPT = "kept", _("Kept")
        DECLINED = "declined", _("Declined")

    film = models.ForeignKey(Film, models.CASCADE, related_name="secret_terms")
    words = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["film", "words"], name="secret_term_once")]

    def __str__(self) -> str:
        return self.words


class FilmKnowledge(models.Model):
    """What the scorer has learnt of a film (`scorer.film.FilmModel` as JSON), and from how much.

    `stamp` says by which scorer its texts are scored, under which choice of the house and beside
    how large a catalogue (see `stamps`); with another one than today's the film is stale.
    """

    film = models.OneToOneField(Film, models.CASCADE, related_name="+")
    model = models.JSONField()
    stamp = models.CharField(max_length=40, db_index=True)
    texts = models.PositiveIntegerField(default=0)  # how many texts it was learnt from
    settled = models.PositiveIntegerField(default=0)  # and how many settled sentences
    learnt_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"knowledge of film {self.film_id}"


class Spread(models.Model):
    """In how many films each word occurs: one row, counted anew as the catalogue grows.

    `words` holds those of several films only; `films` is how many were looked at.
    """

    words = models.JSONField()
    films = models.PositiveIntegerField()
    counted_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"words of {self.films} films"


class Reading(models.Model):
    """How somebody reads: of one film what they know, in general (no film) how spoilers are met."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="readings")
    film = models.ForeignKey(Film, models.CASCADE, null=True, related_name="+")
    # "" is as the house says; of a film `knows` is the word of a `reader.OfFilm`.
    knows = models.CharField(max_length=8, blank=True)  # a `Knows`
    mode = models.CharField(max_length=8, blank=True)  # a `redact.Mode`
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "film"],
                condition=Q(film__isnull=False),
                name="one_reading_a_film",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(film=None), name="one_general_reading"
            ),
        ]

    def __str__(self) -> str:
        return self.knows or self.mode
