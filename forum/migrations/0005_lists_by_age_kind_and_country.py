"""Indexes for lists by age, kind and country and for what is pinned; slugs of any script."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0004_fill_what_lists_need")]

    operations = [
        migrations.AlterField(
            model_name="product",
            name="slug",
            field=models.SlugField(allow_unicode=True, max_length=60),
        ),
        migrations.AlterField(
            model_name="tag",
            name="slug",
            field=models.SlugField(allow_unicode=True, max_length=60),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["-created", "-id"], name="thread_newest"),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                fields=["community", "-created", "-id"], name="thread_newest_community"
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                fields=["community", "kind", "-last_activity", "-id"], name="thread_latest_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("country", ""), _negated=True),
                fields=["community", "country", "-last_activity", "-id"],
                name="thread_latest_country",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("pinned", True)),
                fields=["community", "-last_activity", "-id"],
                name="thread_pinned",
            ),
        ),
    ]
