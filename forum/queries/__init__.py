"""What may be read and by whom. Permission comes with the query: what an actor may not see is
not found."""

from forum.queries.bookmarks import bookmarked, bookmarks_of
from forum.queries.categories import categories_in, categories_of, category_for
from forum.queries.demand import languages_read
from forum.queries.events import backlog_reaches, events_after, newest_events
from forum.queries.history import PostVersion, versions_of
from forum.queries.marks import NO_MARK, Mark, marks_by
from forum.queries.members import about_of, counts_of, helped_by, posts_of_member, threads_of_member
from forum.queries.paging import LIMIT_MAX, PAGE, BadCursor, Page
from forum.queries.polls import OpenedPoll, polls_of
from forum.queries.posts import accepted_in, post_for, posts_by_id, posts_for, visible_to
from forum.queries.reading import post_at_moment, post_at_number, standing_in, unread_posts
from forum.queries.similar import similar_threads
from forum.queries.subscriptions import (
    chosen_level,
    followers_of,
    levels_for,
    subscriptions_of,
)
from forum.queries.tags import (
    product_for,
    products_in,
    tag_for,
    tags_beginning,
    tags_in,
    tags_of,
    tags_of_threads,
)
from forum.queries.threads import pinned_for, thread_for, thread_or_target, threads_for
from forum.queries.unread import Unread, unread_in

__all__ = [
    "LIMIT_MAX",
    "NO_MARK",
    "PAGE",
    "BadCursor",
    "Mark",
    "OpenedPoll",
    "Page",
    "PostVersion",
    "Unread",
    "about_of",
    "accepted_in",
    "backlog_reaches",
    "bookmarked",
    "bookmarks_of",
    "categories_in",
    "categories_of",
    "category_for",
    "chosen_level",
    "counts_of",
    "events_after",
    "followers_of",
    "helped_by",
    "languages_read",
    "levels_for",
    "marks_by",
    "newest_events",
    "pinned_for",
    "polls_of",
    "post_at_moment",
    "post_at_number",
    "post_for",
    "posts_by_id",
    "posts_for",
    "posts_of_member",
    "product_for",
    "products_in",
    "similar_threads",
    "standing_in",
    "subscriptions_of",
    "tag_for",
    "tags_beginning",
    "tags_in",
    "tags_of",
    "tags_of_threads",
    "thread_for",
    "thread_or_target",
    "threads_for",
    "threads_of_member",
    "unread_in",
    "unread_posts",
    "versions_of",
    "visible_to",
]
