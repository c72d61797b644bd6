"""The app of the room `ranking`."""

from django.apps import AppConfig


class RankingConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.ranking"
    label = "ranking"
