"""Whatever staff or a level may do about others is in the audit log.

Every privilege that asks for a level or a role has an act below, or its reason for having none.
"""

from collections.abc import Callable

import pytest

from accounts.actions import ban_member, pause_member
from accounts.actions.appointments import appoint
from accounts.models import AuditEntry, Community, Membership
from accounts.permissions import RULES, Actor, Privilege
from forum.actions import (
    close_thread,
    correct_post_language,
    delete_post,
    describe_thread,
    edit_post,
    lock_from_changes,
    pin_thread,
    restore_post,
    retag,
)
from forum.actions.appeals import appeal, decide_appeal
from forum.actions.closing import reopen_thread, unpin_thread
from forum.actions.details import Details
from forum.actions.edits import correct_title_language
from forum.actions.erasing import erase_post
from forum.actions.first_posts import approve_first_post, hold
from forum.actions.flags import decide_flag, flag_post
from forum.actions.legal import write_legal_page
from forum.actions.locking import unlock
from forum.actions.merging import merge_threads
from forum.actions.moving import move_thread
from forum.actions.notices import notify_decision
from forum.actions.slowing import slow_down
from forum.actions.unwanted_hosts import write_unwanted_hosts
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor
from tests.translation.correcting import a_text, proposed, translated
from tests.translation.terms import a_term
from translation import routing
from translation.actions import (
    change_term,
    decide_correction,
    decide_term,
    propose_term,
    remove_term,
    share_correction,
    undo_correction,
)
from translation.actions.term_files import import_terms

pytestmark = pytest.mark.django_db

Role = Membership.Role

TAKING_PART = "takes part, decides about nobody"
LOOKING = "looks, changes nothing"
NO_DECISION = {
    Privilege.ANNOUNCE: TAKING_PART,
    Privilege.COMMENT: TAKING_PART,
    Privilege.CREATE_TAG: TAKING_PART,
    Privilege.PROPOSE_MERGE: TAKING_PART,
    Privilege.SUGGEST_TERM: TAKING_PART,
    Privilege.SUGGEST_TRANSLATION: TAKING_PART,
    Privilege.UPLOAD_FILES: TAKING_PART,
    Privilege.VOTE_DOWN: TAKING_PART,
    Privilege.VOTE_UP: TAKING_PART,
    Privilege.WHISPER: TAKING_PART,
    Privilege.SEE_AUDIT: LOOKING,
    Privilege.SEE_COVERAGE: LOOKING,
    Privilege.SEE_DELETED: LOOKING,
    Privilege.SEE_STAFF: LOOKING,
}

Act = Callable[[Community], object]
ACTS: dict[Privilege, list[Act]] = {}


def act(privilege: Privilege) -> Callable[[Act], Act]:
    def register(function: Act) -> Act:
        ACTS.setdefault(privilege, []).append(function)
        return function

    return register


def an_agent(community: Community) -> Actor:
    return a_role(community, Role.AGENT)


def an_operator(community: Community) -> Actor:
    return a_role(community, Role.OPERATOR)


def of_level(community: Community, level: int) -> Actor:
    return a_role(community, level=level)


def a_thread_in(community: Community):
    return a_thread(category=a_category(community))


def an_answer_in(community: Community):
    return a_post(a_thread_in(community))


@act(Privilege.RETAG)
def retagging(community):
    actor = of_level(community, 3)
    retag(actor=actor, thread=a_thread_in(community), tags=["modem"], language="en")


@act(Privilege.EDIT_OTHERS)
def editing(community):
    post = an_answer_in(community)
    edit_post(actor=of_level(community, 4), post=post, revision=post.revision, body="Better so.")


@act(Privilege.EDIT_OTHERS)
def describing(community):
    thread = a_thread_in(community)
    describe_thread(actor=of_level(community, 4), thread=thread, details=Details(), country="DE")


@act(Privilege.CORRECT_LANGUAGE)
def correcting_a_language(community):
    correct_post_language(actor=of_level(community, 3), post=an_answer_in(community), language="de")


@act(Privilege.CORRECT_LANGUAGE)
def correcting_the_language_of_a_title(community):
    correct_title_language(
        actor=of_level(community, 3), thread=a_thread_in(community), language="de"
    )


@act(Privilege.DELETE_OTHERS)
def deleting(community):
    delete_post(actor=an_agent(community), post=an_answer_in(community), reason="spam")


@act(Privilege.DELETE_OTHERS)
def restoring(community):
    post, operator = an_answer_in(community), an_operator(community)
    delete_post(actor=operator, post=post)
    restore_post(actor=operator, post=post)


@act(Privilege.MANAGE_THREADS)
def closing(community):
    close_thread(actor=an_agent(community), thread=a_thread_in(community), reason="duplicate")


@act(Privilege.MANAGE_THREADS)
def reopening(community):
    thread = a_thread_in(community)
    close_thread(actor=an_agent(community), thread=thread, reason="duplicate")
    reopen_thread(actor=an_agent(community), thread=thread)


