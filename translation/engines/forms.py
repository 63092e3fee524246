"""Which forms of placeholder a package knows best, found out once.

Packages that Lingora installs are probed then. One that somebody copied into the folder is probed
when it is first used; what was found is kept beside it, or only here where nobody may write there.
"""

import logging
from pathlib import Path
from threading import Lock

from translation.engines.models import ModelCache
from translation.engines.placeholders import Form, ordered_forms
from translation.engines.probe import surviving_forms
from translation.errors import EngineError
from translation.packages.folder import InstalledPackage, has_manifest
from translation.packages.manifest import write_manifest

logger = logging.getLogger(__name__)


class KnownForms:
    """The forms of each package, best first; they are tried out with the models of `models`."""

    def __init__(self, models: ModelCache) -> None:
        self._models = models
        self._found: dict[tuple[Path, str], list[str]] = {}
        self._lock = Lock()

    def of(self, package: InstalledPackage) -> list[Form]:
        """All forms in their order. Raises EngineError, PackageBroken or EngineOutOfMemory."""
        if package.forms or package.starter or has_manifest(package.path):
            return ordered_forms(package.forms)
        with self._lock:
            key = package.path, package.model_digest
            if key not in self._found:
                self._found[key] = self._probe(package)
                _keep(package, self._found[key])
            return ordered_forms(self._found[key])

    def _probe(self, package: InstalledPackage) -> list[str]:
        try:
            return surviving_forms(package, self._models)
        except (RuntimeError, ValueError) as error:
            raise EngineError from error


def _keep(package: InstalledPackage, forms: list[str]) -> None:
    try:
        write_manifest(package, forms)
    except OSError as error:
        logger.info("%s keeps no placeholder forms: %s", package.path, error.strerror)
