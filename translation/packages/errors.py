"""What can go wrong while language packages are fetched, installed and built.

Unavailable
└── PackageError
    ├── IndexUnreachable    the list of packages cannot be read
    ├── DownloadFailed      a package cannot be fetched; what came is kept for next time
    ├── NotAPackage         what came is no usable package; it is thrown away
    ├── CannotPack          what a package is to be made of does not fit together
    └── NoRoom              the disk is full
"""

from django.utils.translation import gettext_lazy as _

from core.errors import Unavailable


class PackageError(Unavailable):
    code = "package_error"
    message = _("The language package cannot be installed.")


class IndexUnreachable(PackageError):
    code = "package_index_unreachable"
    message = _("The package index %(source)s cannot be read: %(reason)s")


class DownloadFailed(PackageError):
    code = "package_download_failed"
    message = _("%(url)s cannot be downloaded: %(reason)s")


class NotAPackage(PackageError):
    code = "not_a_package"
    message = _("%(file)s is not a usable language package: %(reason)s")


class CannotPack(PackageError):
    code = "cannot_pack"
    message = _("The package cannot be built: %(reason)s")


class NoRoom(PackageError):
    code = "no_room"
    message = _("There is not enough room in %(folder)s for %(file)s.")
