"""Let workers fetch link previews in turn, know which texts show them, keep an upload once."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0010_delivering_notifications"),
        ("translation", "0001_first_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="linkpreview",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="linkpreview",
            name="due",
            field=models.DateTimeField(default=django.utils.timezone.now, null=True),
        ),
        migrations.AddField(
            model_name="linkpreview",
            name="owner",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="linkpreview",
            name="lease_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="linkpreview",
            index=models.Index(fields=["due"], name="link_preview_due"),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.UniqueConstraint(
                fields=("member", "checksum"), name="upload_once_per_member"
            ),
        ),
        migrations.CreateModel(
            name="LinkPreviewUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="forum.linkpreview",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="translation.text",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="linkpreviewuse",
            constraint=models.UniqueConstraint(
                fields=("preview", "text"), name="link_preview_use_once"
            ),
        ),
    ]
