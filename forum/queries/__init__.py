"""What may be read and by whom. Permission comes with the query: what an actor may not see is
not found."""

from forum.queries.categories import categories_in, categories_of, category_for
from forum.queries.demand import languages_read
from forum.queries.events import backlog_reaches, events_after, newest_events
from forum.queries.paging import LIMIT_MAX, PAGE, BadCursor, Page
from forum.queries.posts import post_for, posts_by_id, posts_for, revisions_of, visible_to
from forum.queries.threads import thread_for, threads_for

__all__ = [
    "LIMIT_MAX",
    "PAGE",
    "BadCursor",
    "Page",
    "backlog_reaches",
    "categories_in",
    "categories_of",
    "category_for",
    "events_after",
    "languages_read",
    "newest_events",
    "post_for",
    "posts_by_id",
    "posts_for",
    "revisions_of",
    "thread_for",
    "threads_for",
    "visible_to",
]
