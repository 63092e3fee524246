from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class FrontendConfig(AppConfig):
    name = "frontend"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Whitenoise warns of a missing folder, before anything was collected into it.
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
