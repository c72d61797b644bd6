"""The app of the room `tasks`."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """See the room's first line for its duty."""

    name = "houselights.tasks"
    label = "tasks"
