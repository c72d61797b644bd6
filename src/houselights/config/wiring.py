"""Who listens to which event: the one list."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save

from houselights.accounts.models import Person
from houselights.base.events import listen
from houselights.base.house import Chosen
from houselights.catalogue.events import FilmChanged
from houselights.digest import hearing as digest
from houselights.exchange import layouts
from houselights.moderation.tasks import ask_author
from houselights.opinions.events import Corrected
from houselights.questions import citing
from houselights.questions.events import CommentChanged, QuestionChanged, QuestionErased
from houselights.ranking.actions import place_review
from houselights.reviews.events import (
    ReviewChanged,
    ReviewErased,
    ReviewHidden,
    ReviewVersionErased,
    RightsChanged,
)
from houselights.search import actions as search
from houselights.spoilers import hearing
from houselights.spoilers.events import AuthorAsked
from houselights.spoilers.settling_tasks import settle_without
from houselights.votes.actions import forget_votes
from houselights.votes.events import TallyChanged


def wire() -> None:
    """Tell each listener what to listen to."""
    listen(TallyChanged, place_review)
    # What others cover of a text is known before the search reads it.
    listen(FilmChanged, hearing.look_at_film)
    listen(ReviewChanged, hearing.look_at)
    listen(QuestionChanged, hearing.look_at)
    listen(CommentChanged, hearing.look_at_comment)
    listen(ReviewHidden, hearing.miss_review)
    listen(ReviewErased, hearing.forget_review)
    listen(Chosen, hearing.take_choice)
    listen(AuthorAsked, ask_author)
    listen(FilmChanged, search.index_film)
    listen(ReviewChanged, search.index_review)
    listen(ReviewHidden, search.forget_review)
    # What readers see of a text is settled before anything is found in it.
    listen(FilmChanged, digest.look_at_film)
    listen(ReviewChanged, digest.look_at)
    listen(ReviewHidden, digest.miss_review)
    listen(ReviewErased, digest.forget_review)
    listen(RightsChanged, digest.take_rights)
    listen(Corrected, digest.take_correction)
    listen(Chosen, digest.take_choice)
    listen(ReviewErased, forget_votes)
    listen(ReviewErased, layouts.forget_review)
    listen(ReviewErased, citing.forget_review)
    listen(ReviewVersionErased, citing.forget_version)
    listen(QuestionErased, layouts.forget_question)
    listen(RightsChanged, search.index_rights)
    listen(QuestionChanged, search.index_question)
    post_save.connect(search.index_saved_person, sender=Person)
    post_delete.connect(search.forget_person, sender=Person)
    post_delete.connect(settle_without, sender=Person)
