"""What the forum does about the news: plans translations, tells open pages of them."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Subquery

# These declare receivers by being imported.
import forum.decision_receivers
import forum.first_post_receivers
import forum.link_receivers
import forum.notification_receivers
import forum.review_receivers  # noqa: F401
from accounts.models import Community, Membership
from core.events import receiver
from core.prepared import prepared
from forum.actions.quotes import tell_quoting
from forum.actions.subscriptions import follow_own
from forum.actions.timeline import note_post, note_thread
from forum.events import (
    AboutWritten,
    LanguageDemanded,
    NameWritten,
    PollOpened,
    PostDeleted,
    PostHidden,
    PostPublished,
    PostRestored,
    ThreadOpened,
)
from forum.models import Category, PollOption, Post, Product, Tag, Thread, ThreadEvent
from forum.planning import languages_for
from forum.queries import languages_read
from translation.actions import request
from translation.events import TextChanged, TextTranslated
from translation.models import Text
from translation.priority import Priority

UNSEEN = (Post.Visibility.DELETED, Post.Visibility.HIDDEN, Post.Visibility.REVIEW)
"""Nobody waits for translations of such posts; who decides on them asks for his own."""
SEEN = (Post.Visibility.PUBLIC, Post.Visibility.STAFF)
BACKFILL_POSTS = 200
"""How many posts of a thread are translated when a language is first read there."""
READ_FIRST = 20
"""How many posts at each end of a thread are translated before the others."""
BACKFILL_TAGS = 200
"""How many names of tags are translated when a language is first read in a community."""
BACKFILL_THREADS = 40
"""How many titles of a community are translated when a language is first read there."""


@receiver(ThreadOpened, PostPublished, PostRestored)
def plan_translations(news: ThreadOpened | PostPublished | PostRestored) -> None:
    """Ask for the languages of those who are in the thread or read in this community."""
    post = Post.objects.select_related("thread__community", "thread__title", "body").get(
        pk=news.post_id
    )
    if post.visibility in UNSEEN:
        return
    thread = post.thread
    texts = [post.body, thread.title] if post.kind == Post.Kind.OPENING else [post.body]
    _plan(texts, thread)
    _bring_up_to_date(thread, post)


@receiver(NameWritten)
def translate_name(news: NameWritten) -> None:
    """Names stand in every list, so they are wanted in every language read in the community."""
    text = Text.objects.filter(pk=news.text_id).first()
    community = Community.objects.get(pk=news.community_id)
    if text is not None:
        wanted = languages_for(
            written_in=text.language,
            in_thread=(),
            read_in_community=languages_read(community.pk),
            community_languages=community.languages,
            most=settings.DEMAND_LANGUAGES_MAX,
        )
        request(texts=[text], languages=list(wanted), priority=Priority.TITLE)


@receiver(TextChanged)
def keep_title_language(news: TextChanged) -> None:
    """Lists by language read the thread's row: whoever changed the language of a title."""
    language = Text.objects.filter(pk=news.text_id).values("language")
    titled = Thread.objects.filter(title=news.text_id)
    titled.exclude(language=Subquery(language)).update(language=Subquery(language))


@receiver(TextChanged)
def plan_again(news: TextChanged) -> None:
    """A text in another language than before is wanted in other languages than before."""
    text = Text.objects.filter(pk=news.text_id, checksum=news.checksum).first()
    said = Q(posts__body=news.text_id, posts__visibility__in=SEEN)
    threads = Thread.objects.select_related("community").exclude(
        visibility=Thread.Visibility.HIDDEN
    )
    thread = threads.filter(Q(title=news.text_id) | said).first()
    if text is not None and thread is not None:
        _plan([text], thread)


def _plan(texts: Sequence[Text], thread: Thread) -> None:
    wanted = languages_for(
        written_in=texts[0].language,
        in_thread=_languages_in(thread),
        read_in_community=languages_read(thread.community_id),
        community_languages=thread.community.languages,
        most=settings.DEMAND_LANGUAGES_MAX,
    )
    for priority in sorted(set(wanted.values())):
        codes = [code for code, urgency in wanted.items() if urgency == priority]
        request(texts=texts, languages=codes, priority=priority)


def _languages_in(thread: Thread) -> list[str]:
    """Reading languages of the people in a thread, and those it is read in."""
    authors = thread.posts.filter(author__isnull=False).order_by("-number")
    spoken = authors.values_list("author__reading_language", flat=True)[:100]
    return list(dict.fromkeys([*languages_read(thread.community_id, thread.pk), *spoken]))


def _bring_up_to_date(thread: Thread, post: Post) -> None:
    """A newcomer to the thread reads what was said before in her own language. For who has written
    in it before, all that followed was planned as it came."""
    if post.author is None or post.kind == Post.Kind.OPENING:
        return
    earlier = Post.objects.filter(thread=thread, author=post.author, number__lt=post.number)
    if not earlier.exists():
        request(
            texts=_texts_of(thread),
            languages=[post.author.reading_language],
            priority=Priority.FOLLOW_UP,
        )


