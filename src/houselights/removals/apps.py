"""The app of the room `removals`."""

from django.apps import AppConfig


class RemovalsConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.removals"
    label = "removals"
