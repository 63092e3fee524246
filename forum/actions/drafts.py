"""Keeping what somebody is writing, the same on every device of hers.

Saving never destroys what another device wrote: a save on top of an older version becomes a copy
beside it. Drafts are their member's alone; nothing here asks whether the place of a draft still
exists, because a text outlives the thread it was meant for.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.permissions import Actor
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.models import Draft
from forum.queries.drafts import drafts_at

Fields: TypeAlias = Mapping[str, str | list[str]]

PLACE = re.compile(r"ask(/[-\w]{1,60})?|(reply|edit)/[0-9]{1,15}")
DRAFTS_MAX = 100
"""Drafts of one member, copies included."""
CHARS_MAX = 120_000
"""Characters in all fields of a draft: twice the longest body, and room for the rest."""
FIELDS_MAX, NAME_MAX_CHARS, DEVICE_MAX_CHARS = 60, 60, 40
VERSION_FIRST_MAX = 1_000_000_000
WRITTEN = ("title", "body")
"""Without text in one of these a draft is empty."""


class BadPlace(InvalidInput):
    code = "bad_place"
    message = _("There is nothing to write here.")


class TooManyDrafts(InvalidInput):
    code = "too_many_drafts"
    message = _("You have %(most)d drafts. Please send or delete some of them.")


@dataclass(frozen=True, slots=True)
class Saving:
    """What a device sends: the fields, the `version` it began with (0: none), and who it is.

    `device` names one filling-in of a form, so two tabs are two devices.
    """

    fields: Fields
    version: int = 0
    device: str = ""


@transaction.atomic
def save_draft(*, actor: Actor, place: str, saving: Saving) -> Draft | None:
    """Keep a text; the row it stands in now, or None where it was empty and is kept no more.

    A row with a `conflict` number says that another device wrote meanwhile: both are kept.
    Raises NotSignedIn, BadPlace, TooManyDrafts, InvalidInput.
    """
    member = check_member(actor)
    check_place(place)
    fields = checked_fields(saving.fields)
    take_turn(actor)
    present = drafts_at(actor, place)
    row = _row_for(present, saving, fields)
    if not is_written(fields):
        _forget(row)
        return None
    if row is None:
        row = _new_row(member, place, present)
    elif row.conflict == 0:
        _drop_copy(present, saving.device)
    _write(row, fields, saving.device)
    return row


def take_turn(actor: Actor) -> None:
    """Let the drafts of one member change one after the other until the transaction ends."""
    member = check_member(actor)
    Member.objects.select_for_update(no_key=True).filter(pk=member.pk).first()


def check_place(place: str) -> str:
    """The name of a form that has drafts. Raises BadPlace."""
    if not PLACE.fullmatch(place):
        raise BadPlace(fields={"place": BadPlace.message})
    return place


def checked_fields(fields: Fields) -> dict[str, str | list[str]]:
    """The fields as they can be stored. Raises InvalidInput where they are too many or too long."""
    kept = {
        _storable(name): [_storable(each) for each in value]
        if isinstance(value, list)
        else _storable(value)
        for name, value in fields.items()
    }
    chars = sum(map(len, _strings(kept)))
    if len(kept) > FIELDS_MAX or any(len(name) > NAME_MAX_CHARS for name in kept):
        raise InvalidInput
    if chars > CHARS_MAX:
        message = _("This is too long: at most %(most)d characters. Please shorten it.")
        raise InvalidInput(fields={"body": message % {"most": CHARS_MAX}})
    return kept


def is_written(fields: Fields) -> bool:
    """True where there is a text to keep."""
    return any(str(fields.get(name, "")).strip() for name in WRITTEN)


def _storable(text: str) -> str:
    """Without what no database takes: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _strings(fields: Fields) -> Iterable[str]:
    for value in fields.values():
        yield from value if isinstance(value, list) else [value]


def _row_for(present: list[Draft], saving: Saving, fields: Fields) -> Draft | None:
    """The row this device writes into; None for a new one."""
    main = next((row for row in present if row.conflict == 0), None)
    if main is None:
        return None
    mine = bool(saving.device) and main.device == saving.device
    if mine or main.version == saving.version or main.fields == fields:
        return main
    return next((row for row in present if row.conflict and row.device == saving.device), None)


def _new_row(member: Member, place: str, present: list[Draft]) -> Draft:
    if Draft.objects.filter(member=member).count() >= DRAFTS_MAX:
        raise TooManyDrafts(most=DRAFTS_MAX)
    taken = {row.conflict for row in present}
    free = next(number for number in range(DRAFTS_MAX + 1) if number not in taken)
    # Not 1: a device that remembers a draft sent long ago must not take this one for it.
    version = 1 + secrets.randbelow(VERSION_FIRST_MAX)
    return Draft(member=member, place=place, conflict=free, version=version)


def _write(row: Draft, fields: dict[str, str | list[str]], device: str) -> None:
    if row.pk and row.fields == fields and row.device == device:
        return
    row.version += 1 if row.pk else 0
    row.fields, row.device = fields, device[:DEVICE_MAX_CHARS]
    row.save()


def _drop_copy(present: list[Draft], device: str) -> None:
    """What this device had kept aside is in the main row now."""
    for row in present:
        if row.conflict and device and row.device == device:
            row.delete()


def _forget(row: Draft | None) -> None:
    if row is not None:
        row.delete()


@transaction.atomic
def delete_draft(*, actor: Actor, place: str, conflict: int | None = None) -> int:
    """Throw a draft away, one copy or all of a place; how many those were. Twice is once.

    Raises NotSignedIn and BadPlace.
    """
    member = check_member(actor)
    rows = Draft.objects.filter(member=member, place=check_place(place))
    if conflict is not None:
        rows = rows.filter(conflict=conflict)
    return rows.delete()[0]


@transaction.atomic
def finish_draft(*, actor: Actor, place: str, device: str = "", version: int = 0) -> None:
    """The text was sent: forget what this device wrote and the version it began with.

    What another device wrote meanwhile stays. Belongs into the transaction that publishes.
    """
    take_turn(actor)
    for row in drafts_at(actor, place):
        same_version = row.conflict == 0 and row.version == version
        if same_version or (device and row.device == device):
            row.delete()
