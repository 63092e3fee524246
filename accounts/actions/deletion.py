"""Members who delete themselves: asking for it, thinking better of it, and doing it.

What hangs from a member by a foreign key goes by itself, in batches: rows that are his alone are
deleted, others let him go. What he wrote and what mentions him is removed by the erasers that the
apps declare (`accounts.erasing`). Everything may be killed at any moment and run again.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from accounts.erasing import BATCH, erasers
from accounts.models import AccountDeletion, ApiToken, Member, Membership, RetiredName
from accounts.names import name_digest
from accounts.permissions import Actor
from accounts.standing_errors import LastOperator
from core.errors import NotSignedIn

WAITING = timedelta(days=7)
"""How long a member may think better of it."""


@transaction.atomic
def request_deletion(*, actor: Actor, erase_texts: bool) -> AccountDeletion:
    """Let the member be deleted after `WAITING`; every session and token ends now.

    Asking again changes the choice and not the day. Raises NotSignedIn, and LastOperator where a
    community would be left without anybody who runs it.
    """
    if actor.member is None:
        raise NotSignedIn
    _check_not_last_operator(actor.member)
    deletion, _new = AccountDeletion.objects.update_or_create(
        member=actor.member,
        defaults={"erase_texts": erase_texts},
        create_defaults={"erase_texts": erase_texts, "due": timezone.now() + WAITING},
    )
    ApiToken.objects.filter(member=actor.member).delete()
    end_sessions(actor.member)
    return deletion


@transaction.atomic
def cancel_deletion(*, member: Member) -> bool:
    """Keep the member; False where nothing was to be deleted, or erasing began already."""
    return bool(AccountDeletion.objects.filter(member=member, started=None).delete()[0])


def delete_due_members() -> int:
    """Delete the members whose time has come; how many those were."""
    due = AccountDeletion.objects.filter(due__lte=timezone.now()).order_by("due")
    rows = list(due.select_related("member"))
    for deletion in rows:
        delete_member(deletion=deletion)
    return len(rows)


def delete_member(*, deletion: AccountDeletion) -> None:
    """Delete a member for good. Works in batches, each a transaction of its own."""
    if not _begin(deletion):
        return
    member = deletion.member
    end_sessions(member)
    for erase in erasers(texts=deletion.erase_texts):
        while erase(member):
            pass
    for relation in _relations():
        while _release(member, relation):
            pass
    member.delete()


@transaction.atomic
def _begin(deletion: AccountDeletion) -> bool:
    """Shut the door; False where the member came back meanwhile."""
    row = AccountDeletion.objects.select_for_update().filter(pk=deletion.pk).first()
    if row is None:
        return False
    row.started = row.started or timezone.now()
    row.save(update_fields=["started"])
    member = deletion.member
    _retire_names(member)
    member.is_active = False
    member.set_unusable_password()
    member.save(update_fields=["is_active", "password"])
    return True


def end_sessions(member: Member) -> int:
    """End every session of a member; how many those were.

    Sessions do not say whose they are, so each is looked into; this is done seldom.
    """
    keys = [
        session.session_key
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get(SESSION_KEY) == str(member.pk)
    ]
    for start in range(0, len(keys), BATCH):
        Session.objects.filter(pk__in=keys[start : start + BATCH]).delete()
    return len(keys)


def _relations() -> Iterator[models.ForeignObjectRel]:
    """Every foreign key to a member, of whatever app, save what says that he is to be deleted."""
    for field in Member._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ManyToOneRel) and field.related_model is not AccountDeletion:
            yield field


@transaction.atomic
def _release(member: Member, relation: models.ForeignObjectRel) -> int:
    """Do to a batch of rows what their foreign key says; how many those were."""
    name, model = relation.field.name, relation.related_model
    rows = model._base_manager.filter(**{name: member}).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:BATCH])
    batch = model._base_manager.filter(pk__in=ids)
    if relation.on_delete is models.SET_NULL:
        batch.update(**{name: None})
    else:
        batch.delete()
    return len(ids)


def _retire_names(member: Member) -> None:
    """Nobody may take the names of somebody who is gone, and nobody can read what they were."""
    former = member.former_names.values_list("username", flat=True)
    digests = {name_digest(name) for name in (member.username, *former)}
    rows = [RetiredName(digest=digest) for digest in sorted(digests)]
    RetiredName.objects.bulk_create(rows, ignore_conflicts=True)


def _check_not_last_operator(member: Member) -> None:
    operators = Membership.objects.filter(
        role=Membership.Role.OPERATOR, state=Membership.State.ACTIVE, member__is_active=True
    )
    for own in operators.filter(member=member).select_related("community"):
        if not operators.filter(community=own.community).exclude(member=member).exists():
            raise LastOperator(community=own.community.name)
