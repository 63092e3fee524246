"""Names of hosts in the one spelling in which they are compared. Pure."""

from urllib.parse import urlsplit

import idna


def plain_host(written: str) -> str:
    """The host in an address, or in what somebody wrote for one, in ASCII and small letters;
    empty where there is none."""
    written = written.strip()
    try:
        host = urlsplit(written if "//" in written else f"//{written}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("*.").strip(".")
    if host.isascii():
        return host.lower() if _is_name(host) else ""
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        return ""


def _is_name(host: str) -> bool:
    return 0 < len(host) <= 253 and all(sign.isalnum() or sign in ".-_:" for sign in host)
