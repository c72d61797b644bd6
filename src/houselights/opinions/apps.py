"""The app of the room `opinions`."""

from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.opinions"
    label = "opinions"
