import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_audit_log"),
        ("forum", "0015_poll_votes_without_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flagged", "Reported posts"),
                            ("first_post", "First posts"),
                            ("held_votes", "Held votes"),
                            ("translation_fix", "Translations"),
                            ("term", "Terms"),
                            ("edit", "Edits"),
                            ("appeal", "Appeals"),
                            ("merge", "Merges"),
                            ("suspicion", "Suspicious activity"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject_type", models.CharField(max_length=20)),
                ("subject_id", models.PositiveBigIntegerField()),
                ("language", models.CharField(blank=True, max_length=16)),
                ("weight", models.PositiveIntegerField(default=1)),
                ("ranked", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("decided", "Decided")],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("claimed_until", models.DateTimeField(null=True)),
                ("proposal", models.CharField(blank=True, max_length=20)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("decided", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=20)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_items",
                        to="accounts.community",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.auditentry",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="review_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_items",
                        to="forum.post",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["community", "kind", "language", "ranked", "id"],
                        name="review_queue",
                    ),
                    models.Index(
                        condition=models.Q(("state", "decided")),
                        fields=["community", "-decided", "-id"],
                        name="review_decided",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("kind", "subject_type", "subject_id"),
                        name="review_open_once",
                    )
                ],
            },
        ),
    ]
