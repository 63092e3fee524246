"""What a member is told, and by which way it was sent."""

from django.conf import settings
from django.db import models


class Notification(models.Model):
    """One per happening and member: `key` names the happening (``reply:17``). No text is kept: it
    is rendered in the member's language when shown or sent. `data` holds what the type needs and
    no foreign key does (numbers, codes)."""

    class Type(models.TextChoices):
        ANSWER = "answer"
        REPLY = "reply"
        MENTION = "mention"
        QUOTE = "quote"
        ACCEPTED = "accepted"
        SOLVED = "solved"
        VOTES = "votes"
        TRANSLATION_FIXED = "translation_fixed"
        FOLLOWED_THREAD = "followed_thread"
        FOLLOWED_LIST = "followed_list"
        LANGUAGE_REPORTED = "language_reported"
        MODERATION = "moderation"
        LEVEL = "level"
        BADGE = "badge"
        MAIL_STOPPED = "mail_stopped"

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    key = models.CharField(max_length=120)
    type = models.CharField(max_length=20, choices=Type.choices)
    thread = models.ForeignKey(
        "forum.Thread", on_delete=models.CASCADE, null=True, related_name="+"
    )
    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    data = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField(null=True)
    read = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="notification_once")]
        indexes = [
            models.Index(fields=["member", "-created", "-id"], name="notifications_latest"),
            models.Index(
                fields=["member"], condition=models.Q(seen=None), name="notifications_unseen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} for {self.member_id}"


class NotificationDelivery(models.Model):
    """A notification on its way through one channel. What was started and not finished is sent
    once more, with the same message id.

    Whoever sends it holds it by `owner` and `lease_until` (core.claims). `patient_until` is until
    when it waits for a translation; None where none was missing.
    """

    class Channel(models.TextChoices):
        MAIL = "mail"
        DIGEST = "digest"
        PUSH = "push"

    class State(models.TextChoices):
        WAITING = "waiting"
        STARTED = "started"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"

    notification = models.ForeignKey(
        "forum.Notification", on_delete=models.CASCADE, related_name="deliveries"
    )
    channel = models.CharField(max_length=6, choices=Channel.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    due = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    message_id = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    patient_until = models.DateTimeField(null=True)
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once"),
        ]
        indexes = [models.Index(fields=["state", "due"], name="deliveries_due")]

    def __str__(self) -> str:
        return f"{self.notification_id} by {self.channel}: {self.state}"


def told_in_app_only() -> list[str]:
    """What members find here and get no mail about, unless they want it: it can wait."""
    return [Notification.Type.BADGE.value]


class NotificationSettings(models.Model):
    """How a member wants to be told. Quiet hours are whole hours in the member's time zone, from
    `quiet_from` up to `quiet_until` (may cross midnight); None means none. `types_off` are the
    types that are told in app only. `bounced` is when the mail server of the address refused for
    good: no mail is sent until the member asks for it again; `bounces` counts refusals that might
    pass."""

    class Mail(models.TextChoices):
        SINGLE = "single"
        DAILY = "daily"
        WEEKLY = "weekly"
        OFF = "off"

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_settings"
    )
    mail = models.CharField(max_length=6, choices=Mail.choices, default=Mail.SINGLE)
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)
    types_off = models.JSONField(default=told_in_app_only, blank=True)
    last_digest = models.DateTimeField(null=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    bounced = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"settings of {self.member_id}"
