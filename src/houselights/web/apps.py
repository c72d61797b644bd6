"""The app of the room `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.web"
    label = "web"
