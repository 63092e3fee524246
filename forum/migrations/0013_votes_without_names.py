from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0012_exports_of_members")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="score_imported",
            field=models.IntegerField(default=0),
        ),
    ]
