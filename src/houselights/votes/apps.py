"""The app of the room `votes`."""

from django.apps import AppConfig


class VotesConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.votes"
    label = "votes"
