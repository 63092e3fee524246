"""The matrix: every surface on which people's texts stand, and what is asked of each.

`shows` names the texts (`world.NAMES`) that must stand there; `routes` the addresses, sockets and
channels that the surface stands for, as `registry` calls them. An aspect that makes no sense for a
surface is in `exempt`, with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.frontend.surfaces.looking import (
    Look,
    api,
    data,
    feed,
    fragment,
    head,
    linked_data,
    live,
    mails,
    page,
    pressed,
    sitemap,
)

OWN_POST = "authors learn why their own post was judged, wherever it is now"
AS_WRITTEN = "shows what was written, so that one sees in which language it is"
STRANGERS = "what pages elsewhere say of themselves is not translated"
STAFF_KEEPS = "staff decides on what was removed, too"


@dataclass(frozen=True, slots=True)
class Surface:
    """One row. `beside`: originals stand beside translations. `remembers`: tells of what was
    there before an edit or a correction. `for_staff`: nobody else gets there."""

    name: str
    look: Look
    shows: Sequence[str]
    routes: Sequence[str] = ()
    beside: bool = False
    remembers: bool = False
    for_staff: bool = False
    exempt: Mapping[str, str] = field(default_factory=dict)


def row(name: str, look: Look, shows: str, routes: str = "", **more: object) -> Surface:
    return Surface(name, look, shows.split(), routes.split(), **more)  # type: ignore[arg-type]


READ = ("translated", "right to left", "edited", "corrected")
"""The aspects in which a translation is read."""
THREAD = "t/{thread}/"
LISTED = "title category tag product"

THREAD_PAGE = [
    row(
        "a thread's page",
        page(THREAD),
        "title question quoted alt option reply answer tag product category",
        "thread thread_by_id jump",
        beside=True,
    ),
    row("a thread for visitors", page(THREAD, "visitor"), "title question answer", beside=True),
    row("a thread for staff", page(THREAD, "agent"), "title whisper", beside=True, for_staff=True),
    row("the heading of a thread", page(THREAD, inside="h1"), "title", beside=True),
    row("the solution above a thread", page(THREAD, inside=".solution"), "answer", beside=True),
    row("a poll", page(THREAD, inside=".poll"), "option", beside=True),
    row("a quotation", page(THREAD, inside="blockquote"), "quoted", beside=True),
    row("the description of an image", page(THREAD, inside="img"), "alt", beside=True),
    row(
        "the card of a link",
        page(THREAD, inside=".link-preview"),
        "card",
        exempt=dict.fromkeys(READ, STRANGERS),
    ),
    row("the title tag of a thread", head(THREAD, "title"), "title"),
    row("the meta description of a thread", head(THREAD, "description"), "question"),
    row("the title on a social card", head(THREAD, "og:title"), "title"),
    row("the words on a social card", head(THREAD, "og:description"), "question"),
    row(
        "structured data",
        linked_data(THREAD),
        "title question answer category",
    ),
    row(
        "a thread on paper",
        page("t/{thread}/-/print/"),
        "title question quoted alt option reply answer",
        "print_thread",
    ),
    row(
        "a thread on paper, both sides",
        page("t/{thread}/-/print/?show=both"),
        "title question option answer",
        beside=True,
    ),
]

LISTS = [
    row("the first page", page(""), f"{LISTED} second", "home"),
    row("the first page for visitors", page("", "visitor"), f"{LISTED} second"),
    row("solved threads", page("?state=solved"), LISTED),
    row("unanswered threads", page("?show=unanswered"), "second"),
    row("unsolved threads", page("?show=unsolved"), "second"),
    row("followed threads", page("?show=following"), LISTED),
    row("new threads", page("?show=new"), "second"),
    row(
        "a community",
        page("c/{community}/"),
        f"{LISTED} description second",
        "community",
    ),
    row("the filters of a list", page("c/{community}/?filter=1", inside=".filter-form"), "product"),
    row("a chosen filter", page("c/{community}/?product={product}", inside=".chosen"), "product"),
    row(
        "a category",
        page("c/{community}/{category}/"),
        "title category description tag product",
        "category",
    ),
    row("the title tag of a category", head("c/{community}/{category}/", "title"), "category"),
    row("a tag", page("c/{community}/tag/{tag}/"), LISTED, "tag"),
    row("the title tag of a tag", head("c/{community}/tag/{tag}/", "title"), "tag"),
    row("all tags", page("c/{community}/tags/"), "tag", "tags"),
    row("a product", page("c/{community}/product/{product}/"), LISTED, "product"),
    row("the title tag of a product", head("c/{community}/product/{product}/", "title"), "product"),
]

ASKING = [
    row("similar threads", fragment("similar?title=flackert+abends"), "title second", "similar"),
    row(
        "the form to ask",
        page("c/{community}/ask/?title=flackert+abends"),
        "title category product",
        "ask_in",
    ),
    row(
        "the form to ask anywhere",
        page("ask/?title=flackert+abends"),
        "title category product",
        "ask",
    ),
    row(
        "tags that are offered",
        data("complete-tags?category={category_id}&q=qv"),
        "tag",
        "complete_tags",
    ),
]

DEEDS = [
    row(
        "a reply to a post",
        page("t/{thread}/reply?reply_to={answer}"),
        "title answer",
        "reply",
        beside=True,
    ),
    row("asking before closing", page("t/{thread}/close/", "asker"), "title", "close_thread"),
    row(
        "asking before other tools",
        page("t/{thread}/tools/lock/", "agent"),
        "title",
        "lock_for slow_thread hide_thread move_thread",
    ),
    row(
        "asking with what to merge",
        page("t/{thread}/tools/merge/", "agent"),
        "title",
        "merge_thread propose_merge",
    ),
    row("what was merged", page("t/{thread}/tools/merges/", "agent"), "title", "merges"),
    row(
        "splitting",
        page("t/{thread}/tools/split/", "agent"),
        "title answer",
        "split_thread",
        for_staff=True,
    ),
    row(
        "asking before deleting",
        page("p/{answer}/delete/", "helper"),
        "answer",
        "delete_post",
        beside=True,
    ),
    row(
        "asking before erasing",
        page("p/{answer}/erase/", "operator"),
        "answer",
        "erase_post",
        beside=True,
        exempt={"deleted": STAFF_KEEPS, "thread deleted": STAFF_KEEPS},
    ),
    row(
        "asking before taking an acceptance back",
        page("p/{answer}/unaccept/", "asker"),
        "answer",
        "accept_post unaccept_post",
        beside=True,
    ),
    row(
        "asking before ending a poll",
        page("p/{question}/poll/end/", "asker"),
        "question",
        "end_poll",
        beside=True,
    ),
    row("reporting a post", page("p/{answer}/report/"), "answer", "flag_post", beside=True),
    row("asking why a post is not useful", pressed("{answer}-down"), "answer", "mark", beside=True),
    row(
        "improving a translation",
        page("p/{answer}/translation/"),
        "answer",
        "correct_translation",
        beside=True,
        remembers=True,
    ),
    row(
        "improving the translation of a title",
        page("t/{thread}/title/translation/"),
        "title",
        "correct_title_translation",
        beside=True,
        remembers=True,
    ),
    row(
        "earlier versions of a post",
        page("p/{answer}/history/"),
        "answer",
        "post_history",
        beside=True,
        remembers=True,
    ),
    row(
        "the review queue",
        page("c/{community}/review/", "agent"),
        "title answer",
        "review review_in",
        exempt={"deleted": STAFF_KEEPS, "thread deleted": STAFF_KEEPS},
    ),
    row(
        "what is to be decided",
        page("review/{waiting}/", "agent"),
        "title answer",
        "review_item",
        beside=True,
        for_staff=True,
        exempt={"deleted": STAFF_KEEPS, "thread deleted": STAFF_KEEPS},
    ),
    row(
        "a decision on a post",
        page("decision/{decided}/", "asker"),
        "question",
        "decision",
        beside=True,
        exempt={"thread deleted": OWN_POST, "closed": OWN_POST},
    ),
    row(
        "a decision that an author was told",
        page("decisions/{told}/", "asker"),
        "question",
        "decision_told",
        beside=True,
        exempt={"thread deleted": OWN_POST, "closed": OWN_POST},
    ),
    row(
        "an appeal",
        page("c/{community}/appeals/{appealed}/", "agent"),
        "question",
        "appeal",
        beside=True,
        exempt={"deleted": STAFF_KEEPS, "thread deleted": STAFF_KEEPS},
    ),
    row("changing tags", page("t/{thread}/tags/", "asker"), "title", "retag"),
    row(
        "changing what a thread is about",
        page("t/{thread}/about/", "asker"),
        "title product",
        "describe_thread",
    ),
    row(
        "naming the right language",
        page("p/{answer}/language/", "helper"),
        "answer",
        "correct_language",
        exempt=dict.fromkeys(READ, AS_WRITTEN),
    ),
    row(
        "reporting a wrong language",
        page("p/{answer}/language/report/"),
        "answer",
        "report_language",
        exempt=dict.fromkeys(READ, AS_WRITTEN),
    ),
]

PEOPLE = [
    row(
        "a member's page",
        page("m/{asker}/"),
        "about title second tag product category",
        "member",
        beside=True,
    ),
    row("a member's meta description", head("m/{asker}/", "description"), "about"),
    row("a member's answers", page("m/{helper}/?show=answers"), "title answer"),
    row("a member's accepted answers", page("m/{helper}/?show=accepted"), "title answer"),
    row("a member's comments", page("m/{friend}/?show=comments"), "title reply"),
    row("the card of a name", fragment("m/{asker}/card"), "about", "member_card"),
]

OWN = [
    row("bookmarks", page("bookmarks/"), "title answer", "bookmarks"),
    row("threads that are followed", page("following/?kind=thread"), "title", "following"),
    row("categories that are followed", page("following/?kind=category"), "category"),
    row("tags that are followed", page("following/?kind=tag"), "tag"),
    row("drafts", page("drafts/"), "title", "drafts"),
    row("one's own ledger", page("ledger/", "helper"), "title", "ledger"),
    row("own uploads", page("uploads/"), "title", "uploads"),
    row("notifications", page("notifications/"), "title", "notifications"),
    row("the bell", fragment("notifications/latest"), "title", "latest_notifications"),
    row(
        "a mail",
        mails("html"),
        "title answer",
        "channel:mail mail/notifications.html mail/item.html",
    ),
    row("a mail as text", mails("text"), "title answer", "mail/notifications.txt"),
    row("the subject of a mail", mails("subject"), "title"),
    row("a digest", mails("html", digest=True), "title answer", "channel:digest"),
    row("a digest as text", mails("text", digest=True), "title answer"),
]

LAW = [
    row("a legal page", page("c/{community}/legal/terms/"), "terms", "legal_page", beside=True),
    row(
        "terms to agree to",
        page("c/{community}/legal/accept/", "agent"),
        "rules",
        "accept_terms",
        beside=True,
    ),
]

PROGRAMS = [
    row(
        "the feed of all threads",
        feed("feed/latest.atom"),
        "title question second category",
        "feed",
    ),
    row(
        "the feed of unanswered threads",
        feed("feed/unanswered.atom"),
        "second second_body",
        "feed_unanswered",
    ),
    row(
        "the feed of a thread",
        feed("feed/t/{thread}.atom"),
        "title question answer reply",
        "feed_thread",
    ),
    row("the feed of a member", feed("feed/m/{helper}.atom"), "title answer", "feed_member"),
    row(
        "the feed of a community",
        feed("feed/c/{community}.atom"),
        "title question",
        "feed_community",
    ),
    row(
        "the feed of a category",
        feed("feed/c/{community}/{category}.atom"),
        "title question category",
        "feed_category",
    ),
    row(
        "the feed of a tag",
        feed("feed/c/{community}/tag/{tag}.atom"),
        "title question tag",
        "feed_tag",
    ),
    row(
        "the feed of a product",
        feed("feed/c/{community}/product/{product}.atom"),
        "title question product",
        "feed_product",
    ),
    row(
        "sitemaps",
        sitemap,
        "title second",
        "sitemaps sitemap_of_threads sitemap_of_places",
        exempt={"waiting": "a thread that is not translated is not listed in that language"},
    ),
    row(
        "live changes of posts",
        live("post.", "html"),
        "question quoted alt option answer reply",
        "ws/threads/<int:thread_id>",
        beside=True,
    ),
    row("live changes of a thread", live("", "header"), "title", beside=True),
]

API = [
    row(
        "the API's communities",
        api("/communities?lang={lang}"),
        "category tag product",
        "api:GET:/communities",
        beside=True,
    ),
    row(
        "the API's threads",
        api("/threads?lang={lang}"),
        "title second",
        "api:GET:/threads",
        beside=True,
    ),
    row(
        "the API's similar threads",
        api("/threads/similar?lang={lang}&title=flackert"),
        "title second",
        "api:GET:/threads/similar",
        beside=True,
    ),
    row(
        "the API's thread",
        api("/threads/{thread}?lang={lang}"),
        "title question option answer",
        "api:GET:/threads/{thread_id}",
        beside=True,
    ),
    row(
        "the API's posts",
        api("/threads/{thread}/posts?lang={lang}"),
        "question option answer reply",
        "api:GET:/threads/{thread_id}/posts",
        beside=True,
    ),
    row(
        "the API's post",
        api("/posts/{answer}?lang={lang}"),
        "answer",
        "api:GET:/posts/{post_id}",
        beside=True,
    ),
    row(
        "the API's notifications",
        api("/notifications?lang={lang}"),
        "title",
        "api:GET:/notifications",
        beside=True,
    ),
    row(
        "the API's review queue",
        api("/review?lang={lang}", "agent"),
        "title answer",
        "api:GET:/review api:GET:/review/{item_id}",
        beside=True,
        exempt={"deleted": STAFF_KEEPS, "thread deleted": STAFF_KEEPS},
    ),
    row(
        "the API's ledger",
        api("/me/ledger?lang={lang}", "helper"),
        "title",
        "api:GET:/me/ledger",
        beside=True,
    ),
    row(
        "the API's sentences of a translation",
        api("/posts/{answer}/translations/{lang}/segments"),
        "answer",
        "api:GET:/posts/{post_id}/translations/{lang}/segments",
        beside=True,
        remembers=True,
    ),
]

SURFACES = [*THREAD_PAGE, *LISTS, *ASKING, *DEEDS, *PEOPLE, *OWN, *LAW, *PROGRAMS, *API]
