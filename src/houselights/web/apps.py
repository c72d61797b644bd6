"""The app of the room `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.web"
    label = "web"

    def ready(self) -> None:
        """Hear of everybody who signs in, for the sake of what was said or wished before."""
        from houselights.web import mark_wishes, reading, wishes

        reading.listen()
        wishes.listen()
        mark_wishes.listen()
