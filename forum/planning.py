"""Which languages a text is wanted in now. Pure: decides, touches nothing."""

from collections.abc import Iterable

from core import languages
from translation.priority import Priority


def languages_for(
    *,
    written_in: str,
    in_thread: Iterable[str],
    read_in_community: Iterable[str],
    community_languages: Iterable[str],
    most: int,
) -> dict[str, Priority]:
    """The languages a post is translated into at once, with their urgency.

    Those of the people in the thread come first; then those lately read in the community, at
    most `most` in all. A community with a list of languages gets no others.
    """
    allowed = set(community_languages)
    wanted: dict[str, Priority] = {}
    for codes, priority in ((in_thread, Priority.LIVE), (read_in_community, Priority.FOLLOW_UP)):
        for code in codes:
            if len(wanted) >= most:
                return wanted
            if code in wanted or languages.serves(written_in, code):
                continue
            if not allowed or code in allowed:
                wanted[code] = priority
    return wanted
