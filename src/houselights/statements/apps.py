"""The app of the room `statements`."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.statements"
    label = "statements"
