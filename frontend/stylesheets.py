"""The stylesheets of every page: written apart, one for each component, and sent as one.

Collecting static files joins them (`frontend.staticfiles`), so that a first visit asks for one file
and not for fifty. Before anything was collected, pages link them one by one.
"""

from collections.abc import Callable

from django.contrib.staticfiles.storage import staticfiles_storage

ORDER = """
    layers colors tokens base layout topbar menu button badge avatar card notice form
    entrance hero thread-list list-bar chip asking thread post translation voting poll
    solution history prose composer drafts toolbar correcting languages data-table glossary
    coverage privacy account overrides live upload link-preview notifications jump follow
    member decisions credit boards review super-users ordering
""".split()
"""Their names, in the order in which they are applied."""
JOINED = "css/lingora.css"


def parts() -> list[str]:
    """Paths below the folder of static files, in order."""
    return [f"css/{name}.css" for name in ORDER]


def join(read: Callable[[str], bytes]) -> bytes:
    """All in one, in order. They lie in the same folder, so addresses in them stay true."""
    return b"\n".join(read(path) for path in parts())


def links() -> list[str]:
    """Addresses for a page to link."""
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    return [staticfiles_storage.url(path) for path in ([JOINED] if JOINED in hashed else parts())]
