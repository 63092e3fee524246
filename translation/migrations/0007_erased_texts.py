"""Texts of which no word is left."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0006_previews_of_a_community"),
    ]

    operations = [
        migrations.AddField(
            model_name="text",
            name="erased",
            field=models.CharField(
                blank=True,
                choices=[("", "Not"), ("author", "By Author"), ("staff", "By Staff")],
                default="",
                editable=False,
                max_length=6,
            ),
        ),
    ]
