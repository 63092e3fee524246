"""What reputation does about the news: credit, or take it back.

Events come at least once and in any order: each is written down under its own number and time, and
the ledger is brought to what all of them together mean.
"""

from datetime import datetime

import reputation.badge_receivers
import reputation.imprint_receivers
import reputation.level_receivers
import reputation.linking_receivers
import reputation.merge_receivers  # noqa: F401  # their decorators run
from accounts.models import Community
from core.events import Told, receiver
from forum.events import (
    AnswerAccepted,
    AnswerConfirmed,
    AnswerUnaccepted,
    AnswerUnconfirmed,
    FlagDecided,
    FlagReopened,
    PostDeleted,
    PostRestored,
    PostVoted,
)
from forum.models import Flag, Post
from reputation.actions import credit, note_removal, reverse
from reputation.actions.suspecting import suspect_burst
from reputation.queries.accepts import accept_grants
from reputation.queries.contributions import (
    counts_as_abuse,
    fix_grants,
    is_abuse,
    report_grants,
    term_grants,
)
from reputation.queries.votes import confirmation_grants, credited_post, vote_grants
from reputation.rules import DAY, REMOVAL_DELAY, STOOD_LONG, STOOD_SCORE, Topic
from translation.events import CorrectionUndone, TermApproved, TranslationCorrected
from translation.models import Correction, GlossaryTerm

_VOTES = {1: Topic.VOTE_UP, -1: Topic.VOTE_DOWN}


@receiver(PostVoted, dated=True)
def hear_vote(news: PostVoted, told: Told) -> None:
    """A vote that is turned round takes back what it gave before."""
    post = credited_post(news.post_id, thread_id=news.thread_id, kind=news.post_kind)
    if post is None:
        return
    if news.before:
        _reverse(_VOTES[news.before], post, told, giver=news.member_id)
    if news.value:
        grants = vote_grants(post, voter_id=news.member_id, value=news.value, at=told.at)
        credit(community=post.thread.community, told=told, grants=grants)
        _look_for_burst(news, post, told)


@receiver(AnswerConfirmed, dated=True)
def hear_confirmation(news: AnswerConfirmed, told: Told) -> None:
    post = credited_post(news.post_id, thread_id=news.thread_id)
    if post is not None:
        grants = confirmation_grants(post, member_id=news.member_id, at=told.at)
        credit(community=post.thread.community, told=told, grants=grants)


@receiver(AnswerUnconfirmed, dated=True)
def hear_confirmation_end(news: AnswerUnconfirmed, told: Told) -> None:
    post = credited_post(news.post_id, thread_id=news.thread_id)
    if post is not None:
        _reverse(Topic.CONFIRM, post, told, giver=news.member_id)


@receiver(AnswerAccepted, dated=True)
def hear_acceptance(news: AnswerAccepted, told: Told) -> None:
    post = credited_post(news.post_id, thread_id=news.thread_id)
    if post is not None:
        grants = accept_grants(post, thread_id=news.thread_id, at=told.at)
        credit(community=post.thread.community, told=told, grants=grants)


@receiver(AnswerUnaccepted, dated=True)
def hear_acceptance_end(news: AnswerUnaccepted, told: Told) -> None:
    """Accept, bridges and short notice go together. An answer that stood long keeps them when it
    is deleted."""
    post = credited_post(news.post_id, thread_id=news.thread_id)
    if post is None or _stood_long(post, told, score=news.score_when_deleted):
        return
    _reverse(Topic.ACCEPT, post, told)


@receiver(PostDeleted, dated=True)
def hear_deletion(news: PostDeleted, told: Told) -> None:
    """Gains go a day later, so that a slip costs nobody anything. Those of abuse are gone."""
    post = credited_post(news.post_id, thread_id=news.thread_id)
    if post is not None and not counts_as_abuse(post, told):
        long = _stood_long(post, told, score=news.score)
        _note_removal(post, told, gone=True, due=told.at + REMOVAL_DELAY, long=long)


@receiver(PostRestored, dated=True)
def hear_return(news: PostRestored, told: Told) -> None:
    """What comes back has its gains again. Once all may read it, it was no abuse after all."""
    post = credited_post(news.post_id, thread_id=news.thread_id)
    if post is None:
        return
    if news.public:
        _reverse(Topic.ABUSE, post, told)
    if news.public or not counts_as_abuse(post, told):
        _note_removal(post, told, gone=False)


