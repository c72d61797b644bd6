"""The app of the room `catalogue`."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.catalogue"
    label = "catalogue"
