"""How a call wants to read: in which language, what left alone, originals or not.

`lang` always translates, save what `keep` names. Without it the account's languages hold, and a
visitor's browser is asked. Reading with `lang` as a member is demand; a visitor's never is.
"""

import logging
from dataclasses import dataclass

from django.db import DatabaseError

from accounts.models import Community
from core import languages
from core.errors import InvalidInput, LingoraError
from core.languages import InvalidLanguage
from forum.models import Thread
from frontend import demand
from frontend.api.callers import ApiRequest, caller_of
from frontend.api.schemas import ReadingIn
from translation.queries import Reader

logger = logging.getLogger(__name__)

PARTS = frozenset({"original", "shown", "translation"})


@dataclass(frozen=True, slots=True)
class Reading:
    """`reader` is for `translation.queries.render`; `asked` is True where `lang` was given.
    `member_id` is whose votes are told."""

    reader: Reader
    originals: bool
    asked: bool
    member_id: int | None = None


def offered_language(tag: str) -> str | None:
    """The offered language that serves a tag: `de-AT` is read in `de`; None where none does."""
    try:
        chain = languages.fallback_chain(languages.canonical(tag))
    except LingoraError:
        return None
    return next((code for code in chain if languages.is_offered(code)), None)


def reading_of(request: ApiRequest, asked: ReadingIn) -> Reading:
    """Raises InvalidLanguage for `lang` and `keep`, InvalidInput for `fields`."""
    member = request.auth.member
    keep = _kept(asked.keep)
    if asked.lang:
        language = offered_language(asked.lang)
        if language is None:
            raise _unknown("lang", asked.lang)
    elif member:
        language = member.reading_language
        keep = keep if asked.keep else member.languages_left_alone
    else:
        language = languages.current()
    return Reading(
        Reader(language, keep=keep),
        _wants_originals(asked.fields),
        bool(asked.lang),
        request.auth.id,
    )


def _kept(tags: str) -> frozenset[str]:
    kept = set()
    for tag in filter(None, tags.split(",")):
        try:
            kept.add(languages.canonical(tag.strip()))
        except InvalidLanguage as error:
            raise _unknown("keep", tag) from error
    return frozenset(kept)


def _unknown(name: str, tag: str) -> InvalidLanguage:
    error = InvalidLanguage(tag=tag[:16])
    error.fields = {name: str(error)}
    return error


def _wants_originals(fields: str) -> bool:
    """`fields` names the parts of a text that are wanted, or with a minus one that is not."""
    names = [name.strip() for name in fields.split(",") if name.strip()]
    if not {name.removeprefix("-") for name in names} <= PARTS:
        raise InvalidInput(fields={"fields": ", ".join(sorted(PARTS))})
    wanted = [name for name in names if not name.startswith("-")]
    return "-original" not in names and (not wanted or "original" in wanted)


def note_demand(
    request: ApiRequest, reading: Reading, community: Community, thread: Thread | None = None
) -> None:
    """Remember that this is read in this language; readers never suffer where that fails."""
    if not reading.asked or request.auth.member is None:
        return
    try:
        demand.note_demand(
            caller_of(request),
            community=community,
            thread=thread,
            language=reading.reader.language,
        )
    except DatabaseError:
        logger.exception("demand for %s was not recorded", reading.reader.language)
