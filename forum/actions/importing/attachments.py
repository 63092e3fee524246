"""What hangs from imported posts: replies, votes, confirmations, earlier versions, polls."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from forum.actions.importing.drafts import Batch, PostDraft
from forum.models import Confirmation, Poll, PollOption, PollVote, Post, PostRevision, Vote
from forum.transfer.records import RevisionRecord
from translation.models import Text

Drafted = Sequence[tuple[PostDraft, Post]]


def attach(batch: Batch, posts: Drafted) -> None:
    """Write it for new posts; sets `reply_to`, `score` and `confirmations_count` on them."""
    _link_replies(batch, posts)
    add_revisions(batch, posts)
    add_votes(batch, posts)
    _add_polls(batch, posts)


def _link_replies(batch: Batch, posts: Drafted) -> None:
    """A reply is to an earlier post of its thread, so no circle can come about."""
    wanted = [draft.staged.record.reply_to for draft, _post in posts]
    ids = batch.job.known.ids("post", wanted)
    found = Post.objects.in_bulk(ids.values())
    targets = {key: found[target] for key, target in ids.items() if target in found}
    targets |= {draft.staged.record.key: post for draft, post in posts}
    for draft, post in posts:
        key = draft.staged.record.reply_to
        if key is not None:
            post.reply_to = _answered(batch, draft, post, targets.get(key))


def _answered(batch: Batch, draft: PostDraft, post: Post, target: Post | None) -> Post | None:
    record, where = draft.staged.record, draft.staged.origin
    if target is None:
        told = f"reply_to: there is no post “{record.reply_to}” before this one"
        batch.job.problems.add(where, "missing", told)
    elif target.thread_id != post.thread_id:
        batch.job.problems.add(where, "refused", "reply_to: a post of another thread")
    elif target.number >= post.number:
        batch.job.problems.add(where, "cycle", "reply_to: not an earlier post")
    else:
        return target
    return None


def add_revisions(batch: Batch, posts: Drafted) -> None:
    """Earlier versions that are not there yet."""
    ids = [post.pk for _draft, post in posts]
    known = set(PostRevision.objects.filter(post__in=ids).values_list("post_id", "revision"))
    rows = [
        (_revision(batch, post, number, record), record.created)
        for draft, post in posts
        for number, record in enumerate(draft.staged.record.revisions, start=1)
        if (post.pk, number) not in known
    ]
    _create(PostRevision, rows)


def _revision(batch: Batch, post: Post, number: int, record: RevisionRecord) -> PostRevision:
    return PostRevision(
        post=post,
        revision=number,
        source=batch.source(record.source),
        title=record.title,
        language=record.language or post.body.language,
        editor_id=batch.people.get(record.editor or ""),
    )


def _create(model: type[Model], rows: Sequence[tuple[Any, datetime | None]]) -> None:
    """Store rows with their own dates, where they have one."""
    model._default_manager.bulk_create(row for row, _created in rows)
    dated = [(row, created) for row, created in rows if created is not None]
    for row, created in dated:
        row.created = created
    model._default_manager.bulk_update([row for row, _created in dated], ["created"])


def add_votes(batch: Batch, posts: Drafted) -> None:
    """Votes and confirmations that are not there yet, and what they come to."""
    ids = [post.pk for _draft, post in posts]
    voted = set(Vote.objects.filter(post__in=ids).values_list("post_id", "member_id"))
    sure = set(Confirmation.objects.filter(post__in=ids).values_list("post_id", "member_id"))
    votes: list[tuple[Vote, datetime | None]] = []
    confirmations: list[Confirmation] = []
    for draft, post in posts:
        votes += _votes(batch, draft, post, voted)
        confirmations += _confirmations(batch, draft, post, sure)
    _create(Vote, votes)
    Confirmation.objects.bulk_create(confirmations)


def _votes(
    batch: Batch, draft: PostDraft, post: Post, known: set[tuple[int, int]]
) -> Iterator[tuple[Vote, datetime | None]]:
    for vote in draft.staged.record.votes:
        member = batch.people.get(vote.member)
        if member is None or (post.pk, member) in known:
            continue
        known.add((post.pk, member))
        post.score += vote.value
        reason = vote.reason if vote.value == -1 else ""
        row = Vote(post=post, member_id=member, value=vote.value, reason=reason)
        yield row, vote.created


def _confirmations(
    batch: Batch, draft: PostDraft, post: Post, known: set[tuple[int, int]]
) -> Iterator[Confirmation]:
    for key in draft.staged.record.confirmations:
        member = batch.people.get(key)
        if member is not None and (post.pk, member) not in known:
            known.add((post.pk, member))
            post.confirmations_count += 1
            yield Confirmation(post=post, member_id=member)


def _add_polls(batch: Batch, posts: Drafted) -> None:
    for draft, post in posts:
        if draft.staged.record.poll is not None:
            _add_poll(batch.people.get, draft, post)


def _add_poll(member: Callable[[str], int | None], draft: PostDraft, post: Post) -> None:
    record = draft.staged.record.poll
    assert record is not None
    chosen = [
        {one for one in map(member, option.members) if one is not None} for option in record.options
    ]
    people = {one for option in record.options for one in option.members}
    voters = max(record.voters, len(people))
    poll = Poll.objects.create(
        post=post,
        multiple=record.multiple,
        closes=record.closes,
        voters_count=voters,
        voters_imported=voters - len(set().union(*chosen)),
    )
    options = [
        _option(poll, position, composed.text, max(told.votes, len(told.members)), len(known))
        for position, (told, composed, known) in enumerate(
            zip(record.options, draft.options, chosen, strict=True)
        )
    ]
    rows = PollOption.objects.bulk_create(options)
    PollVote.objects.bulk_create(
        PollVote(option_id=row.pk, member_id=one)
        for row, known in zip(rows, chosen, strict=True)
        for one in sorted(known)
    )


def _option(poll: Poll, position: int, text: Text, votes: int, known: int) -> PollOption:
    """Of its `votes`, those of members who are `known` here have rows of their own."""
    return PollOption(
        poll=poll,
        position=position,
        text=text,
        votes_count=votes,
        votes_imported=votes - known,
    )
