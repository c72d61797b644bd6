"""The app of the room `search`."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.search"
    label = "search"
