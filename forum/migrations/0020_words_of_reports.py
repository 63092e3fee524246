"""What reports and the reasons of decisions say becomes texts, which are read in every language."""

import django.db.models.deletion
from django.db import migrations, models

from translation.pipeline import RENDERER_VERSION, render_original


def make_texts(apps, schema_editor):
    """Those who reported wrote in their language, whoever decided in that of the report."""
    Flag = apps.get_model("forum", "Flag")
    rows = Flag.objects.exclude(note="", statement="").select_related("post__thread")
    for flag in rows.iterator():
        flag.note_text = _text(apps, flag, flag.note, flag.member_id)
        flag.statement_text = _text(apps, flag, flag.statement, flag.decided_by_id)
        flag.abuse = flag.state == "upheld" and flag.reason in ("spam", "abuse")
        flag.save(update_fields=["note_text", "statement_text", "abuse"])


def _text(apps, flag, source, author_id):
    if not source.strip():
        return None
    Text = apps.get_model("translation", "Text")
    made = render_original(source, "plain", flag.language)
    text = Text(
        source=source,
        format="plain",
        language=flag.language,
        language_origin="assumed",
        language_confidence=0.5,
        html=made.html,
        plain=made.text,
        renderer_version=RENDERER_VERSION,
        community_id=flag.post.thread.community_id,
        author_id=author_id,
    )
    text.checksum = _checksum(text)
    text.save()
    return text


def _checksum(text):
    from translation.models import Text

    return Text.compute_checksum(text)


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0019_notices_and_appeals"),
        ("translation", "0007_erased_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="flag",
            name="note_text",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="translation.text",
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="statement_text",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="translation.text",
            ),
        ),
        migrations.AddField(
            model_name="flag", name="abuse", field=models.BooleanField(default=False)
        ),
        migrations.AlterField(
            model_name="flag",
            name="reason",
            field=models.CharField(
                choices=[
                    ("spam", "Spam"),
                    ("abuse", "Abuse"),
                    ("off_topic", "Off topic"),
                    ("translation", "Wrong language or translation"),
                    ("personal_data", "Personal data"),
                    ("illegal", "Illegal content"),
                    ("other", "Something else"),
                ],
                max_length=13,
            ),
        ),
        migrations.RunPython(make_texts, migrations.RunPython.noop),
    ]
