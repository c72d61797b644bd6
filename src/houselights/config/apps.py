"""The top floor: wires the rooms together once all of them are there."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses, wiring."""

    name = "houselights.config"
    label = "config"

    def ready(self) -> None:
        """Tell each listener what to listen to."""
        from houselights.config.wiring import wire

        wire()
