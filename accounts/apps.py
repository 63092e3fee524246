"""App configuration; the database itself keeps the audit log from being changed."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_guard_audit, sender=self, dispatch_uid="accounts.guard_audit")


def _guard_audit(*, using: str, **_signal: Any) -> None:
    from accounts.models import AuditEntry
    from core.append_only import guard

    # An erased member lets his entries go.
    guard(AuditEntry, but={"actor", "member"}, using=using)
