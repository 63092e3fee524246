from django.db import migrations, models
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def keep_imported(apps, schema_editor):
    """What no vote explains came with the poll from elsewhere."""
    votes = apps.get_model("forum", "PollVote").objects.order_by()
    for name, path, total, imported in (
        ("PollOption", "option", "votes_count", "votes_imported"),
        ("Poll", "option__poll", "voters_count", "voters_imported"),
    ):
        rows = apps.get_model("forum", name).objects
        own = votes.filter(**{path: OuterRef("pk")}).values(path)
        counted = own.annotate(count=Count("member", distinct=True)).values("count")
        known = Coalesce(Subquery(counted), 0)
        rows.annotate(known=known).filter(**{f"{total}__gt": F("known")}).update(
            **{imported: F(total) - known}
        )


class Migration(migrations.Migration):
    dependencies = [("forum", "0014_lists_of_all_communities")]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="voters_imported",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="polloption",
            name="votes_imported",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(keep_imported, migrations.RunPython.noop),
    ]
