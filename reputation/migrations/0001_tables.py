"""Tables of reputation: the ledger, claims, badges, suspicions.

The four migrations that it replaces were written before the first release, and an empty
database waited long for them. One that went through them goes on from here: see
docs/decisions/0030-one-first-migration-per-app.md.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reputation", "0001_the_ledger"),
        ("reputation", "0002_claims_in_threads"),
        ("reputation", "0003_badges_and_boards"),
        ("reputation", "0004_suspicions_and_near_copies"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("forum", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.IntegerField(default=0)),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="balance",
                        to="accounts.membership",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LedgerRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("version", models.PositiveSmallIntegerField()),
                ("requested", models.IntegerField()),
                ("applied", models.IntegerField(default=0)),
                ("cap", models.CharField(blank=True, max_length=20)),
                ("object_type", models.CharField(max_length=12)),
                ("object_id", models.PositiveBigIntegerField()),
                ("thread_id", models.PositiveBigIntegerField(null=True)),
                ("giver", models.PositiveBigIntegerField(default=0)),
                ("member_language", models.CharField(blank=True, max_length=16)),
                ("giver_language", models.CharField(blank=True, max_length=16)),
                ("member_country", models.CharField(blank=True, max_length=2)),
                ("giver_country", models.CharField(blank=True, max_length=2)),
                ("happened", models.DateTimeField()),
                ("event", models.PositiveBigIntegerField()),
                ("day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("pending", "Pending"),
                            ("posted", "Posted"),
                            ("void", "Void"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("earned", "Earned"),
                            ("withdrawn", "Withdrawn"),
                            ("removed", "Removed"),
                            ("restored", "Restored"),
                            ("recounted", "Recounted"),
                            ("suspected", "Suspected"),
                            ("released", "Released"),
                            ("voided", "Voided"),
                        ],
                        max_length=9,
                    ),
                ),
                ("batch", models.PositiveBigIntegerField()),
                ("key", models.CharField(max_length=100, unique=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ledger",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="reversed_by",
                        to="reputation.ledgerrow",
                    ),
                ),
                (
                    "settles",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="settled_by",
                        to="reputation.ledgerrow",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "community", "-id"], name="ledger_of_member"),
                    models.Index(fields=["object_type", "object_id"], name="ledger_of_object"),
                    models.Index(
                        condition=models.Q(("state", "posted")),
                        fields=["community", "day", "member_language", "code", "member", "applied"],
                        name="ledger_of_month",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reverses", None), ("settles", None), _connector="OR"),
                        name="ledger_row_does_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_type", models.CharField(max_length=12)),
                ("object_id", models.PositiveBigIntegerField()),
                ("author", models.PositiveBigIntegerField(default=0)),
                ("event", models.PositiveBigIntegerField()),
                ("gone", models.BooleanField()),
                ("due", models.DateTimeField()),
                ("long", models.BooleanField(default=False)),
                ("settled", models.BooleanField(default=False)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("gone", True), ("settled", False)),
                        fields=["due"],
                        name="removal_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("object_type", "object_id"), name="removal_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=9)),
                ("object_type", models.CharField(max_length=12)),
                ("object_id", models.PositiveBigIntegerField()),
                ("giver", models.PositiveBigIntegerField(default=0)),
                ("happened", models.DateTimeField()),
                ("event", models.PositiveBigIntegerField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["object_type", "object_id", "topic"], name="withdrawal_for_object"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "topic"), name="withdrawn_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("badge", models.CharField(max_length=20)),
                ("level", models.PositiveSmallIntegerField()),
                ("awarded", models.DateTimeField(auto_now_add=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["badge", "-id"], name="awards_latest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "community", "badge", "level"), name="award_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.PositiveBigIntegerField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["author", "digest"], name="fingerprint_of_author")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("post", "digest"), name="fingerprint_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NearCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suspicion",
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
                            ("burst", "Many votes for one member within minutes"),
                            ("mutual", "Two members vote mostly for each other"),
                            ("ring", "A group votes mostly for itself"),
                            ("gain", "Somebody earned far more than others in a day"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("honest", "Honest"),
                            ("dishonest", "Dishonest"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("group", models.CharField(max_length=250)),
                ("found", models.DateTimeField(auto_now_add=True)),
                ("decided", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                ("members", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "kind", "group"], name="suspicion_of_group")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("community", "kind", "group"),
                        name="suspicion_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("version", models.PositiveSmallIntegerField()),
                ("requested", models.IntegerField()),
                ("applied", models.IntegerField(default=0)),
                ("cap", models.CharField(blank=True, max_length=20)),
                ("object_type", models.CharField(max_length=12)),
                ("object_id", models.PositiveBigIntegerField()),
                ("thread_id", models.PositiveBigIntegerField(null=True)),
                ("giver", models.PositiveBigIntegerField(default=0)),
                ("member_language", models.CharField(blank=True, max_length=16)),
                ("giver_language", models.CharField(blank=True, max_length=16)),
                ("member_country", models.CharField(blank=True, max_length=2)),
                ("giver_country", models.CharField(blank=True, max_length=2)),
                ("happened", models.DateTimeField()),
                ("event", models.PositiveBigIntegerField()),
                ("day", models.DateField()),
                ("key", models.CharField(max_length=80, unique=True)),
                ("topic", models.CharField(max_length=9)),
                (
                    "hold",
                    models.CharField(
                        blank=True, choices=[("held", "Held"), ("pending", "Pending")], max_length=7
                    ),
                ),
                ("due", models.DateTimeField(null=True)),
                ("released", models.BooleanField(default=False)),
                ("voided", models.BooleanField(default=False)),
                ("ended", models.DateTimeField(null=True)),
                ("ended_event", models.PositiveBigIntegerField(null=True)),
                ("ended_same_day", models.BooleanField(default=False)),
                ("booked", models.PositiveIntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.community",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "live",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="reputation.ledgerrow",
                    ),
                ),
                ("barred", models.CharField(blank=True, max_length=20)),
                ("giver_group", models.PositiveBigIntegerField(default=0)),
                (
                    "suspicion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="claims",
                        to="reputation.suspicion",
                    ),
                ),
            ],
            options={
                "ordering": ["happened", "event", "id"],
                "indexes": [
                    models.Index(
                        fields=["member", "community", "happened"], name="claim_of_member"
                    ),
                    models.Index(
                        fields=["object_type", "object_id", "topic"], name="claim_for_object"
                    ),
                    models.Index(
                        condition=models.Q(
                            models.Q(("hold", ""), _negated=True),
                            ("ended", None),
                            ("released", False),
                            ("voided", False),
                        ),
                        fields=["due"],
                        name="claim_waiting",
                    ),
                    models.Index(fields=["thread_id", "code"], name="claim_in_thread"),
                    models.Index(
                        fields=["member", "community", "giver_group", "happened"],
                        name="claim_of_group",
                    ),
                    models.Index(fields=["community", "happened"], name="claim_of_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applied__gte", 0), ("applied__lte", models.F("requested"))),
                            models.Q(("applied__gte", models.F("requested")), ("applied__lte", 0)),
                            _connector="OR",
                        ),
                        name="claim_within_what_was_asked",
                    )
                ],
            },
        ),
    ]