def _marking(do: Callable[..., object], undo: Callable[..., object]) -> None:
    @act(Privilege.MANAGE_THREADS)
    def marking(community):
        thread, agent = a_thread_in(community), an_agent(community)
        do(actor=agent, thread=thread)
        undo(actor=agent, thread=thread)


_marking(lock_from_changes, unlock)
_marking(pin_thread, unpin_thread)


@act(Privilege.DECIDE_REPORTS)
def deciding_on_a_report(community):
    post = an_answer_in(community)
    flag = flag_post(actor=an_actor(), post=post, reason="spam", language="en")
    decide_flag(actor=an_agent(community), flag=flag, upheld=True, statement="It is spam.")


@act(Privilege.ERASE_POSTS)
def erasing(community):
    erase_post(actor=an_operator(community), post=an_answer_in(community))


@act(Privilege.MANAGE_LEGAL)
def writing_a_legal_page(community):
    write_legal_page(
        actor=an_operator(community),
        community=community,
        kind="rules",
        source="Be kind.",
        language="en",
    )


@act(Privilege.SANCTION)
def pausing(community):
    membership = of_level(community, 1).memberships[community.pk]
    pause_member(actor=an_agent(community), membership=membership, hours=24, reason="abuse")


@act(Privilege.BAN)
def banning(community):
    membership = of_level(community, 1).memberships[community.pk]
    ban_member(actor=an_operator(community), membership=membership, reason="abuse")


@act(Privilege.DECIDE_APPEALS)
def deciding_on_an_appeal(community):
    member = of_level(community, 1)
    sanction = pause_member(
        actor=an_agent(community),
        membership=member.memberships[community.pk],
        hours=24,
        reason="abuse",
    )
    notice = notify_decision(entry=sanction.entry)
    row = appeal(actor=member, notice=notice, words="No.")
    decide_appeal(actor=an_agent(community), appeal=row, upheld=False, answer="Yes.")


def a_proposal(community):
    return proposed(translated(a_text(community)))


@act(Privilege.APPROVE_TRANSLATION)
def deciding_on_a_translation(community):
    decide_correction(
        actor=of_level(community, 3), correction=a_proposal(community), approved=False
    )


@act(Privilege.FIX_TRANSLATION)
def taking_a_translation_back(community):
    correction = a_proposal(community)
    decide_correction(actor=of_level(community, 3), correction=correction, approved=True)
    undo_correction(actor=of_level(community, 4), correction=correction)


@act(Privilege.SHARE_TRANSLATIONS)
def sharing_a_translation(community):
    correction = a_proposal(community)
    decide_correction(actor=of_level(community, 3), correction=correction, approved=True)
    share_correction(actor=an_actor(is_superuser=True), correction=correction)


@act(Privilege.MANAGE_GLOSSARY)
def keeping_a_glossary(community):
    manager = of_level(community, 4)
    term = propose_term(actor=of_level(community, 1), community=community, term=a_term())
    decide_term(actor=manager, term=term, approve=True)
    change_term(actor=manager, term=term, target="Modem", case_sensitive=False, note="")
    remove_term(actor=manager, term=term)


@act(Privilege.MANAGE_GLOSSARY)
def importing_a_glossary(community):
    raw = b"source_language,target_language,source,target\nen,de,router,Router\n"
    import_terms(actor=of_level(community, 4), community=community, raw=raw)


@act(Privilege.SLOW_DOWN)
def slowing_down(community):
    slow_down(actor=an_agent(community), thread=a_thread_in(community), seconds=60)


@act(Privilege.MODERATE)
def moving(community):
    move_thread(
        actor=of_level(community, 5),
        thread=a_thread_in(community),
        category=a_category(community),
    )


@act(Privilege.MODERATE)
def merging(community):
    category = a_category(community)
    source, target = (a_thread(category=category) for _ in range(2))
    merge_threads(actor=of_level(community, 5), source=source, target=target)


@act(Privilege.REVIEW)
def reviewing_a_first_post(community):
    post = an_answer_in(community)
    hold(post, [])
    approve_first_post(actor=an_agent(community), post=post)


@act(Privilege.MANAGE_WORDS)
def keeping_a_list_of_unwanted_places(community):
    write_unwanted_hosts(actor=an_operator(community), community=community, hosts=["pills.example"])


@act(Privilege.APPOINT)
def appointing(community):
    membership = of_level(community, 1).memberships[community.pk]
    appoint(actor=an_operator(community), membership=membership, languages=["en"])


def test_every_privilege_over_others_has_an_act_or_a_reason_for_none():
    above = {one for one, rule in RULES.items() if rule.level > 0}
    assert above == set(ACTS) | set(NO_DECISION)
    assert not set(ACTS) & set(NO_DECISION)


@pytest.fixture
def community(settings):
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    routing.forget()
    yield a_community()
    routing.forget()


@pytest.mark.parametrize(
    ("privilege", "deed"),
    [(one, deed) for one, deeds in ACTS.items() for deed in deeds],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_it_is_written_down(privilege, deed, community):
    deed(community)
    entry = AuditEntry.objects.filter(community=community).last()
    assert entry is not None and entry.actor is not None
