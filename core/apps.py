"""App configuration; loads what the apps above declare."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class CoreConfig(AppConfig):
    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import every app's `receivers` and `tasks`, so that their decorators have run."""
        for config in apps.get_app_configs():
            for module in ("receivers", "tasks"):
                if config.module and module_has_submodule(config.module, module):
                    import_module(f"{config.name}.{module}")