@receiver(FlagDecided, dated=True)
def hear_decision(news: FlagDecided, told: Told) -> None:
    """Who reported rightly earns; spam and abuse cost points, and what the post gained."""
    rows = Flag.objects.select_related("post__thread__community")
    flag = rows.filter(pk=news.flag_id).first()
    if flag is None or not news.upheld:
        return
    credit(community=flag.post.thread.community, told=told, grants=report_grants(flag))
    if is_abuse(flag):
        _note_removal(flag.post, told, gone=True)


@receiver(FlagReopened, dated=True)
def hear_reopening(news: FlagReopened, told: Told) -> None:
    """Who reported has not been right yet, and nothing is abuse that nobody calls so any more,
    whoever may read it. A post that comes back tells so by itself."""
    rows = Flag.objects.select_related("post__thread__community")
    flag = rows.filter(pk=news.flag_id).first()
    if flag is not None and news.upheld:
        reverse(
            community=flag.post.thread.community,
            told=told,
            topic=Topic.LASTING,
            object_type="flag",
            object_id=flag.pk,
            members={flag.member_id} if flag.member_id else (),
        )
        _forgive(flag.post, told)


@receiver(TranslationCorrected, dated=True)
def hear_correction(news: TranslationCorrected, told: Told) -> None:
    correction = _correction(news.correction_id)
    if correction is not None and correction.community is not None:
        credit(community=correction.community, told=told, grants=fix_grants(correction))


@receiver(CorrectionUndone, dated=True)
def hear_correction_end(news: CorrectionUndone, told: Told) -> None:
    correction = _correction(news.correction_id)
    if correction is not None and correction.community is not None:
        reverse(
            community=correction.community,
            told=told,
            topic=Topic.FIX,
            object_type="correction",
            object_id=correction.pk,
            members={correction.author_id} if correction.author_id else (),
        )


@receiver(TermApproved, dated=True)
def hear_term(news: TermApproved, told: Told) -> None:
    term = GlossaryTerm.objects.filter(pk=news.term_id).first()
    if term is not None:
        community = Community.objects.get(pk=news.community_id)
        grants = term_grants(term, author_id=news.author_id)
        credit(community=community, told=told, grants=grants)


def _forgive(post: Post, told: Told) -> None:
    if Flag.objects.filter(post=post, abuse=True).exists():
        return
    _reverse(Topic.ABUSE, post, told)
    if post.visibility != Post.Visibility.DELETED:
        _note_removal(post, told, gone=False)


def _look_for_burst(news: PostVoted, post: Post, told: Told) -> None:
    if post.author_id is not None and told.at - post.created > DAY:
        suspect_burst(
            community=post.thread.community,
            giver=news.member_id,
            member=post.author_id,
            topic=_VOTES[news.value],
            at=told.at,
        )


def _correction(correction_id: int) -> Correction | None:
    rows = Correction.objects.select_related("community", "text")
    return rows.filter(pk=correction_id).first()


def _reverse(topic: Topic, post: Post, told: Told, *, giver: int = 0) -> None:
    others = {Topic.ACCEPT: post.thread.author_id, Topic.VOTE_DOWN: giver}
    concerned = (post.author_id, others.get(topic))
    reverse(
        community=post.thread.community,
        told=told,
        topic=topic,
        object_type="post",
        object_id=post.pk,
        giver=giver,
        members={member for member in concerned if member},
    )


def _note_removal(
    post: Post, told: Told, *, gone: bool, due: datetime | None = None, long: bool = False
) -> None:
    """Gains of a post that is `gone` are reversed when `due` is past, unless it stood `long`."""
    note_removal(
        community=post.thread.community,
        told=told,
        object_type="post",
        object_id=post.pk,
        author=post.author_id or 0,
        gone=gone,
        due=due or told.at,
        long=long,
    )


def _stood_long(post: Post, told: Told, *, score: int | None) -> bool:
    """Whether a post had proved itself when it was deleted; False where it was not."""
    return score is not None and score >= STOOD_SCORE and told.at - post.created >= STOOD_LONG
