from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_first_tables"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="outbox", name="outbox_due"),
        migrations.AddField(
            model_name="outbox",
            name="priority",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="outbox",
            index=models.Index(
                condition=models.Q(("done__isnull", True)),
                fields=["priority", "id"],
                name="outbox_due",
            ),
        ),
    ]
