"""Writes what Lingora found out about a package beside it (`folder` reads it)."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress

from translation.packages.folder import MANIFEST, InstalledPackage


def write_manifest(package: InstalledPackage, forms: Sequence[str]) -> None:
    """Keep the size of the model and the placeholder forms that survive it, best first.

    The file appears whole or not at all. Raises OSError.
    """
    manifest = package.path / MANIFEST
    made = manifest.with_name(f".{MANIFEST}.{os.getpid()}")
    content = {"model_bytes": package.model_bytes, "forms": list(forms)}
    try:
        made.write_text(json.dumps(content, indent=1), "utf-8")
        made.replace(manifest)
    except OSError:
        with suppress(OSError):
            made.unlink()
        raise
