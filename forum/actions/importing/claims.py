"""Whoever proves to own the address of an imported member takes over what stands under it."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from accounts.models import FormerName, Member
from core.events import publish
from forum.actions.tallies import tally_polls, tally_posts
from forum.actions.timeline import lock_threads
from forum.events import AccountTakenOver
from forum.models import ImportedItem, Placeholder, Post


@transaction.atomic
def claim_placeholders(*, member: Member, email: str) -> int:
    """Give `member` everything of the placeholders with this address, which the caller knows to
    be verified; how many those were."""
    rows = Placeholder.objects.select_for_update().filter(email=email.strip().lower())
    claimed = list(rows.exclude(email="").exclude(member=member).order_by("pk"))
    for row in claimed:
        take_over(placeholder=row, member=member)
    return len(claimed)


@transaction.atomic
def take_over(*, placeholder: Placeholder, member: Member) -> None:
    """Let every row that points to the placeholder's account point to `member`, and keep its name
    leading there. Where the member has a row of the kind already (a vote on the same post, the
    membership), the member's own stands."""
    old = Member.objects.get(pk=placeholder.member_id)
    judged = _judged_by(old)
    lock_threads(set(judged.values()))
    placeholder.delete()
    for relation in Member._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            _hand_over(relation, old, member)
    ImportedItem.objects.filter(kind="member", target=str(old.pk)).update(
        target=str(member.pk), state="linked"
    )
    # A second vote of the same person is none.
    tally_posts(judged.keys())
    tally_polls(judged.keys())
    key, name = old.username_key, old.username
    old.delete()
    if key != member.username_key:
        FormerName.objects.get_or_create(key=key, defaults={"username": name, "member": member})
    publish(AccountTakenOver(member_id=member.pk))


def _judged_by(member: Member) -> dict[int, int]:
    """The posts (ids, with those of their threads) on which the member voted in any way."""
    voted = Q(votes__member=member) | Q(poll__options__votes__member=member)
    posts = Post.objects.filter(voted | Q(confirmations__member=member))
    return dict(posts.values_list("pk", "thread_id"))


def _hand_over(relation: Any, old: Member, member: Member) -> None:
    """One kind of rows, in one statement where nothing can clash."""
    model, name = relation.related_model, relation.field.name
    rows = model._base_manager.filter(**{name: old})
    if not _can_clash(model, name) and not relation.one_to_one:
        rows.update(**{name: member})
        return
    for row in rows.order_by("pk").iterator():
        _hand_over_one(row, name, member)


def _can_clash(model: type[models.Model], name: str) -> bool:
    together = any(name in group for group in model._meta.unique_together)
    unique = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    return together or any(name in one.fields for one in unique)


def _hand_over_one(row: models.Model, name: str, member: Member) -> None:
    setattr(row, name, member)
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError:
        row.delete()
