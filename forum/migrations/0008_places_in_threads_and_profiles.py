"""Indexes for jumping to a date, for accepted answers of a member and for what one follows."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0007_closing_and_texts_of_revisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("accepted__isnull", False)),
                fields=["author", "-created", "-id"],
                name="accepted_of_author",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["thread", "created", "number"], name="post_of_thread_by_date"
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(fields=["member", "-changed", "-id"], name="subscriptions_latest"),
        ),
    ]
