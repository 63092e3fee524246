"""Communities that come from elsewhere."""

from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One import; a run that was interrupted goes on where it stopped. `counts` says how many of
    each kind were made, kept, and refused."""

    class Format(models.TextChoices):
        LINGORA = "lingora"
        DISCOURSE = "discourse"
        STACK_EXCHANGE = "stack_exchange"

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=120)
    format = models.CharField(max_length=14, choices=Format.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    started = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"import of {self.source}"


class ImportedItem(models.Model):
    """What an item of the source became here, so that importing it again changes nothing.
    `kind` is member, category, tag, product, thread, post, sentence, term or upload; `target` the
    key of the row. `checksum` is that of the item in its source, `state` that of the row as the
    import left it: who changed it here since is not overruled."""

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=120)
    target = models.CharField(max_length=40)
    checksum = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "source", "kind", "key"], name="imported_once"
            ),
        ]
        indexes = [models.Index(fields=["community", "kind", "target"], name="imported_as")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Placeholder(models.Model):
    """An imported member who has not come yet: an account that nobody can sign in to.

    Whoever proves to own `email` takes over what was written under it, and the row goes. The
    address stands here and not with the member, so that its owner can sign up with it.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="placeholder"
    )
    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(blank=True, db_index=True)

    def __str__(self) -> str:
        return f"placeholder {self.member_id}"
