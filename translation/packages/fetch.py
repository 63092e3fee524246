"""From an offer to an installed package: fetch it if need be, check it, install it, clean up."""

from pathlib import Path

from django.conf import settings

from translation.engines.base import Pair
from translation.packages.download import Progress, check_file, download, quiet
from translation.packages.errors import NotAPackage
from translation.packages.folder import InstalledPackage, PackageFolders
from translation.packages.index import Offer
from translation.packages.install import install_file


def fetch(offer: Offer, *, progress: Progress = quiet) -> InstalledPackage:
    """Install what is offered. Raises PackageError; then nothing half-installed is left."""
    into = Path(settings.ARGOS_PACKAGES_DIR)
    if offer.file:
        if reason := check_file(offer.file, offer):
            raise NotAPackage(file=offer.file.name, reason=reason)
        return install_file(offer.file, into=into)
    file = download(offer, into=downloads_dir(), progress=progress)
    try:
        installed = install_file(file, into=into)
    except NotAPackage:
        file.unlink(missing_ok=True)
        raise
    file.unlink(missing_ok=True)
    return installed


def downloads_dir() -> Path:
    """Where downloads wait until they are whole; outside the folder of installed packages."""
    return Path(settings.DATA_DIR) / "downloads"


def installed_versions() -> dict[Pair, str]:
    """The version of each installed pair; starter packages do not count."""
    packages = PackageFolders(Path(settings.ARGOS_PACKAGES_DIR)).inventory().packages
    return {pair: some[0].version for pair, some in packages.items()}
