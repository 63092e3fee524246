"""Fill the columns that lists read: language of the title, number of answers, acceptance."""

from django.db import migrations
from django.db.models import Count, F, OuterRef, Subquery


def fill(apps, schema_editor):
    Thread = apps.get_model("forum", "Thread")
    Post = apps.get_model("forum", "Post")
    Text = apps.get_model("translation", "Text")
    title = Text.objects.filter(pk=OuterRef("title_id")).values("language")
    Thread.objects.update(language=Subquery(title))
    answers = (
        Post.objects.filter(thread=OuterRef("pk"), kind="answer", visibility="public")
        .order_by()
        .values("thread")
        .annotate(count=Count("pk"))
        .values("count")
    )
    answered = Thread.objects.filter(posts__kind="answer", posts__visibility="public")
    Thread.objects.filter(pk__in=answered.values("pk")).update(answers_count=Subquery(answers))
    accepted = Thread.objects.filter(accepted_post__isnull=False).values("accepted_post")
    Post.objects.filter(pk__in=accepted).update(accepted=F("created"))


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0003_asking_reading_and_telling"),
        ("translation", "0001_first_tables"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
