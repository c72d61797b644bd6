"""The app of the ground floor."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Writes, events, ids, limits."""

    name = "houselights.base"
    label = "base"
