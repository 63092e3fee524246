from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("forum", "0020_words_of_reports")]

    operations = [
        migrations.RemoveField(model_name="flag", name="note"),
        migrations.RemoveField(model_name="flag", name="statement"),
        migrations.RenameField(model_name="flag", old_name="note_text", new_name="note"),
        migrations.RenameField(model_name="flag", old_name="statement_text", new_name="statement"),
    ]
