"""What the decisions on a reported post do: to the post, its author, and those who reported it."""

from django.utils.translation import gettext_lazy as _

from accounts.actions.sanctions import lift_sanction, pause_member, warn_member
from accounts.models import AuditEntry, Membership, Sanction
from accounts.permissions import Actor
from accounts.reasons import Reason
from core.errors import InvalidInput, NotFound
from forum.actions.edits import edit_post
from forum.actions.flag_consequences import open_flags
from forum.actions.flag_settling import ABUSE, reopen, settle
from forum.actions.hiding import hide, show
from forum.actions.masking import mask, unmask
from forum.actions.removal import take_away, take_over, undo_removal
from forum.actions.timeline import lock_thread
from forum.models import Flag, Post
from forum.review_kinds import Outcome, Ruling, Undoing


def keep(ruling: Ruling) -> Outcome:
    """Nothing is wrong with it: what the reports did by themselves is undone."""
    post = _held(ruling)
    _settle(ruling, post, upheld=False)
    for masked in _masked_by_reports(post):
        unmask(post, entry=masked, by=ruling.actor.member)
    entry = show(post, by=ruling.actor.member, reason=ruling.reason, note=ruling.note)
    return Outcome(entry)


def edit_and_keep(ruling: Ruling) -> Outcome:
    post = _held(ruling)
    edit_post(actor=ruling.actor, post=post, revision=ruling.revision, body=ruling.body)
    _settle(ruling, post, upheld=True)
    show(post, by=ruling.actor.member, reason=ruling.reason, note=ruling.note)
    return Outcome()


def mask_and_keep(ruling: Ruling) -> Outcome:
    """Seal what detectors find and what the decider names. What a report sealed stays sealed."""
    post = _held(ruling)
    entry = mask(
        post,
        by=ruling.actor.member,
        pieces=ruling.pieces,
        reason=ruling.reason,
        note=ruling.note,
    )
    if entry is None and not _masked_by_reports(post):
        raise InvalidInput(
            fields={"pieces": _("Nothing was found. Name the words that are to be masked.")}
        )
    _settle(ruling, post, upheld=True)
    show(post, by=ruling.actor.member, reason=ruling.reason, note=ruling.note)
    return Outcome(entry)


def hide_it(ruling: Ruling) -> Outcome:
    post = _held(ruling)
    entry = hide(post, by=ruling.actor.member, reason=ruling.reason, note=ruling.note)
    _settle(ruling, post, upheld=True, removed=True)
    return Outcome(entry)


def delete_it(ruling: Ruling) -> Outcome:
    post = _held(ruling)
    entry = None
    if post.is_deleted_by_author:
        entry = take_over(ruling.actor, post, reason=ruling.reason, note=ruling.note)
    elif post.visibility != Post.Visibility.DELETED:
        entry = take_away(ruling.actor, post, reason=ruling.reason, note=ruling.note)
    _settle(ruling, post, upheld=True, removed=True)
    return Outcome(entry)


def warn_author(ruling: Ruling) -> Outcome:
    outcome, membership = hide_it(ruling), _membership(ruling)
    sanction = warn_member(
        actor=ruling.actor, membership=membership, reason=ruling.reason, note=ruling.note
    )
    return Outcome(outcome.entry, {"sanction": sanction.pk})


def pause_author(ruling: Ruling) -> Outcome:
    outcome, membership = hide_it(ruling), _membership(ruling)
    sanction = pause_member(
        actor=ruling.actor,
        membership=membership,
        hours=ruling.hours,
        reason=ruling.reason,
        note=ruling.note,
    )
    return Outcome(outcome.entry, {"sanction": sanction.pk, "hours": ruling.hours})


def undo(undoing: Undoing) -> None:
    """Let the reports wait again, and the post and its author be as they were before."""
    item, actor, facts = undoing.item, undoing.actor, undoing.entry.after
    post = _post(item.post_id)
    flags = list(Flag.objects.filter(post=post, decided=item.decided))
    reopen(flags)
    if any(flag.reason == Flag.Reason.PERSONAL_DATA for flag in flags):
        # By themselves, as before: keeping the post once more puts it back once more.
        mask(post, by=None, reason=Reason.PERSONAL_DATA)
    entry = AuditEntry.objects.filter(pk=facts.get("entry")).first()
    if entry is not None:
        _UNDOINGS[entry.verb](actor, post, entry)
    sanction = Sanction.objects.filter(pk=facts.get("sanction")).first()
    if sanction is not None and sanction.lifted is None:
        _lift(actor, sanction)


def _hide_again(actor: Actor, post: Post, entry: AuditEntry) -> None:
    hide(post, by=actor.member, reason=entry.reason)


def _show_again(actor: Actor, post: Post, entry: AuditEntry) -> None:
    """What reports had hidden before somebody decided so goes on to wait, hidden."""
    if entry.before.get("visibility") != Post.Visibility.HIDDEN:
        show(post, by=actor.member)


def _put_back(actor: Actor, post: Post, entry: AuditEntry) -> None:
    undo_removal(actor, post, entry=entry)


def _unmask(actor: Actor, post: Post, entry: AuditEntry) -> None:
    unmask(post, entry=entry, by=actor.member)


_UNDOINGS = {
    "post.shown": _hide_again,
    "post.hidden": _show_again,
    "post.deleted": _put_back,
    "post.masked": _unmask,
}


def _lift(actor: Actor, sanction: Sanction) -> None:
    if sanction.stands or sanction.kind == Sanction.Kind.WARNING:
        lift_sanction(actor=actor, sanction=sanction)


def _settle(ruling: Ruling, post: Post, *, upheld: bool, removed: bool = False) -> None:
    settle(
        open_flags(post),
        upheld=upheld,
        by=ruling.actor.member,
        at=ruling.at,
        statement=ruling.statement,
        abuse=removed and ruling.reason in ABUSE,
    )


def _masked_by_reports(post: Post) -> list[AuditEntry]:
    """What reports masked by themselves since somebody last decided on the post; what word lists
    mask by themselves has another reason."""
    rows = AuditEntry.objects.filter(subject_type="post", subject_id=post.pk, verb="post.masked")
    return list(rows.filter(automatic=True, reason=Reason.PERSONAL_DATA, undone_by=None))


def _held(ruling: Ruling) -> Post:
    return _post(ruling.item.post_id)


def _post(post_id: int | None) -> Post:
    """The post as it stands now, its thread held. Raises NotFound."""
    thread = Post.objects.filter(pk=post_id or 0).values_list("thread", flat=True).first()
    if thread is None:
        raise NotFound
    lock_thread(thread)
    rows = Post.objects.select_related(
        "body", "author", "thread__title", "thread__community", "thread__category"
    )
    return rows.get(pk=post_id or 0)


def _membership(ruling: Ruling) -> Membership:
    """That of the author. Raises NotFound where he left."""
    rows = Membership.objects.select_related("member", "community")
    item = ruling.item
    found = rows.filter(member=item.member_id, community=item.community_id).first()
    if found is None:
        raise NotFound
    return found
