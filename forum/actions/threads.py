"""Opening a thread."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import join
from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, require
from core.events import publish
from forum.actions.allowances import check_opening
from forum.actions.checks import check_body, check_member, check_title
from forum.actions.demand import checked_country
from forum.actions.details import NO_DETAILS, Details, check_details
from forum.actions.first_posts import wait_for_review
from forum.actions.legal import agree_by_taking_part
from forum.actions.quotes import record_quotes
from forum.actions.tags import chosen_tags, put_tags
from forum.actions.timeline import next_post_number, note_post
from forum.actions.upload_uses import note_uploads
from forum.actions.word_lists import check_words, treat_words
from forum.errors import KindNotAllowed
from forum.events import ThreadOpened
from forum.models import Category, Post, Thread, ThreadEvent
from translation.actions import write_text
from translation.models import Text


@transaction.atomic
def open_thread(
    *,
    actor: Actor,
    community: Community,
    category: Category,
    kind: str,
    title: str,
    body: str,
    language: str | None = None,
    country: str = "",
    details: Details = NO_DETAILS,
    sample_key: str | None = None,
) -> Thread:
    """Open a thread with its first post. First ones may wait for review
    (`forum.actions.first_posts`).

    The body's language holds for the title too, which alone is often too short to tell. Raises
    NotSignedIn, NotPermitted, KindNotAllowed, TermsChanged, InvalidInput, InvalidLanguage,
    WordRefused, and what `check_opening` raises.
    """
    require(actor, Privilege.ASK, community)
    member = check_member(actor)
    title, body = check_title(title), check_body(body)
    _check_kind(actor, category, community, kind)
    about = check_details(details, community=community, kind=kind)
    agree_by_taking_part(actor=actor, community=community)
    join(member=member, community=community)
    check_opening(actor, community, title=title, body=body)
    title_text, body_text = _texts(title, body, community, member, language)
    thread = Thread.objects.create(
        community=community,
        category=category,
        kind=kind,
        title=title_text,
        language=title_text.language,
        author=member,
        country=checked_country(country),
        last_activity=timezone.now(),
        sample_key=sample_key,
        **about,
    )
    _tag(actor, thread, details, body_text.language)
    post = _opening(actor, thread, body_text)
    said = check_words(actor, post)
    if not (treat_words(actor, post, said) or wait_for_review(actor=actor, post=post)):
        publish(ThreadOpened(thread_id=thread.pk, post_id=post.pk))
    note_post(post, ThreadEvent.Type.POST_CREATED)
    return thread


def _opening(actor: Actor, thread: Thread, body: Text) -> Post:
    """The first post, with what it quotes and shows."""
    post = Post.objects.create(
        thread=thread,
        number=next_post_number(thread),
        kind=Post.Kind.OPENING,
        body=body,
        author=thread.author,
    )
    record_quotes(actor=actor, post=post)
    note_uploads(actor=actor, text=body)
    return post


def _check_kind(actor: Actor, category: Category, community: Community, kind: str) -> None:
    if kind not in category.kinds or category.community_id != community.pk:
        raise KindNotAllowed(fields={"kind": KindNotAllowed.message})
    if kind == Thread.Kind.ANNOUNCEMENT:
        require(actor, Privilege.ANNOUNCE, community)


def _tag(actor: Actor, thread: Thread, details: Details, written_in: str) -> None:
    read_in = details.read_in or written_in
    put_tags(
        thread,
        chosen_tags(actor, thread.community, details.tags, read_in=read_in, written_in=written_in),
    )


def _texts(
    title: str, body: str, community: Community, member: Member, language: str | None
) -> tuple[Text, Text]:
    """Title and body; a title takes the language recognised in the body."""
    body_text = write_text(
        source=body,
        format=Text.Format.MARKDOWN,
        community=community,
        author=member,
        language=language,
    )
    title_text = write_text(
        source=title,
        format=Text.Format.PLAIN,
        community=community,
        author=member,
        language=language or body_text.language,
    )
    if not language:
        title_text.language_origin = body_text.language_origin
        title_text.save(update_fields=["language_origin"])
    return title_text, body_text
