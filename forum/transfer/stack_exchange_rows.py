"""What single attributes of a Stack Exchange dump mean. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape

from forum.transfer.archives import Archive

Row = Mapping[str, str]

LICENSES = {
    "CC BY-SA 2.5": "https://creativecommons.org/licenses/by-sa/2.5/",
    "CC BY-SA 3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
_BY_DATE = (
    (datetime(2011, 4, 8, tzinfo=UTC), "CC BY-SA 2.5"),
    (datetime(2018, 5, 2, tzinfo=UTC), "CC BY-SA 3.0"),
)
"""Until when which licence held, where a row does not say it (stackoverflow.com/help/licensing)."""
_SITE = re.compile(r"([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org))")
_SPECIAL = re.compile(r"([\\`*_\[\]<>~&!|])")


def site_of(archive: Archive) -> str:
    """The address of the site, from the name of the dump (``cooking.stackexchange.com``)."""
    match = _SITE.search(archive.path.name.lower().removesuffix(".zip"))
    return f"https://{match[1]}" if match else ""


def moment(row: Row, name: str) -> str | None:
    """A moment; the dumps have no zone and mean UTC."""
    value = row.get(name)
    return f"{value}Z" if value and not value.endswith("Z") else value


def tags_of(row: Row) -> list[str]:
    """Tags, written ``<a><b>`` in older dumps and ``|a|b|`` in newer ones."""
    return [tag for tag in re.split(r"[<>|]+", row.get("Tags", "")) if tag]


def title_of(row: Row) -> str:
    """The title, whose entities are escaped twice in some dumps."""
    return unescape(row.get("Title", "")).strip()


def attribution(row: Row, site: str, *, name: str) -> str:
    """A last line with author, place and licence, as CC BY-SA asks for."""
    license_name = row.get("ContentLicense") or _license_by_date(row)
    address = LICENSES.get(license_name, LICENSES["CC BY-SA 4.0"])
    return f"\n\n— {_author(row, site, name)}, {_place(row, site)}[{license_name}]({address})"


def _author(row: Row, site: str, name: str) -> str:
    user = row.get("OwnerUserId") or row.get("UserId")
    name = name or row.get("OwnerDisplayName") or row.get("UserDisplayName") or ""
    shown = _SPECIAL.sub(r"\\\1", name) if name else f"user {user}" if user else "a former user"
    return f"[{shown}]({site}/users/{user})" if site and user else shown


def _place(row: Row, site: str) -> str:
    key = row.get("PostId") or row.get("Id", "")
    return f"[{site.removeprefix('https://')}]({site}/q/{key}), " if site else ""


def _license_by_date(row: Row) -> str:
    try:
        written = datetime.fromisoformat(row.get("CreationDate", "")).replace(tzinfo=UTC)
    except ValueError:
        return "CC BY-SA 4.0"
    return next((name for until, name in _BY_DATE if written < until), "CC BY-SA 4.0")
