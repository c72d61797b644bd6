"""The app of the room `reviews`."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.reviews"
    label = "reviews"
