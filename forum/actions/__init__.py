"""What may change the forum."""

from forum.actions.answers import accept_answer, unaccept_answer
from forum.actions.categories import create_category
from forum.actions.demand import record_demand
from forum.actions.edits import correct_post_language, correct_title_language, edit_post, edit_title
from forum.actions.posts import publish_post
from forum.actions.removal import delete_post, restore_post
from forum.actions.reports import report_post_language
from forum.actions.threads import open_thread

__all__ = [
    "accept_answer",
    "correct_post_language",
    "correct_title_language",
    "create_category",
    "delete_post",
    "edit_post",
    "edit_title",
    "open_thread",
    "publish_post",
    "record_demand",
    "report_post_language",
    "restore_post",
    "unaccept_answer",
]
