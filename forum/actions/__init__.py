"""What may change the forum."""

from forum.actions.answers import accept_answer, unaccept_answer
from forum.actions.bookmarks import remove_bookmark, set_bookmark
from forum.actions.categories import create_category
from forum.actions.demand import record_demand
from forum.actions.edits import correct_post_language, correct_title_language, edit_post, edit_title
from forum.actions.posts import publish_post
from forum.actions.profiles import save_profile, set_about
from forum.actions.reading import mark_read, note_visit
from forum.actions.removal import delete_post, restore_post
from forum.actions.reports import report_post_language
from forum.actions.subscriptions import set_subscription
from forum.actions.threads import open_thread

__all__ = [
    "accept_answer",
    "correct_post_language",
    "correct_title_language",
    "create_category",
    "delete_post",
    "edit_post",
    "edit_title",
    "mark_read",
    "note_visit",
    "open_thread",
    "publish_post",
    "record_demand",
    "remove_bookmark",
    "report_post_language",
    "restore_post",
    "save_profile",
    "set_about",
    "set_bookmark",
    "set_subscription",
    "unaccept_answer",
]
