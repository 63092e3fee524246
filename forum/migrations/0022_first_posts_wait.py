import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_linked_accounts"),
        ("forum", "0021_reports_keep_texts_alone"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signals", models.JSONField(default=list)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="forum.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnwantedHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.CharField(max_length=253)),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unwanted_hosts",
                        to="accounts.community",
                    ),
                ),
            ],
            options={
                "ordering": ["host"],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "host"), name="unwanted_host_once")
                ],
            },
        ),
    ]
