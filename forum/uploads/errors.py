"""Why a file was not taken, below `core.errors`.

InvalidInput
├── FileMissing          422  nothing was chosen, or nothing is in it
├── FileTooLarge         413
├── FileTypeRefused      422  a kind that is not taken, or another one than its name says
├── PictureBroken        422  an image that cannot be read
├── PictureTooLarge      422  too many pixels or frames
└── QuotaSpent           422  so much for today, or at all
Unavailable
└── StorageFailed        503  the disk is full, or the storage does not answer
"""

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput, Unavailable


class FileMissing(InvalidInput):
    code = "file_missing"
    message = _("Please choose a file that is not empty.")


class FileTooLarge(InvalidInput):
    code = "file_too_large"
    status = 413
    message = _("This file is too large: at most %(megabytes)d MB.")


class FileTypeRefused(InvalidInput):
    code = "file_type_refused"
    message = _("Files of this kind are not taken here. Possible are images and: %(allowed)s.")


class PictureBroken(InvalidInput):
    code = "picture_broken"
    message = _("This image cannot be read. Perhaps it is damaged.")


class PictureTooLarge(InvalidInput):
    code = "picture_too_large"
    message = _("This image has too many pixels: at most %(megapixels)d million.")


class QuotaSpent(InvalidInput):
    code = "quota_spent"
    message = _("You have uploaded as much as you may today. Please go on tomorrow.")


class StorageFailed(Unavailable):
    code = "storage_failed"
    message = _("The file could not be stored. Nothing was lost; please try again later.")
