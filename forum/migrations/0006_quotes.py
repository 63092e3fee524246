import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0005_lists_by_age_kind_and_country"),
    ]

    operations = [
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=16)),
                ("shown", models.TextField()),
                ("source_language", models.CharField(max_length=16)),
                ("source", models.TextField(blank=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="forum.post",
                    ),
                ),
                (
                    "quoted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quoted_by",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "ordering": ["post", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("post", "position"), name="quote_position_once")
                ],
            },
        ),
    ]
