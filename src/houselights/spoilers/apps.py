"""The app of the room `spoilers`."""

from django.apps import AppConfig


class SpoilersConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.spoilers"
    label = "spoilers"
