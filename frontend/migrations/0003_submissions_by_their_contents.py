from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frontend", "0002_form_submissions"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="contents",
            field=models.CharField(blank=True, max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="submission", name="submission_once"),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("member", "key", "contents"), name="submission_once"
            ),
        ),
    ]
