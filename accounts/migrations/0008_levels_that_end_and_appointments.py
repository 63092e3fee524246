"""Appointments of super-users, and until when a level holds that is not earned (any more)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_linked_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("languages", models.JSONField(default=list)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("accepted", models.DateTimeField(null=True)),
                ("ends", models.DateTimeField()),
                ("reminded", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="membership",
            name="level_ends",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="level_granted_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                condition=models.Q(("level_granted_until__isnull", False)),
                fields=["level_granted_until"],
                name="granted_levels_by_end",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="appointed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appointments",
                to="accounts.membership",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("ended", None)), fields=["ends"], name="appointments_by_end"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended", None)),
                fields=("membership",),
                name="appointed_once_at_a_time",
            ),
        ),
    ]
