"""What is looked at before anything starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from forum.uploads.kinds import FILE_TYPES


@register
def file_types_exist(**_options: Any) -> list[CheckMessage]:
    """The setting that names kinds of files names some that can be told from others."""
    unknown = sorted(set(settings.UPLOAD_FILE_TYPES) - FILE_TYPES.keys())
    known = ", ".join(FILE_TYPES)
    return [
        Error(f"UPLOAD_FILE_TYPES: {name!r} is none of {known}", id="forum.E001")
        for name in unknown
    ]
