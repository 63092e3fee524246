"""Imported members: accounts that nobody can sign in to until their owner comes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from unicodedata import normalize

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.actions import join
from accounts.models import Member, Membership
from accounts.names import name_key
from accounts.standing import is_taken
from core import languages
from forum.actions.importing.claims import take_over
from forum.actions.importing.job import Job, Progress
from forum.models import ImportedItem, Placeholder
from forum.transfer.parts import in_parts
from forum.transfer.records import MemberRecord
from forum.transfer.staging import Staged

AT_ONCE = 200
NAME_MAX_CHARS = 40
SHOWN_MAX_CHARS = 60
LINKED = "linked"
"""State of an item that is somebody's who was here before."""
TRIES = 50

StagedMember = Staged[MemberRecord]


def import_members(job: Job) -> None:
    """Make placeholders for members who are new, bring others up to date."""
    progress = Progress("members", job.staging.count(MemberRecord), job.report)
    for part in in_parts(job.staging.all(MemberRecord), AT_ONCE):
        _write(job, part)
        progress.add(len(part))


@transaction.atomic
def _write(job: Job, part: Sequence[StagedMember]) -> None:
    known = job.known.items("member", (one.record.key for one in part))
    owners = _owners(one.record.email for one in part)
    new = [one for one in part if one.record.key not in known]
    linked = [one for one in new if job.choices.link_members and _mail(one) in owners]
    for one in linked:
        _link(job, one, owners[_mail(one)])
    _make(job, [one for one in new if one not in linked], owners)
    _keep(job, [(one, known[one.record.key]) for one in part if one.record.key in known], owners)


def _mail(one: StagedMember) -> str:
    return one.record.email.strip().lower()


def _owners(addresses: Iterable[str]) -> dict[str, int]:
    """Who has proved to own which address."""
    wanted = {address.strip().lower() for address in addresses if address.strip()}
    # allauth keeps addresses in small letters.
    rows = EmailAddress.objects.filter(email__in=wanted, verified=True, user__is_active=True)
    return dict(rows.values_list("email", "user_id"))


def _link(job: Job, one: StagedMember, member_id: int) -> None:
    member = Member.objects.get(pk=member_id)
    join(member=member, community=job.community)
    job.known.remember([job.known.new("member", one.record.key, member.pk, one.checksum, LINKED)])
    job.staging.rename(dict(_renamed(one.record.username, member.username)))
    job.count("member", "linked")


def _make(job: Job, part: Sequence[StagedMember], owners: dict[str, int]) -> None:
    names = _free_names([one.record for one in part])
    rows = Member.objects.bulk_create(
        _row(job, one.record, name) for one, name in zip(part, names, strict=True)
    )
    Placeholder.objects.bulk_create(
        Placeholder(member=row, community=job.community, email=_valid_mail(job, one))
        for one, row in zip(part, rows, strict=True)
    )
    _take_in(job, part, rows)
    job.known.remember(
        [
            job.known.new("member", one.record.key, row.pk, one.checksum, "")
            for one, row in zip(part, rows, strict=True)
        ]
    )
    for one, row in zip(part, rows, strict=True):
        _tell(job, one, row, owned=_mail(one) in owners)
    job.count("member", "made", len(rows))


def _row(job: Job, record: MemberRecord, name: str) -> Member:
    language = _reading(job, record)
    member = Member(
        username=name,
        display_name=_shown(record, name),
        reading_language=language,
        written_languages=[code for code in record.written_languages if code],
        country=record.country,
        is_active=False,
        date_joined=record.created or timezone.now(),
    )
    member.set_unusable_password()
    return member


def _reading(job: Job, record: MemberRecord) -> str:
    wanted = record.reading_language or job.choices.language
    return wanted if wanted and languages.is_offered(wanted) else languages.current()


def _shown(record: MemberRecord, name: str) -> str:
    """The name shown; of a member who had to be renamed at least the one from before."""
    shown = record.display_name.strip() or (record.username if name != record.username else "")
    return shown[:SHOWN_MAX_CHARS]


