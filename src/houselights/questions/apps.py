"""The app of the room `questions`."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.questions"
    label = "questions"
