"""A community with one of everything on which somebody could lay hands, and another one, for its
members only, with the same. What stands in a place are ids and names as addresses and forms hold
them; `author` owns what is one's own, `helper` and others wrote the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from accounts.actions import appoint, lift_sanction, link_accounts, pause_member
from accounts.actions.audit import record
from accounts.models import AuditEntry, Community, Membership
from accounts.permissions import Actor
from accounts.queries import actor_for
from forum.actions import (
    Details,
    PollDraft,
    accept_answer,
    close_thread,
    create_product,
    create_tag,
    delete_post,
    edit_post,
    lock_from_changes,
    open_poll,
    open_thread,
    pin_thread,
    publish_post,
    set_bookmark,
    set_subscription,
)
from forum.actions.appeals import appeal
from forum.actions.claims import claim_review
from forum.actions.drafts import Saving, save_draft
from forum.actions.exporting import request_export, work_off_export
from forum.actions.flags import decide_flag, flag_post
from forum.actions.legal import store_legal_page
from forum.actions.merge_proposals import propose_merge
from forum.actions.merging import merge_threads
from forum.actions.notices import notify_decision
from forum.actions.reviewing import open_review
from forum.actions.revisions import GRACE
from forum.actions.rulings import Verdict, decide_review
from forum.actions.sanctioning import Measure, sanction_member
from forum.actions.thread_hiding import hide_thread
from forum.actions.uploads import upload_file
from forum.models import (
    Appeal,
    Category,
    Post,
    ReviewItem,
    Subscription,
    Thread,
)
from forum.queries import post_for
from forum.review_kinds import kinds
from tests.builders import a_category, a_community, a_member, a_role
from tests.pictures import a_picture
from tests.translation.correcting import translated
from translation.actions import propose_correction, propose_term
from translation.models import Text
from translation.terms import Term

SENTENCE, BETTER = "Change the channel of the router.", "Cambia el canal del router."
TITLE = "The router drops the connection: {}"
FOREIGN = "es"
"""The language into which texts of the scene (English) are translated and corrected."""


@dataclass(frozen=True, slots=True)
class Place:
    """A community as addresses and forms name it. `threads` and `posts` are named by what is
    special about them, `items` of the queue by their kind, `numbers` are all other ids."""

    community: Community
    slug: str
    staff: Actor
    author: Actor
    threads: Mapping[str, int]
    posts: Mapping[str, int]
    items: Mapping[str, int]
    numbers: Mapping[str, int]
    names: Mapping[str, str]
    categories: Mapping[str, Category]
    options: tuple[int, ...]


def a_place(visibility: str) -> Place:
    """A new community with everything in it."""
    community = a_community(visibility=visibility)
    return _Building(community).place()


class _Building:
    """What is made one after the other while a place comes about."""

    def __init__(self, community: Community) -> None:
        self.community = community
        self.staff = a_role(community, Membership.Role.OPERATOR)
        self.author = a_role(community, level=2)
        self.helper = a_role(community, level=2)
        self.category = a_category(community, kinds=Thread.Kind.values)
        self.other_category = a_category(community)
        self.closed_category = a_category(community, visibility=Category.Visibility.STAFF)
        self.tag = create_tag(community=community, name="channel", language="en")
        self.product = create_product(community=community, name="Router One", language="en")
        self.threads: dict[str, Thread] = {}
        self.posts: dict[str, Post] = {}
        self.numbers: dict[str, int] = {}
        self.names: dict[str, str] = {}

    def place(self) -> Place:
        self._open_threads()
        self._write_posts()
        self._keep_order()
        self._have_things()
        self._translate()
        items = self._fill_the_queue()
        self._sanction()
        store_legal_page(community=self.community, kind="imprint", source="Us.", language="en")
        poll = self.posts["opening"].poll
        return Place(
            community=self.community,
            slug=self.community.slug,
            staff=self.staff,
            author=self.author,
            threads={name: row.pk for name, row in self.threads.items()},
            posts={name: row.pk for name, row in self.posts.items()},
            items=items,
            numbers=self.numbers,
            names=self.names,
            categories={"one": self.category, "other": self.other_category},
            options=tuple(poll.options.values_list("pk", flat=True)),
        )

    def _thread(
        self, name: str, actor: Actor, category: Category | None = None, kind: str = "question"
    ) -> Thread:
        thread = open_thread(
            actor=actor,
            community=self.community,
            category=category or self.category,
            kind=kind,
            title=TITLE.format(name),
            body="It happens every evening. What helps?",
            language="en",
            details=Details(product=self.product, tags=["channel"], read_in="en"),
        )
        self.threads[name] = thread
        return thread

    def _open_threads(self) -> None:
        for name in ("own", "closed", "merging", "split"):
            self._thread(name, self.author)
        for name in ("other", "locked", "pinned", "hidden", "merged"):
            self._thread(name, self.helper)
        # Where nothing is asked, what newcomers write is no answer.
        self._thread("talk", self.helper, kind="discussion")
        self._thread("own_talk", self.author, kind="discussion")
        self._thread("staffed", self.staff, self.closed_category)
        self.posts["opening"] = Post.objects.get(thread=self.threads["own"], number=1)
        open_poll(actor=self.author, post=self.posts["opening"], draft=PollDraft(["Yes", "No"]))

    def _post(self, name: str, actor: Actor, thread: str = "own", **options: object) -> Post:
        self.posts[name] = publish_post(
            actor=actor,
            thread=self.threads[thread],
            body=f"{SENTENCE} This is {name}.",
            language="en",
            **options,  # type: ignore[arg-type]  # what tests choose
        )
        return self.posts[name]

    def _write_posts(self) -> None:
        self._post("answer", self.helper, kind="answer")
        self._post("accepted", self.helper, "closed", kind="answer")
        self._post("comment", self.helper, kind="comment")
        self._post("own", self.author, "other", kind="answer")
        self._edit(self._post("split", self.author, "split", kind="comment"))
        self._post("whisper", self.staff, kind="comment", whisper=True)
        for name, actor in (("deleted", self.author), ("deleted_other", self.helper)):
            delete_post(actor=actor, post=self._post(name, actor, kind="comment"))

    def _edit(self, post: Post) -> None:
        """So long after it was written that an earlier version stays."""
        Post.objects.filter(pk=post.pk).update(created=timezone.now() - 2 * GRACE)
        found = post_for(self.author, post.pk)
        edit_post(actor=self.author, post=found, revision=found.revision, body="Said otherwise.")

    def _keep_order(self) -> None:
        accept_answer(actor=self.author, post=self.posts["accepted"])
        close_thread(actor=self.author, thread=self.threads["closed"])
        lock_from_changes(actor=self.staff, thread=self.threads["locked"], hours=4)
        pin_thread(actor=self.staff, thread=self.threads["pinned"])
        hide_thread(actor=self.staff, thread=self.threads["hidden"], reason="spam")
        done = merge_threads(
            actor=self.staff, source=self.threads["merged"], target=self.threads["other"]
        )
        self.numbers["merge"] = done.pk
        propose_merge(
            actor=self.staff, source=self.threads["merging"], target=self.threads["other"]
        )

    def _have_things(self) -> None:
        """What the author has for herself."""
        saving = Saving({"body": "A beginning."}, 0, "phone")
        save_draft(actor=self.author, place=f"reply/{self.threads['own'].pk}", saving=saving)
        set_bookmark(actor=self.author, post=self.posts["answer"])
        set_subscription(
            actor=self.author, level=Subscription.Level.WATCHING, thread=self.threads["other"]
        )
        upload = upload_file(
            actor=self.author, name="own.png", data=a_picture(), community=self.community
        )
        self.names["upload"] = str(upload.pk)
        self.names["export"] = str(request_export(actor=self.author, language="en").pk)
        work_off_export()
        membership = Membership.objects.get(member=self.author.id, community=self.community)
        appointment = appoint(actor=self.staff, membership=membership, languages=["en"])
        self.numbers["appointment"] = appointment.pk

    def _translate(self) -> None:
        """Proposals for the glossary and for a translation."""
        for name, actor in (("term", self.staff), ("proposed", self.helper)):
            term = Term("en", FOREIGN, f"channel {name}", "canal")
            self.numbers[name] = propose_term(actor=actor, community=self.community, term=term).pk
        texts = {
            name: translated(Text.objects.get(pk=self.posts[name].body_id), FOREIGN)
            for name in ("answer", "accepted")
        }
        for name, which, actor, sentence in (
            ("correction", "answer", a_role(self.community, level=2), SENTENCE),
            ("mine", "answer", self.author, "This is answer."),
            ("approved", "accepted", self.staff, SENTENCE),
        ):
            (found,) = propose_correction(
                actor=reading(actor),
                text=texts[which],
                community=self.community,
                language=FOREIGN,
                segments=[(sentence, BETTER)],
            )
            self.numbers[name] = found.pk

    def _fill_the_queue(self) -> dict[str, int]:
        """Something of every kind: by its own action where others need what that leaves behind."""
        flag = flag_post(actor=self.author, post=self.posts["answer"], reason="spam", language="en")
        self.numbers["flag"], self.names["flag"] = flag.pk, str(flag.token)
        self._decide()
        self._appeal()
        items = {row.kind: row.pk for row in self._open_items()}
        for kind in sorted(kinds().keys() - items.keys()):
            items[kind] = open_review(
                community=self.community,
                kind=kind,
                subject=("post", self.posts["comment"].pk),
                language="en",
                post=self.posts["comment"],
                member=self.helper.member,
            ).pk
        items["claimed"] = self._claimed()
        return items

    def _open_items(self) -> list[ReviewItem]:
        rows = ReviewItem.objects.filter(community=self.community, state=ReviewItem.State.OPEN)
        return list(rows.exclude(kind=ReviewItem.Kind.FIRST_POST).order_by("pk"))

    def _claimed(self) -> int:
        item = open_review(
            community=self.community,
            kind=ReviewItem.Kind.FLAGGED,
            subject=("post", self.posts["own"].pk),
            language="en",
            post=self.posts["own"],
        )
        return claim_review(actor=self.staff, item=item).pk

    def _decide(self) -> None:
        """A report of the author's post that is upheld, and an item of the queue decided on."""
        post = self.posts["own"]
        flag = flag_post(actor=self.helper, post=post, reason="off_topic", language="en")
        done = decide_flag(actor=self.staff, flag=flag, upheld=True, statement="So it is.")
        self.numbers["decided_flag"] = done.pk
        flag_post(actor=self.author, post=self.posts["comment"], reason="spam", language="en")
        item = ReviewItem.objects.get(post=self.posts["comment"], kind=ReviewItem.Kind.FLAGGED)
        verdict = Verdict(decision="hide", reason="spam")
        self.numbers["decided"] = decide_review(actor=self.staff, item=item, verdict=verdict).pk

    def _appeal(self) -> None:
        for name in ("told", "appealed"):
            entry = record(
                community=self.community,
                actor=self.staff.member,
                verb="post.hidden",
                subject=("post", self.posts["opening"].pk),
                member=self.author.member,
            )
            notice = notify_decision(entry=entry)
            self.numbers[name] = entry.pk
        assert notice is not None
        found: Appeal = appeal(actor=self.author, notice=notice, words="I meant it otherwise.")
        self.numbers["appeal"] = found.pk

    def _sanction(self) -> None:
        culprit = a_role(self.community, level=2)
        assert culprit.member is not None
        self.names["culprit"] = culprit.member.username
        membership = Membership.objects.get(member=culprit.member, community=self.community)
        self._post("hidden", culprit, kind="comment")
        measure = Measure(kind="ban", reason="spam", hide_days=7)
        banned = sanction_member(
            actor=self.staff, member=culprit.member, community=self.community, measure=measure
        )
        hidden = AuditEntry.objects.get(verb="posts.hidden", member=culprit.member)
        self.numbers["hidden_posts"] = hidden.pk
        lift_sanction(actor=self.staff, sanction=banned)
        done = pause_member(actor=self.staff, membership=membership, hours=24, reason="abuse")
        self.numbers["sanction"] = done.pk
        double = a_member()
        self.names["double"] = double.username
        link_accounts(actor=self.staff, community=self.community, members=[culprit.member, double])
        for name, actor in (("author", self.author), ("helper", self.helper)):
            assert actor.member is not None
            self.names[name] = actor.member.username


def reading(actor: Actor) -> Actor:
    """The same member, who reads both languages of the scene."""
    assert actor.member is not None
    actor.member.kept_languages = ["en", FOREIGN]
    actor.member.save()
    return actor_for(actor.member)
