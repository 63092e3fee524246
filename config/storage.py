"""Where files of members are kept, read from one address: the setting `STORAGE_URL`.

`file:///srv/files`, or `s3://KEY:SECRET@HOST/BUCKET` with the options of `_S3_OPTIONS`; the host
may be left out for Amazon's own. Raises ImproperlyConfigured for anything else.
"""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_S3_OPTIONS = {
    "region": "region_name",
    "prefix": "location",
    "addressing": "addressing_style",
}


def storage(url: str, *, folder: Path) -> dict[str, Any]:
    """The storage as Django's `STORAGES` wants it; without an address, `folder`."""
    if not url:
        return _folder(folder)
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path.strip("/"):
        return _folder(Path(unquote(parts.path)))
    if parts.scheme in {"s3", "s3+http"}:
        return _bucket(parts)
    raise ImproperlyConfigured(
        "STORAGE_URL is file:///path or s3://key:secret@host/bucket?region=…"
    )


def _folder(path: Path) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(path), "file_permissions_mode": 0o640},
    }


def _bucket(parts: SplitResult) -> dict[str, Any]:
    bucket, asked = parts.path.strip("/"), dict(parse_qsl(parts.query, keep_blank_values=True))
    if not bucket or "/" in bucket or asked.keys() - _S3_OPTIONS.keys():
        known = ", ".join(_S3_OPTIONS)
        raise ImproperlyConfigured(f"STORAGE_URL names one bucket, and as options only {known}")
    options: dict[str, Any] = {_S3_OPTIONS[name]: value for name, value in asked.items()}
    options |= {"bucket_name": bucket, "file_overwrite": False, "default_acl": None}
    if parts.hostname:
        scheme = "http" if parts.scheme == "s3+http" else "https"
        port = f":{parts.port}" if parts.port else ""
        options["endpoint_url"] = f"{scheme}://{parts.hostname}{port}"
    if parts.username:
        options["access_key"] = unquote(parts.username)
        options["secret_key"] = unquote(parts.password or "")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