def _texts_of(thread: Thread) -> list[Text]:
    posts = thread.posts.exclude(visibility__in=UNSEEN).select_related("body")
    newest = list(posts.order_by("-number")[:BACKFILL_POSTS])
    return [thread.title, *(post.body for post in newest), *_options_in(newest)]


def _options_in(posts: Iterable[Post]) -> list[Text]:
    """The options of the polls in posts."""
    rows = PollOption.objects.filter(poll__post__in=[post.pk for post in posts])
    return [option.text for option in rows.select_related("text")]


@receiver(PollOpened)
def translate_options(news: PollOpened) -> None:
    """A poll is opened in a post that is there already: its options follow."""
    post = Post.objects.select_related("thread__community").get(pk=news.post_id)
    if post.visibility not in UNSEEN:
        _plan(_options_in([post]), post.thread)


@receiver(ThreadOpened, PostPublished)
def follow_own_threads(news: ThreadOpened | PostPublished) -> None:
    """Whoever writes in a thread hears how it goes on."""
    post = Post.objects.select_related("thread").filter(pk=news.post_id).first()
    if post is not None:
        follow_own(post=post)


@receiver(AboutWritten)
def translate_what_members_say(news: AboutWritten) -> None:
    """Ask for what a member says of himself in the languages of his communities."""
    text = Text.objects.filter(checksum=news.checksum, author=news.member_id).first()
    if text is None:
        return
    joined = Membership.objects.filter(member=news.member_id).values_list("community", flat=True)
    read = dict.fromkeys(code for community in joined for code in languages_read(community))
    codes = list(read)[: settings.DEMAND_LANGUAGES_MAX]
    request(texts=[text], languages=codes, priority=Priority.FOLLOW_UP)


@receiver(LanguageDemanded)
def translate_what_is_read(news: LanguageDemanded) -> None:
    """Translate a thread, or the names and newest titles of a community, for its readers.

    What stands at both ends of a thread comes first: there people begin to read.
    """
    community = Community.objects.get(pk=news.community_id)
    if community.languages and news.language not in community.languages:
        return
    if news.thread_id is None:
        names = list(_names_in(news.community_id))
        request(texts=names, languages=[news.language], priority=Priority.TITLE)
        return
    thread = Thread.objects.select_related("title").filter(pk=news.thread_id).first()
    if thread:
        texts = _texts_of(thread)
        ends = texts[: READ_FIRST + 1] + texts[READ_FIRST + 1 :][-READ_FIRST:]
        request(texts=ends, languages=[news.language], priority=Priority.READER)
        request(texts=texts, languages=[news.language], priority=Priority.FOLLOW_UP)


def _names_in(community_id: int) -> Iterable[Text]:
    for category in Category.objects.filter(community=community_id).select_related(
        "name", "description"
    ):
        yield category.name
        if category.description:
            yield category.description
    products = Product.objects.filter(community=community_id).select_related("name")
    yield from (product.name for product in products)
    tags = Tag.objects.filter(community=community_id).select_related("name")
    yield from (tag.name for tag in tags[:BACKFILL_TAGS])
    threads = Thread.objects.filter(community=community_id, visibility=Thread.Visibility.PUBLIC)
    for thread in threads.select_related("title").order_by("-last_activity")[:BACKFILL_THREADS]:
        yield thread.title


@receiver(PostDeleted, PostHidden, PostRestored)
def tell_who_quotes(news: PostDeleted | PostHidden | PostRestored) -> None:
    """What stands behind a quotation is for those who may read the quoted post."""
    post = Post.objects.filter(pk=news.post_id).first()
    if post is not None:
        tell_quoting(post=post)


@receiver(TextTranslated)
def tell_open_pages(news: TextTranslated) -> None:
    """Write the thread event that brings a translation to the pages that wait for it."""
    with transaction.atomic():
        post = _post_saying(news.text_id)
        if post is not None:
            note_post(post, ThreadEvent.Type.POST_TRANSLATED, language=news.language)
            return
        for thread in _titled(text=news.text_id):
            note_thread(thread, language=news.language)


def _post_saying(text_id: int) -> Post | None:
    """The post that holds a text, as its body or as an option of its poll. One question after
    the other: asked for both at once, a database reads all posts."""
    found = _saying(text=text_id) or _asking(text=text_id)
    return found[0] if found else None


@prepared
def _saying(*, text: int) -> "QuerySet[Post]":
    return _live_posts().filter(body=text)


@prepared
def _asking(*, text: int) -> "QuerySet[Post]":
    return _live_posts().filter(poll__options__text=text)


def _live_posts() -> "QuerySet[Post]":
    rows = Post.objects.select_related("thread__community", "thread__category")
    return rows.exclude(visibility=Post.Visibility.DELETED)


@prepared
def _titled(*, text: int) -> "QuerySet[Thread]":
    return Thread.objects.select_related("community", "category").filter(title=text)
