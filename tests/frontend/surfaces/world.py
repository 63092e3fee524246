"""A community in German, and people who read it in other languages; nothing is translated yet.

Who writes here reads English, so that pages of their own show translations, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from allauth.account.models import EmailAddress

from accounts.actions import grant_level
from accounts.actions.audit import record
from accounts.models import Community, Membership
from accounts.permissions import Actor
from accounts.queries import actor_for
from core import outbox
from forum.actions import (
    Details,
    PollDraft,
    accept_answer,
    create_product,
    create_tag,
    open_poll,
    open_thread,
    publish_post,
    set_about,
    set_bookmark,
    set_subscription,
)
from forum.actions.appeals import appeal
from forum.actions.drafts import Saving, save_draft
from forum.actions.flags import decide_flag, flag_post
from forum.actions.legal import store_legal_page
from forum.actions.notices import notify_decision
from forum.actions.notification_settings import change_notification_settings
from forum.actions.uploads import upload_file
from forum.models import (
    Appeal,
    Category,
    DecisionNotice,
    Flag,
    LinkPreview,
    Post,
    Product,
    ReviewItem,
    Subscription,
    Tag,
    Thread,
)
from forum.previews.links import checksum_of
from forum.quoting import address_of
from forum.uploads.addresses import path_of
from tests.builders import a_category, a_community, a_member, a_role, an_actor
from tests.frontend.surfaces.words import Word, words
from tests.pictures import a_picture

COMMUNITY, SLUG = "Bastelhaus", "bastelhaus"
LINK = "https://example.org/manual"

IN_THREADS = frozenset(
    "title question quoted alt option reply answer whisper card second second_body".split()
)
"""What stands in the two threads. `quoted`, `alt` and `card` (what a link says of itself) are
parts of other texts, `whisper` is for staff only."""
OF_PLACES = frozenset("category description tag product".split())
OF_LAW = frozenset("terms rules".split())
OF_PEOPLE = frozenset({"about"})
NAMES = IN_THREADS | OF_PLACES | OF_LAW | OF_PEOPLE


@dataclass(frozen=True, slots=True)
class World:
    """The community, who is in it, and the word that each of its texts holds; `before` are words
    that an edit has replaced. Readers by their language: one gets mails, the other a digest."""

    community: Community
    category: Category
    product: Product
    tag: Tag
    asker: Actor
    helper: Actor
    agent: Actor
    operator: Actor
    thread: Thread
    second: Thread
    reply: Post
    answer: Post
    decided: Flag
    readers: Mapping[str, Actor]
    digest_readers: Mapping[str, Actor]
    words: Mapping[str, Word]
    before: Mapping[str, Word]

    @property
    def question(self) -> Post:
        return opening_of(self.thread)

    @property
    def told(self) -> int:
        """What the asker was told about the question, by its entry in the audit log."""
        return DecisionNotice.objects.get(member=self.asker.id, post=self.question).entry_id

    @property
    def appealed(self) -> int:
        return Appeal.objects.get(notice__entry=self.told).pk

    @property
    def waiting(self) -> int:
        """The report of the answer in the review queue."""
        return ReviewItem.objects.get(post=self.answer, kind=ReviewItem.Kind.FLAGGED).pk


def opening_of(thread: Thread) -> Post:
    return Post.objects.get(thread=thread, number=1)


def a_world(*codes: str) -> World:
    """The community with readers of the languages `codes`; everybody has heard what happened."""
    said = words(sorted(NAMES))
    community = a_community(slug=SLUG, name=COMMUNITY)
    for kind, source in (("terms", said["terms"].sentence), ("rules", "Sei nett.")):
        store_legal_page(community=community, kind=kind, source=source, language="de")
    world = _with_posts(_with_question(community, said), codes)
    # A newer version, to which nobody has agreed.
    source = said["rules"].sentence
    store_legal_page(community=community, kind="rules", source=source, language="de")
    _keep_things(world)
    while outbox.dispatch():
        pass
    return world


def _with_question(community: Community, said: Mapping[str, Word]) -> World:
    category = a_category(
        community,
        slug="lampen",
        name=f"Lampen {said['category'].written}",
        language="de",
        description=said["description"].sentence,
    )
    product = create_product(community=community, name=said["product"].written, language="de")
    tag = create_tag(community=community, name=said["tag"].written, language="de")
    asker, agent = an_actor("en", display_name="Anna"), a_role(community, Membership.Role.AGENT)
    set_about(actor=asker, about=said["about"].sentence, language="de")
    thread = _asked(asker, category, product, tag, said["title"], _body(asker, said))
    question = opening_of(thread)
    options = [said["option"].written, "Nein"]
    open_poll(actor=asker, post=question, draft=PollDraft(options))
    return World(
        community=community,
        category=category,
        product=product,
        tag=tag,
        asker=asker,
        helper=an_actor("en", display_name="Ben"),
        agent=agent,
        operator=a_role(community, Membership.Role.OPERATOR),
        thread=thread,
        second=thread,
        reply=question,
        answer=question,
        decided=_decided(agent, question),
        readers={},
        digest_readers={},
        words=said,
        before={},
    )


def _decided(agent: Actor, post: Post) -> Flag:
    """A report that is upheld, of a post that stays."""
    return decide_flag(
        actor=agent,
        flag=_reported(post, Flag.Reason.OFF_TOPIC),
        upheld=True,
        statement="Better so.",
    )


def _appealed(world: World) -> None:
    """A decision on the question, to which the asker objects."""
    entry = record(
        community=world.community,
        actor=world.agent.member,
        verb="post.hidden",
        subject=("post", world.question.pk),
        member=world.asker.member,
    )
    notice = notify_decision(entry=entry)
    assert notice is not None
    appeal(actor=world.asker, notice=notice, words="So war es nicht gemeint.")


def _reported(post: Post, reason: Flag.Reason) -> Flag:
    return flag_post(actor=an_actor("en"), post=post, reason=reason, note="", language="en")


def _asked(
    asker: Actor, category: Category, product: Product, tag: Tag, title: Word, body: str
) -> Thread:
    return open_thread(
        actor=asker,
        community=category.community,
        category=category,
        kind="question",
        title=title.sentence,
        body=body,
        language="de",
        details=Details(product=product, tags=[tag.name.source], read_in="de"),
    )


def _body(asker: Actor, said: Mapping[str, Word]) -> str:
    """The question: sentences, an image, and a link that stands alone."""
    picture = upload_file(actor=asker, name="lamp.png", data=a_picture())
    LinkPreview.objects.create(
        url=LINK,
        checksum=checksum_of(LINK),
        state=LinkPreview.State.READY,
        title=said["card"].written,
        language="de",
    )
    image = f"![{said['alt'].written}]({path_of(picture)})"
    return "\n\n".join([said["question"].sentence, said["quoted"].sentence, image, LINK])


def _with_posts(world: World, codes: tuple[str, ...]) -> World:
    """Readers come, then a reply that quotes, an answer that is accepted, and another question."""
    readers = {code: _reader(world, code) for code in codes}
    digest_readers = {code: _reader(world, code, mail="daily") for code in codes}
    said = world.words
    address = address_of(world.thread.pk, world.question.pk, "de")
    quote = f"> [@Anna, #1]({address})\n>\n> {said['quoted'].sentence}"
    neighbour = a_role(world.thread.community, level=1)
    reply = _post(world, neighbour, f"{quote}\n\n{said['reply'].sentence}", kind="comment")
    answer = _post(world, world.helper, said["answer"].sentence, kind="answer")
    _post(world, world.agent, said["whisper"].sentence, kind="comment", whisper=True)
    accept_answer(actor=world.asker, post=answer)
    body = said["second_body"].sentence
    second = _asked(world.asker, world.category, world.product, world.tag, said["second"], body)
    return replace(
        world,
        second=second,
        reply=reply,
        answer=answer,
        readers=readers,
        digest_readers=digest_readers,
    )


def _post(
    world: World, actor: Actor, body: str, *, kind: str, language: str = "de", whisper: bool = False
) -> Post:
    return publish_post(
        actor=actor, thread=world.thread, body=body, kind=kind, language=language, whisper=whisper
    )


def _reader(world: World, code: str, *, mail: str = "single") -> Actor:
    """Somebody who follows everything there is to follow, and is told of it."""
    member = a_member(code)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    grant_level(member=member, level=2, reason="test")
    actor = actor_for(member)
    change_notification_settings(
        actor=actor, mail=mail, quiet_from=None, quiet_until=None, types_off=[]
    )
    level = Subscription.Level.WATCHING
    set_subscription(actor=actor, level=level, thread=world.thread)
    set_subscription(actor=actor, level=level, category=world.category)
    set_subscription(actor=actor, level=level, tag=world.tag)
    return actor


def _keep_things(world: World) -> None:
    """What readers have for themselves: a bookmark, a draft, a file; and a report for staff."""
    for number, (code, reader) in enumerate(world.readers.items()):
        set_bookmark(actor=reader, post=world.answer)
        saving = Saving({"body": "Yo también"}, 0, "phone")
        save_draft(actor=reader, place=f"reply/{world.thread.pk}", saving=saving)
        picture = upload_file(actor=reader, name="own.png", data=a_picture(size=(40, 30 + number)))
        _post(world, reader, f"![]({path_of(picture)})", kind="comment", language=code)
    _reported(world.answer, Flag.Reason.SPAM)
    _appealed(world)
