"""The app of the room `moderation`."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.moderation"
    label = "moderation"
