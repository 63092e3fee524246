"""A small community in which every kind of page has something to show.

`build` runs inside the forum's own process (`Forum.shell`); it tells the paths, by a name, that
journeys visit.
"""

import json
from datetime import timedelta

from django.utils import timezone

from accounts.actions import grant_level, join
from accounts.models import Community, Member, Membership
from accounts.permissions import Actor
from accounts.queries import actor_for
from forum.actions import (
    Details,
    PollDraft,
    accept_answer,
    create_category,
    create_product,
    create_tag,
    delete_post,
    edit_post,
    open_poll,
    open_thread,
    publish_post,
    set_bookmark,
    set_subscription,
    vote,
)
from forum.actions.appeals import appeal
from forum.actions.drafts import Saving, save_draft
from forum.actions.flags import flag_post
from forum.actions.legal import store_legal_page
from forum.actions.revisions import GRACE
from forum.actions.sanctioning import Measure, sanction_member
from forum.actions.uploads import upload_file
from forum.models import (
    Appeal,
    Category,
    DecisionNotice,
    Flag,
    LegalPage,
    Post,
    Product,
    ReviewItem,
    Subscription,
    Thread,
)
from forum.uploads.addresses import markdown_of
from tests.pictures import a_picture

EVERYTHING = """## What I tried

1. Switched it **off** and on
2. Read the [manual](https://example.org/manual)

> It blinked twice.

```
lamp --status and a line that is much longer than any telephone would ever be able to show
```

| Light | Meaning |
|-------|---------|
| red   | waiting |

- [x] cable
- [ ] bulb

"""
LONG = 40
"""Posts of the long thread: enough to be told one's place in it."""


def build() -> None:
    """Make everything and print the paths as JSON."""
    community = _community()
    asker, helper, agent = (_member(name, community) for name in ("anna", "emil", "olga"))
    category, paths = _places(community)
    thread = _solved(asker, helper, agent, category)
    posts = list(thread.posts.order_by("number"))
    long = _long(asker, helper, category)
    flag = _kept(asker, helper, thread, posts)
    waiting = ReviewItem.objects.get(post=flag.post).pk
    objection = _warned(agent, asker, community)
    decided = {"told": objection.notice.entry_id, "appealed": objection.pk}
    named = {"thread": thread, "opening": posts[0], "answer": posts[1], "gone": posts[-1]}
    numbers = {name: row.pk for name, row in named.items()}
    print(
        json.dumps(
            {
                **paths,
                **numbers,
                **decided,
                "long": long.pk,
                "flag": str(flag.token),
                "waiting": waiting,
            }
        )
    )


def _community() -> Community:
    community = Community.objects.create(
        slug="workshop", name="Workshop", description="Lamps, and what is wrong with them."
    )
    for kind in LegalPage.Kind.values:
        source = f"## {kind}\n\nWho writes here, and [why](https://example.org/)."
        store_legal_page(community=community, kind=kind, source=source, language="en")
    return community


def _member(name: str, community: Community) -> Actor:
    """Who was made before, and may vote here; "olga" is an operator."""
    member = Member.objects.get(username=name)
    grant_level(member=member, level=2, reason="scenery", community=community)
    membership = join(member=member, community=community)
    if name == "olga":
        membership.role = Membership.Role.OPERATOR
        membership.save(update_fields=["role"])
    return actor_for(member)


def _warned(agent: Actor, member: Actor, community: Community) -> Appeal:
    """A warning, and what its member says to it."""
    assert member.member is not None
    measure = Measure(
        kind="warning", reason="abuse", statement="Bitte bleiben Sie freundlich.", note="Once more."
    )
    row = sanction_member(actor=agent, member=member.member, community=community, measure=measure)
    notice = DecisionNotice.objects.get(entry=row.entry)
    return appeal(actor=actor_for(member.member), notice=notice, words="I was kind to everybody.")


def _places(community: Community) -> tuple[Category, dict[str, str]]:
    lamps = create_category(community=community, slug="lamps", name="Lamps", language="en")
    bulbs = create_category(
        community=community,
        slug="bulbs",
        name="Bulbs",
        language="en",
        description="What gives the light.",
        parent=lamps,
    )
    tag = create_tag(community=community, name="Red light", language="en")
    product = create_product(community=community, name="Glimmer", language="en")
    return bulbs, {"tag": tag.slug, "product": product.slug}


def _solved(asker: Actor, helper: Actor, agent: Actor, category: Category) -> Thread:
    """A thread with a picture, a poll, a solution, a whisper, an edited and a deleted post."""
    upload = upload_file(actor=asker, name="lamp.png", data=a_picture(size=(800, 600)))
    thread = open_thread(
        actor=asker,
        community=category.community,
        category=category,
        kind="question",
        title="The lamp blinks red",
        body=EVERYTHING + markdown_of(upload).replace("![]", "![A red lamp]"),
        language="en",
        country="DE",
        details=Details(product=Product.objects.get(slug="glimmer"), tags=["Red light"], urgency=2),
    )
    opening = thread.posts.get()
    draft = PollDraft(["Every day", "Never"], closes=timezone.now() + timedelta(days=9))
    open_poll(actor=asker, post=opening, draft=draft)
    answer = _answer(helper, thread, "Halten Sie den roten Knopf zehn Sekunden lang gedrückt.")
    _edit(helper, answer, "Halten Sie den blauen Knopf zehn Sekunden lang gedrückt, @anna.")
    accept_answer(actor=asker, post=answer)
    vote(actor=asker, post=answer, value=1)
    head = f"> [@emil, #2](/t/{thread.pk}/?post={answer.pk}&shown=de#post-{answer.pk})\n>\n"
    publish_post(actor=asker, thread=thread, body=f"{head}> Knopf\n\nThank you!", language="en")
    publish_post(actor=agent, thread=thread, body="Known fault.", language="en", whisper=True)
    gone = _answer(helper, thread, "Das war nichts.")
    delete_post(actor=helper, post=gone)
    return thread


def _answer(actor: Actor, thread: Thread, body: str) -> Post:
    return publish_post(actor=actor, thread=thread, body=body, language="de")


def _edit(actor: Actor, post: Post, body: str) -> None:
    """Edit so late that the earlier version is kept."""
    Post.objects.filter(pk=post.pk).update(created=timezone.now() - GRACE)
    post.refresh_from_db()
    edit_post(actor=actor, post=post, revision=post.revision, body=body)


def _long(asker: Actor, helper: Actor, category: Category) -> Thread:
    thread = open_thread(
        actor=asker,
        community=category.community,
        category=category,
        kind="discussion",
        title="Which lamp for the kitchen?",
        body="Tell me about yours.",
        language="en",
    )
    for number in range(2, LONG + 1):
        publish_post(
            actor=helper, thread=thread, body=f"This is post {number}. " * 9, language="en"
        )
    return thread


def _kept(asker: Actor, helper: Actor, thread: Thread, posts: list[Post]) -> Flag:
    """What stands on the asker's own pages, and a report for the staff."""
    set_bookmark(actor=asker, post=posts[1], note="For the next time")
    set_subscription(actor=asker, level=Subscription.Level.WATCHING, thread=thread)
    set_subscription(actor=asker, level=Subscription.Level.TRACKING, author=helper.member)
    save_draft(actor=asker, place=f"reply/{thread.pk}", saving=Saving({"body": "And then"}))
    return flag_post(actor=asker, post=posts[1], reason="spam", language="en", note="An advert?")
