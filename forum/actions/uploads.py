"""Keeping files of members, and letting them go again.

Reading a file (`forum.uploads.content.read_content`) takes seconds for large images and needs no
transaction; what is here afterwards only stores what was read.
"""

from collections.abc import Iterable
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.level_errors import LevelNeeded
from accounts.models import Community, Member, Membership
from accounts.permissions import RULES, Actor, Privilege, allowed, communities_with, require
from core.errors import NotPermitted
from forum.actions.checks import check_member
from forum.models import Upload
from forum.queries.uploads import spent_by, upload_for
from forum.uploads.content import Content, read_content
from forum.uploads.errors import QuotaSpent
from forum.uploads.quotas import quota_of
from forum.uploads.storing import remove, stored


def upload_file(
    *, actor: Actor, name: str, data: bytes, community: Community | None = None
) -> Upload:
    """Keep a file as it was sent; the same content twice is the same upload.

    Raises NotSignedIn, NotPermitted, LevelNeeded and what `forum.uploads.errors` draws.
    """
    check_may_upload(actor, community)
    return keep_upload(actor=actor, content=read_content(name, data), community=community)


def check_may_upload(actor: Actor, community: Community | None = None) -> Member:
    """The member who uploads, for a community or for any. Raises NotSignedIn, NotPermitted."""
    member = check_member(actor)
    if community is not None:
        require(actor, Privilege.UPLOAD, community)
    elif actor.memberships and not any(
        row.present_state == Membership.State.ACTIVE for row in actor.memberships.values()
    ):
        raise NotPermitted
    return member


@transaction.atomic
def keep_upload(*, actor: Actor, content: Content, community: Community | None = None) -> Upload:
    """Keep what was read of a file, within the member's quota.

    Raises NotSignedIn, NotPermitted, LevelNeeded, QuotaSpent and StorageFailed.
    """
    # In turn, so that two at once cannot both take what is left.
    member = Member.objects.select_for_update().get(pk=check_may_upload(actor, community).pk)
    _check_kind(actor, content, community)
    known = _known(member, content)
    if known is not None:
        return known
    _check_quota(actor, member, content, community)
    return _keep(member, content, community)


@transaction.atomic
def import_file(
    *, member: Member | None, name: str, data: bytes, community: Community | None = None
) -> Upload:
    """Keep a file that comes with a community from elsewhere: no quota, the same checks of what
    it is. Raises what `forum.uploads.errors` draws, but QuotaSpent."""
    content = read_content(name, data)
    return _known(member, content) or _keep(member, content, community)


def keep_picture(*, content: Content) -> Upload:
    """Keep an image that belongs to nobody: the picture of a link. Raises StorageFailed."""
    return _keep(None, content, None)


def _known(member: Member | None, content: Content) -> Upload | None:
    """The same content where the member has sent it before; fresh again if nothing shows it."""
    if member is None:
        return None
    rows = Upload.objects.filter(member=member, checksum=content.checksum)
    rows.filter(uses__isnull=True).update(created=timezone.now())
    return rows.first()


def _check_kind(actor: Actor, content: Content, community: Community | None) -> None:
    """Images are open to all: a question about a screen needs one, and only pixels of it stay."""
    if content.kind == Upload.Kind.IMAGE.value or actor.is_operator:
        return
    if community is not None:
        require(actor, Privilege.UPLOAD_FILES, community)
    elif not communities_with(actor, Privilege.UPLOAD_FILES):
        raise LevelNeeded(Privilege.UPLOAD_FILES, level=RULES[Privilege.UPLOAD_FILES].level)


def _check_quota(
    actor: Actor, member: Member, content: Content, community: Community | None
) -> None:
    quota, spent, size = quota_of(actor, community), spent_by(member), len(content.data)
    if spent.total_bytes + size > quota.total_bytes:
        raise QuotaSpent(_("Your space for files is full. Delete some that you need no more."))
    if spent.day_files >= quota.day_files or spent.day_bytes + size > quota.day_bytes:
        raise QuotaSpent


def _keep(member: Member | None, content: Content, community: Community | None) -> Upload:
    upload = Upload(
        member=member,
        community=community,
        kind=content.kind,
        name=content.name,
        content_type=content.content_type,
        size=len(content.data),
        width=content.width,
        height=content.height,
        checksum=content.checksum,
    )
    try:
        with stored(upload, content), transaction.atomic():
            upload.save(force_insert=True)
    except IntegrityError:
        # Another request kept the same content in this very moment.
        return Upload.objects.get(member=member, checksum=content.checksum)
    return upload


@transaction.atomic
def delete_upload(*, actor: Actor, upload: Upload) -> None:
    """Delete a file for good, wherever it is shown: one's own, or as staff of its community.

    Raises NotFound and NotPermitted.
    """
    upload = upload_for(actor, upload.pk)
    if actor.id is None or upload.member_id != actor.id:
        community = upload.community
        staff = community is not None and allowed(actor, Privilege.DELETE_OTHERS, community)
        if not staff and not actor.is_operator:
            raise NotPermitted
        record(
            community=community,
            actor=actor.member,
            verb="upload.deleted",
            subject=("member", upload.member_id or 0),
            member=upload.member,
            after={"kind": upload.kind, "upload": str(upload.pk)},
        )
    drop_uploads([upload])


@transaction.atomic
def erase_uploads_of(member: Member) -> int:
    """Delete every file of a member for good; how many those were."""
    rows = list(member.uploads.all())
    drop_uploads(rows)
    return len(rows)


def drop_uploads(uploads: Iterable[Upload]) -> None:
    """Delete rows now and their files after commit."""
    rows = list(uploads)
    paths = [path for row in rows for path in (row.file.name, row.thumbnail.name) if path]
    Upload.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(partial(remove, paths))
