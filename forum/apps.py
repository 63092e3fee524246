"""App configuration; a new installation gets one community with one category."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ForumConfig(AppConfig):
    name = "forum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed

        from forum import checks  # noqa: F401  # its decorators run
        from forum.reviews import register_kinds

        register_kinds()
        post_migrate.connect(_first_community, sender=self)
        email_confirmed.connect(_claim_imported, dispatch_uid="forum.claim_imported")


def _first_community(**_signal: Any) -> None:
    from forum.actions.first import make_first_community

    make_first_community()


def _claim_imported(*, email_address: Any, **_signal: Any) -> None:
    from forum.actions.importing.claims import claim_placeholders

    claim_placeholders(member=email_address.user, email=email_address.email)
