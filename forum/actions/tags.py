"""Tags: making them, and choosing them for threads."""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, allowed, require
from core.errors import InvalidInput
from core.slugs import slug_of
from forum.actions.checks import check_member, check_thread
from forum.actions.names import check_name, write_name
from forum.actions.recording import record_of_thread
from forum.actions.timeline import lock_thread, note_thread
from forum.errors import NameTaken
from forum.models import Tag, Thread, ThreadTag
from forum.queries.tags import tags_named

TAGS_MAX = 5
"""How many tags a thread has at most."""


def create_tag(
    *,
    community: Community,
    name: str,
    language: str | None = None,
    author: Member | None = None,
    slug: str = "",
) -> Tag:
    """A new tag; its slug is made from its name unless one is given. It asks for no permission:
    set-up code and `chosen_tags` call it.

    Raises InvalidInput, InvalidLanguage, and NameTaken where the community has this tag.
    """
    name = check_name(name, field="tags")
    try:
        with transaction.atomic():
            return Tag.objects.create(
                community=community,
                slug=slug or slug_of(name),
                name=write_name(name, community=community, language=language, author=author),
            )
    except IntegrityError as error:
        raise NameTaken(fields={"tags": NameTaken.message}) from error


@transaction.atomic
def retag(*, actor: Actor, thread: Thread, tags: Sequence[str], language: str) -> Thread:
    """Give a thread these tags and no others: its author, or who may do so for others.

    `tags` are names (in `language` or as they were written) or slugs. Raises NotSignedIn,
    NotFound, NotPermitted, ThreadGone, InvalidInput.
    """
    member = check_member(actor)
    lock_thread(thread.pk)
    thread = check_thread(actor, thread)
    mine = thread.author_id == member.pk
    require(actor, Privilege.EDIT_OWN if mine else Privilege.RETAG, thread.community)
    wanted = chosen_tags(
        actor, thread.community, tags, read_in=language, written_in=thread.language
    )
    before = _slugs(thread)
    if put_tags(thread, wanted):
        note_thread(thread)
        after = {"tags": _slugs(thread)}
        record_of_thread(actor, thread, "thread.retagged", before={"tags": before}, after=after)
    return thread


def _slugs(thread: Thread) -> list[str]:
    rows = ThreadTag.objects.filter(thread=thread).order_by("tag__slug")
    return list(rows.values_list("tag__slug", flat=True))


def chosen_tags(
    actor: Actor, community: Community, names: Sequence[str], *, read_in: str, written_in: str
) -> list[Tag]:
    """The tags that `names` (as read in `read_in`, as written, or slugs) mean, each once. Those
    that do not exist are made in `written_in`, where the actor may make tags.

    Raises InvalidInput for a name without a tag, and for more than `TAGS_MAX`.
    """
    wanted = _distinct(names)
    found = tags_named(community, wanted, language=read_in)
    for name in wanted:
        if name not in found:
            _check_may_make(actor, community, name)
            found[name] = _made(community, name, written_in, actor.member)
    return list({found[name].pk: found[name] for name in wanted}.values())


def _distinct(names: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(check_name(name, field="tags") for name in names if name.strip()))
    if len(wanted) > TAGS_MAX:
        problem = _("A thread has at most %(most)d tags.") % {"most": TAGS_MAX}
        raise InvalidInput(fields={"tags": problem})
    return wanted


def _check_may_make(actor: Actor, community: Community, name: str) -> None:
    if not allowed(actor, Privilege.CREATE_TAG, community):
        problem = _("There is no tag “%(name)s” here. Choose one there is.") % {"name": name}
        raise InvalidInput(fields={"tags": problem})


def _made(community: Community, name: str, language: str, author: Member | None) -> Tag:
    try:
        return create_tag(community=community, name=name, language=language, author=author)
    except NameTaken:
        # Somebody else made it a moment ago.
        return Tag.objects.get(community=community, slug=slug_of(name))


def put_tags(thread: Thread, tags: Iterable[Tag]) -> bool:
    """Let a thread have these tags, and count them; True where that changed something."""
    before = set(ThreadTag.objects.filter(thread=thread).values_list("tag_id", flat=True))
    wanted = [tag.pk for tag in tags]
    new = [key for key in wanted if key not in before]
    gone = before - set(wanted)
    ThreadTag.objects.filter(thread=thread, tag__in=gone).delete()
    ThreadTag.objects.bulk_create(ThreadTag(thread=thread, tag_id=key) for key in new)
    if thread.visibility == Thread.Visibility.PUBLIC:
        _count(new, by=1)
        _count(gone, by=-1)
    return bool(new or gone)


def count_tags_of(thread: Thread) -> None:
    """Count a thread's tags once more or once less: it has just appeared or disappeared."""
    keys = ThreadTag.objects.filter(thread=thread).values_list("tag_id", flat=True)
    _count(list(keys), by=1 if thread.visibility == Thread.Visibility.PUBLIC else -1)


def _count(keys: Iterable[int], *, by: int) -> None:
    """Always in the same order, so that no two transactions wait for each other."""
    for key in sorted(keys):
        rows = Tag.objects.filter(pk=key)
        if by < 0:
            # What was counted wrong is mended later; it must not stop anybody now.
            rows = rows.filter(threads_count__gt=0)
        rows.update(threads_count=F("threads_count") + by)
