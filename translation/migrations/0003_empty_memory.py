from typing import Any

from django.db import migrations


def empty(apps: Any, schema_editor: Any) -> None:
    """The memory is a cache, and its keys change: what is in it would never be found again."""
    apps.get_model("translation", "SegmentUse").objects.all().delete()
    apps.get_model("translation", "MemorySegment").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0002_first_choice"),
    ]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
