"""Tables of core: events in the outbox, their deliveries, runs of periodic tasks.

The three migrations that it replaces were written before the first release, and an empty
database waited long for them. One that went through them goes on from here: see
docs/decisions/0030-one-first-migration-per-app.md.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("core", "0001_first_tables"),
        ("core", "0002_told_by_priority"),
        ("core", "0003_readers_hear_first"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PeriodicRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("due", models.DateTimeField()),
                ("started", models.DateTimeField(null=True)),
                ("finished", models.DateTimeField(null=True)),
                ("failure", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("payload", models.JSONField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("next_attempt", models.DateTimeField(auto_now_add=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("done", models.DateTimeField(null=True)),
                ("owner", models.CharField(blank=True, max_length=120)),
                ("lease_until", models.DateTimeField(null=True)),
                ("priority", models.PositiveSmallIntegerField(default=15)),
            ],
            options={
                "verbose_name_plural": "outbox",
                "indexes": [
                    models.Index(fields=["done"], name="outbox_done"),
                    models.Index(
                        condition=models.Q(("done__isnull", True)),
                        fields=["priority", "id"],
                        name="outbox_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("receiver", models.CharField(max_length=200)),
                ("delivered", models.DateTimeField(auto_now_add=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="core.outbox",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "constraints": [
                    models.UniqueConstraint(fields=("event", "receiver"), name="delivered_once")
                ],
            },
        ),
    ]