def _valid_mail(job: Job, one: StagedMember) -> str:
    address = _mail(one)
    try:
        if address:
            validate_email(address)
    except ValidationError:
        job.problems.add(one.origin, "invalid", "email: not an address; the member has none here")
        return ""
    return address


def _take_in(job: Job, part: Sequence[StagedMember], rows: Sequence[Member]) -> None:
    memberships = Membership.objects.bulk_create(
        Membership(
            member=row,
            community=job.community,
            role=one.record.role if job.choices.with_roles else Membership.Role.MEMBER,
        )
        for one, row in zip(part, rows, strict=True)
    )
    for row, membership in zip(rows, memberships, strict=True):
        membership.joined = row.date_joined
    Membership.objects.bulk_update(memberships, ["joined"])


def _tell(job: Job, one: StagedMember, row: Member, *, owned: bool) -> None:
    if row.username != one.record.username:
        told = f"“{one.record.username}” is “{row.username}” here"
        job.problems.add(one.origin, "renamed", told)
        job.staging.rename(dict(_renamed(one.record.username, row.username)))
    if owned:
        told = "a member here has this address; linked only with --link-members"
        job.problems.add(one.origin, "refused", told)


def _renamed(before: str, now: str) -> Iterator[tuple[str, str]]:
    if before != now:
        yield before.lower(), now


def _free_names(records: Sequence[MemberRecord]) -> list[str]:
    """A user name nobody has or had for each, as near as can be to the one from before."""
    names: list[str] = []
    taken: set[str] = set()
    for record in records:
        name = next(
            name
            for name in _candidates(record)
            if name_key(name) not in taken and not is_taken(name)
        )
        taken.add(name_key(name))
        names.append(name)
    return names


def _candidates(record: MemberRecord) -> Iterator[str]:
    base = re.sub(r"[^\w.-]+", "-", normalize("NFKC", record.username)).strip("-.")
    base = base[:NAME_MAX_CHARS].rstrip("-.") or "member"
    yield base
    for number in range(2, TRIES):
        yield f"{base[: NAME_MAX_CHARS - 3]}-{number}"
    number = 0
    while True:
        digest = sha256(f"{record.key}\x00{number}".encode()).hexdigest()[:10]
        yield f"{base[: NAME_MAX_CHARS - 11]}-{digest}"
        number += 1


def _keep(
    job: Job, part: Sequence[tuple[StagedMember, ImportedItem]], owners: dict[str, int]
) -> None:
    """Members who came with an earlier run."""
    rows = Member.objects.select_related("placeholder").in_bulk(
        [int(item.target) for _one, item in part]
    )
    for one, item in part:
        member = rows.get(int(item.target))
        if member is None:
            job.count("member", "gone")
            continue
        job.staging.rename(dict(_renamed(one.record.username, member.username)))
        _bring_up_to_date(job, one, item, member, owners.get(_mail(one)))


def _bring_up_to_date(
    job: Job, one: StagedMember, item: ImportedItem, member: Member, owner: int | None
) -> None:
    placeholder = getattr(member, "placeholder", None)
    if placeholder and job.choices.link_members and owner:
        take_over(placeholder=placeholder, member=Member.objects.get(pk=owner))
        job.count("member", "linked")
    elif item.checksum == one.checksum:
        job.count("member", "kept")
    elif placeholder is None:
        job.count("member", "left")
        job.problems.add(one.origin, "changed", "somebody's own account now; left as it is")
    else:
        _change(job, one, item, member, placeholder)


def _change(
    job: Job, one: StagedMember, item: ImportedItem, member: Member, placeholder: Placeholder
) -> None:
    member.display_name = _shown(one.record, member.username)
    member.reading_language = _reading(job, one.record)
    member.written_languages = [code for code in one.record.written_languages if code]
    member.country = one.record.country
    member.save()
    placeholder.email = _valid_mail(job, one)
    placeholder.save(update_fields=["email"])
    item.checksum = one.checksum
    job.known.remember([item])
    job.count("member", "changed")
