"""The app of the room `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.accounts"
    label = "accounts"
