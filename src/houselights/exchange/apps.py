"""The app of the room `exchange`."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.exchange"
    label = "exchange"
