"""What this visitor may do with a post. Buttons only: the actions check again."""

from accounts.permissions import Actor, Privilege, allowed
from forum.models import Post, Thread
from forum.queries.polls import has_ended, has_poll
from forum.queries.taking_part import may_write


def controls_for(actor: Actor, post: Post, thread: Thread) -> frozenset[str]:
    """Names of the controls to offer: reply, bookmark, edit, language, report_language, flag,
    delete, restore, accept, unaccept, end_poll, mask, erase."""
    if post.visibility == Post.Visibility.DELETED:
        found = _restoring(actor, post, thread) | _erasing(actor, post, thread)
        return frozenset(found | _deleting_too(actor, post, thread))
    found = {"reply"} if may_reply(actor, thread) else set()
    mine = actor.id is not None and post.author_id == actor.id
    if not mine and allowed(actor, Privilege.REPORT, thread.community):
        found |= {"flag"}
    if actor.id is not None:
        found |= {"bookmark"}
    if thread.is_locked and not allowed(actor, Privilege.MANAGE_THREADS, thread.community):
        return frozenset(found)
    if not post.body.erased:
        found |= _changing(actor, post, thread)
    if _may(actor, post, thread, Privilege.DELETE_OWN, Privilege.DELETE_OTHERS):
        found |= {"delete"}
    found |= _accepting(actor, post, thread) | _ending(actor, post, thread)
    return frozenset(found | _erasing(actor, post, thread))


def _changing(actor: Actor, post: Post, thread: Thread) -> set[str]:
    """The controls over words and their language, which erased posts have none of."""
    found = set()
    if _may(actor, post, thread, Privilege.EDIT_OWN, Privilege.EDIT_OTHERS):
        found |= {"edit"}
    if _may(actor, post, thread, Privilege.EDIT_OWN, Privilege.CORRECT_LANGUAGE):
        found |= {"language"}
    elif actor.id is not None and allowed(actor, Privilege.REPORT_LANGUAGE, thread.community):
        found |= {"report_language"}
    if allowed(actor, Privilege.MODERATE, thread.community):
        found |= {"mask"}
    return found


def may_reply(actor: Actor, thread: Thread) -> bool:
    """True where the visitor could write here, if only he signed in."""
    live = thread.visibility == Thread.Visibility.PUBLIC
    if thread.closed or thread.is_locked:
        live = live and allowed(actor, Privilege.MANAGE_THREADS, thread.community)
    return live and (actor.member is None or may_write(actor, thread))


def _may(actor: Actor, post: Post, thread: Thread, own: Privilege, others: Privilege) -> bool:
    mine = actor.id is not None and post.author_id == actor.id
    return actor.id is not None and allowed(actor, own if mine else others, thread.community)


def _erasing(actor: Actor, post: Post, thread: Thread) -> set[str]:
    may = allowed(actor, Privilege.ERASE_POSTS, thread.community)
    return {"erase"} if may and not post.body.erased else set()


def _deleting_too(actor: Actor, post: Post, thread: Thread) -> set[str]:
    """What its author deleted and another one as well, he does not restore any more."""
    theirs = post.is_deleted_by_author and post.author_id != actor.id
    may = theirs and allowed(actor, Privilege.DELETE_OTHERS, thread.community)
    return {"delete"} if may else set()


def _restoring(actor: Actor, post: Post, thread: Thread) -> set[str]:
    own = actor.id is not None and post.author_id == post.deleted_by_id == actor.id
    privilege = Privilege.DELETE_OWN if own else Privilege.DELETE_OTHERS
    may = actor.id is not None and allowed(actor, privilege, thread.community)
    return {"restore"} if may else set()


def _accepting(actor: Actor, post: Post, thread: Thread) -> set[str]:
    if post.kind != Post.Kind.ANSWER or post.visibility != Post.Visibility.PUBLIC:
        return set()
    if actor.id is None or thread.author_id != actor.id:
        return set()
    if not allowed(actor, Privilege.ACCEPT_OWN, thread.community):
        return set()
    return {"unaccept"} if post.accepted else {"accept"}


def _ending(actor: Actor, post: Post, thread: Thread) -> set[str]:
    if not has_poll(post) or has_ended(post.poll):
        return set()
    may = _may(actor, post, thread, Privilege.EDIT_OWN, Privilege.EDIT_OTHERS)
    return {"end_poll"} if may else set()
