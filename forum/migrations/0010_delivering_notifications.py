from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0009_placeholders_and_state_of_imports"),
    ]

    operations = [
        migrations.AddField(
            model_name="notificationdelivery",
            name="patient_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notificationdelivery",
            name="owner",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="notificationdelivery",
            name="lease_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="notification",
            name="type",
            field=models.CharField(
                choices=[
                    ("answer", "Answer"),
                    ("reply", "Reply"),
                    ("mention", "Mention"),
                    ("quote", "Quote"),
                    ("accepted", "Accepted"),
                    ("solved", "Solved"),
                    ("votes", "Votes"),
                    ("translation_fixed", "Translation Fixed"),
                    ("followed_thread", "Followed Thread"),
                    ("followed_list", "Followed List"),
                    ("language_reported", "Language Reported"),
                    ("moderation", "Moderation"),
                    ("level", "Level"),
                    ("badge", "Badge"),
                    ("mail_stopped", "Mail Stopped"),
                ],
                max_length=20,
            ),
        ),
    ]
