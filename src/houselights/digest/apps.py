"""The app of the room `digest`."""

from django.apps import AppConfig


class DigestConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.digest"
    label = "digest"
