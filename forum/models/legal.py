"""What the law asks for: pages with versions, who agreed to them, reports by anybody."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class LegalPage(models.Model):
    """One version of a community's imprint, privacy notice, terms or rules. The newest holds; an
    earlier one stays readable."""

    class Kind(models.TextChoices):
        IMPRINT = "imprint", pgettext_lazy("legal page", "Imprint")
        PRIVACY = "privacy", pgettext_lazy("legal page", "Privacy")
        TERMS = "terms", pgettext_lazy("legal page", "Terms")
        RULES = "rules", pgettext_lazy("legal page", "Rules")

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="legal_pages"
    )
    kind = models.CharField(max_length=7, choices=Kind.choices)
    version = models.PositiveIntegerField()
    text = models.OneToOneField("translation.Text", on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "version"], name="legal_page_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version} of {self.community_id}"


class LegalAcceptance(models.Model):
    """A member agreed to this version."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="legal_acceptances"
    )
    page = models.ForeignKey(
        "forum.LegalPage", on_delete=models.CASCADE, related_name="acceptances"
    )
    accepted = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "page"], name="legal_acceptance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} accepted {self.page_id}"


class Flag(models.Model):
    """Somebody reports a post: a member, or a visitor with an address. `token` lets a visitor
    look up what became of it. `weight` is what the report counted for when it was made
    (`forum.queries.flag_weights`). `statement` are the reasons of the decision, for who reported
    and who wrote the post; `abuse` says that it was removed as spam or abuse."""

    class Reason(models.TextChoices):
        SPAM = "spam", pgettext_lazy("reason of a report", "Spam")
        ABUSE = "abuse", pgettext_lazy("reason of a report", "Abuse")
        OFF_TOPIC = "off_topic", pgettext_lazy("reason of a report", "Off topic")
        TRANSLATION = (
            "translation",
            pgettext_lazy("reason of a report", "Wrong language or translation"),
        )
        PERSONAL_DATA = "personal_data", pgettext_lazy("reason of a report", "Personal data")
        ILLEGAL = "illegal", pgettext_lazy("reason of a report", "Illegal content")
        OTHER = "other", pgettext_lazy("reason of a report", "Something else")

    class State(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        REJECTED = "rejected"

    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="flags")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="flags"
    )
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=16)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reason = models.CharField(max_length=13, choices=Reason.choices)
    note = models.OneToOneField(
        "translation.Text", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    weight = models.PositiveSmallIntegerField(default=1)
    statement = models.ForeignKey(
        "translation.Text", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    abuse = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "member"],
                condition=models.Q(member__isnull=False),
                name="flag_of_member_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "created"], name="flags_open")]

    def __str__(self) -> str:
        return f"{self.reason} on {self.post_id}"
