"""Indexes for what is pinned, unanswered and unsolved, wherever it is."""

from django.db import migrations, models

_WAITS = (("kind", "question"), ("state", "open"))


class Migration(migrations.Migration):
    dependencies = [("forum", "0013_votes_without_names")]

    operations = [
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("pinned", True)),
                fields=["-last_activity", "-id"],
                name="thread_pinned_anywhere",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("answers_count", 0), *_WAITS),
                fields=["-last_activity", "-id"],
                name="thread_unanswered_anywhere",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(*_WAITS),
                fields=["-last_activity", "-id"],
                name="thread_unsolved_anywhere",
            ),
        ),
    ]
