"""The solution of a thread, shown above its posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.permissions import Actor
from forum.models import Post, Thread
from forum.queries import Page, accepted_in, posts_by_id
from frontend.pages.texts import TextView

SEEN_ANYWAY = 2
"""An answer among the first so many posts of a page needs no place above them."""
LONG_CHARS = 600


@dataclass(frozen=True, slots=True)
class Solution:
    """The answer accepted first; `others` are ids of what was accepted besides."""

    post: Post
    others: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class SolutionView:
    """The same as it is read on the page."""

    post: Post
    body: TextView
    others: Sequence[int]

    @property
    def is_long(self) -> bool:
        """True where most of it is folded away at first."""
        return len(self.body.seen.text) > LONG_CHARS


def solution_of(actor: Actor, thread: Thread, page: Page[Post]) -> Solution | None:
    """What is shown above the first posts of a solved thread; one query where the answer stands
    further down than this page, and one where the category allows several."""
    accepted = thread.accepted_post_id
    if accepted is None or page.previous or accepted in _ids(page.items[:SEEN_ANYWAY]):
        return None
    here = {post.pk: post for post in page.items}
    post = here.get(accepted) or posts_by_id(actor, [accepted]).get(accepted)
    if post is None:
        return None
    several = thread.category.several_solutions
    ids = accepted_in([thread]).get(thread.pk, []) if several else []
    return Solution(post, [pk for pk in ids if pk != accepted])


def _ids(posts: Sequence[Post]) -> set[int]:
    return {post.pk for post in posts}
