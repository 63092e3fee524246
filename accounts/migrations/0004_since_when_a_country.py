from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_leaving_and_names_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="country_since",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
