"""App configuration; the database itself keeps the ledger's rows from being changed."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReputationConfig(AppConfig):
    name = "reputation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import reputation.undoing  # noqa: F401 - declares by being imported
        from forum.queries.exports import add_part
        from reputation.queries.exports import awards_part, ledger_part
        from reputation.review_kinds import register_kinds

        register_kinds()
        add_part(ledger_part())
        add_part(awards_part())
        post_migrate.connect(_guard_ledger, sender=self, dispatch_uid="reputation.guard_ledger")


def _guard_ledger(*, using: str, **_signal: Any) -> None:
    from core.append_only import guard
    from reputation.models import LedgerRow

    # An erased member lets his rows go; whoever takes over an imported account takes its rows.
    guard(LedgerRow, but={"member"}, using=using)
