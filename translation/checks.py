"""What is looked at before anything starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from translation.preferences import read_preferences


@register
def engines_exist(**_options: Any) -> list[CheckMessage]:
    """The settings that name engines name some that there are, for languages that there are."""
    try:
        read_preferences(
            settings.TRANSLATION_ENGINES,
            settings.TRANSLATION_ENGINES_BY_PAIR,
            known=settings.ENGINE_BACKENDS,
        )
    except ImproperlyConfigured as error:
        return [Error(str(error), id="translation.E001")]
    return []
