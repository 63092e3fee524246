"""Members leave; a user name is taken in all its spellings."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.names


def fill_keys(apps, schema_editor):
    """Of members whose names are the same but for their spelling, the first keeps the key; the
    others keep their names, with a key that nobody can ask for."""
    for model, field in (("Member", "username_key"), ("FormerName", "key")):
        rows = apps.get_model("accounts", model).objects.order_by("pk")
        seen = set()
        for pk, username in rows.values_list("pk", "username"):
            key = accounts.names.name_key(username)
            if key in seen:
                key = f"{key} {pk}"
            seen.add(key)
            rows.filter(pk=pk).update(**{field: key})


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_blocks_and_former_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountDeletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("erase_texts", models.BooleanField(default=False)),
                ("requested", models.DateTimeField(auto_now_add=True)),
                ("due", models.DateTimeField(db_index=True)),
                ("started", models.DateTimeField(null=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deletion",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RetiredName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.AddField(
            model_name="member",
            name="username_key",
            field=accounts.names.NameKeyField(editable=False, max_length=120, null=True),
        ),
        migrations.AddField(
            model_name="formername",
            name="key",
            field=accounts.names.NameKeyField(editable=False, max_length=120, null=True),
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="member",
            name="username_key",
            field=accounts.names.NameKeyField(editable=False, max_length=120, unique=True),
        ),
        migrations.AlterField(
            model_name="formername",
            name="key",
            field=accounts.names.NameKeyField(editable=False, max_length=120, unique=True),
        ),
    ]
