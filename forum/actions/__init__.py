"""What may change the forum."""

from forum.actions.answers import accept_answer, unaccept_answer
from forum.actions.bookmarks import remove_bookmark, set_bookmark
from forum.actions.categories import create_category
from forum.actions.closing import (
    close_thread,
    pin_thread,
    reopen_thread,
    unpin_thread,
)
from forum.actions.confirmations import confirm_answer, unconfirm_answer
from forum.actions.demand import record_demand
from forum.actions.describing import describe_thread
from forum.actions.details import Details
from forum.actions.edits import (
    correct_post_language,
    correct_title_language,
    edit_post,
    edit_title,
    restore_revision,
)
from forum.actions.locking import lock_from_changes, unlock
from forum.actions.poll_votes import vote_poll
from forum.actions.polls import PollDraft, close_poll, open_poll
from forum.actions.posts import publish_post
from forum.actions.products import create_product, retire_product
from forum.actions.profiles import save_profile, set_about
from forum.actions.reading import mark_read, note_visit
from forum.actions.removal import delete_post, restore_post
from forum.actions.reports import report_post_language
from forum.actions.subscriptions import set_subscription
from forum.actions.tags import create_tag, retag
from forum.actions.threads import open_thread
from forum.actions.votes import vote

__all__ = [
    "Details",
    "PollDraft",
    "accept_answer",
    "close_poll",
    "close_thread",
    "confirm_answer",
    "correct_post_language",
    "correct_title_language",
    "create_category",
    "create_product",
    "create_tag",
    "delete_post",
    "describe_thread",
    "edit_post",
    "edit_title",
    "lock_from_changes",
    "mark_read",
    "note_visit",
    "open_poll",
    "open_thread",
    "pin_thread",
    "publish_post",
    "record_demand",
    "remove_bookmark",
    "reopen_thread",
    "report_post_language",
    "restore_post",
    "restore_revision",
    "retag",
    "retire_product",
    "save_profile",
    "set_about",
    "set_bookmark",
    "set_subscription",
    "unaccept_answer",
    "unconfirm_answer",
    "unlock",
    "unpin_thread",
    "vote",
    "vote_poll",
]
