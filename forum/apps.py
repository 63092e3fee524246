"""App configuration; a new installation gets one community with one category."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ForumConfig(AppConfig):
    name = "forum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_first_community, sender=self)


def _first_community(**_signal: Any) -> None:
    from forum.actions.first import make_first_community

    make_first_community()
