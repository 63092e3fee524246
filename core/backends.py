"""Backends named in settings: alias, dotted path, options; one lazy instance per process."""

from collections.abc import Mapping
from threading import Lock
from typing import Any, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

T = TypeVar("T")


class Backends(Generic[T]):
    """Instances by alias, made at first use.

    `configuration` answers the present settings: ``{alias: {"BACKEND": path, "OPTIONS": {…}}}``.
    """

    def __init__(self, *, base: type[T]) -> None:
        self._base = base
        self._instances: dict[str, tuple[Mapping[str, Any], T]] = {}
        self._lock = Lock()

    def get(self, alias: str, configuration: Mapping[str, Any]) -> T:
        """The instance of `alias`; made anew where its configuration changed."""
        with self._lock:
            known = self._instances.get(alias)
            if known and known[0] == configuration:
                return known[1]
            instance = self._make(alias, configuration)
            self._instances[alias] = (dict(configuration), instance)
            return instance

    def clear(self) -> None:
        """Forget all instances; the next question makes new ones."""
        with self._lock:
            self._instances.clear()

    def _make(self, alias: str, configuration: Mapping[str, Any]) -> T:
        try:
            factory = import_string(configuration["BACKEND"])
        except (KeyError, ImportError) as error:
            raise ImproperlyConfigured(f"backend {alias!r}: {error}") from error
        instance = factory(alias=alias, **configuration.get("OPTIONS", {}))
        if not isinstance(instance, self._base):
            raise ImproperlyConfigured(f"backend {alias!r} is no {self._base.__name__}")
        return instance
