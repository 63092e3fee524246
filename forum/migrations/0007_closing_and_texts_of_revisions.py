import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0006_quotes"),
        ("translation", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="closed_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_needed", "No longer needed"),
                    ("duplicate", "Asked elsewhere already"),
                    ("outdated", "Out of date"),
                    ("off_topic", "Does not belong here"),
                    ("other", "Another reason"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="postrevision",
            name="body",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="revision_of_post",
                to="translation.text",
            ),
        ),
        migrations.AddField(
            model_name="postrevision",
            name="title_text",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="revision_of_title",
                to="translation.text",
            ),
        ),
    ]
