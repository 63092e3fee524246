"""What a thread is about besides its words: its product and tags, beside the posts."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.permissions import Actor
from forum.actions.describing import may_describe
from forum.models import Product, Tag, Thread
from forum.queries import tags_of_threads
from frontend.pages.listing import Named, link_to
from frontend.pages.tagging import may_retag
from translation.models import Text
from translation.queries import Rendered


def tags_on(thread: Thread) -> list[Tag]:
    """The tags of one thread; one query."""
    return tags_of_threads([thread]).get(thread.pk, [])


def names_about(thread: Thread, tags: Sequence[Tag]) -> list[Text]:
    """The texts that `about` needs rendered."""
    return [row.name for row in (*tags, thread.product) if row]


def about(
    actor: Actor, thread: Thread, tags: Sequence[Tag], rendered: Mapping[int, Rendered]
) -> dict[str, Any]:
    """The context of `parts/thread_about.html`."""

    def link(row: Tag | Product) -> Named:
        return link_to(row, thread.community.slug, rendered[row.name_id].shown)

    return {
        "tags": [link(tag) for tag in tags],
        "product": link(thread.product) if thread.product else None,
        "may_retag": may_retag(actor, thread),
        "may_describe": may_describe(actor, thread),
    }
