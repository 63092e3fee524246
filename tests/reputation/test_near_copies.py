"""Who says the same twice earns once; what a machine said is no bridge."""

import pytest
from hypothesis import given, strategies as st

from forum.actions import accept_answer, confirm_answer, delete_post, edit_post, vote
from forum.actions.erasing import erase_post
from forum.models import Post
from reputation.models import Award, Claim, Fingerprint, NearCopy
from reputation.queries import trust_of
from reputation.shingles import SKETCH, repeats, shingles, sketch
from tests.builders import a_post, a_role, a_thread
from tests.reputation.histories import check_ledger
from tests.reputation.people import a_known_member, lines, points, somebody, tell_all
from translation.models import Translation

LONG = (
    "Open the settings of the router, choose another channel for the wireless network, save it, "
    "and restart the device. After that the connection stays, also in the evening when all the "
    "neighbours watch films."
)
NEARLY = LONG.replace("save it", "save that")
OTHER = (
    "Replace the cable between the wall and the modem first, because old ones break inside where "
    "nobody sees it, and only then call the company that sold it to you."
)
JAPANESE = "ルーターの設定を開いて、無線の別のチャンネルを選び、保存してから再起動してください。"
THAI = "เปิดการตั้งค่าของเราเตอร์ เลือกช่องสัญญาณอื่น แล้วบันทึกและรีสตาร์ทอุปกรณ์ของคุณ"


def same(one: str, other: str, language: str = "en") -> bool:
    return repeats(shingles(one, language), [shingles(other, language)])


def test_a_few_other_words_hide_nothing():
    assert same(NEARLY, LONG)
    assert same(LONG.upper(), LONG)
    assert not same(OTHER, LONG)


def test_other_endings_hide_nothing_where_the_language_has_stems():
    assert same(LONG.replace("neighbours watch films", "neighbour watches film"), LONG)


@pytest.mark.parametrize(("text", "language"), [(JAPANESE, "ja"), (THAI, "th")])
def test_scripts_without_blanks_are_compared_by_characters(text, language):
    assert same(text[:-2], text, language)
    assert not same(text[::-1], text, language)


def test_a_part_of_an_earlier_text_repeats_it():
    assert same(LONG[: len(LONG) // 2], LONG)


def test_what_is_short_repeats_nothing():
    assert not same("Did you restart it?", "Did you restart it?")
    assert not same("", "")


@given(st.text(max_size=300), st.sampled_from(["en", "ja", "ar"]))
def test_any_text_has_shingles_that_a_database_can_keep(text, language):
    found = shingles(text, language)
    assert all(0 <= digest < 2**63 for digest in found)
    assert len(sketch(found)) <= SKETCH


pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    return somebody()


@pytest.fixture
def earlier(helper):
    answer = a_post(a_thread(actor=somebody()), actor=helper, body=LONG)
    tell_all()
    return answer


def another(earlier: Post, helper, body: str, **options) -> Post:
    thread = a_thread(actor=somebody(), category=earlier.thread.category)
    post = a_post(thread, actor=helper, body=body, **options)
    tell_all()
    return post


def like(post: Post) -> None:
    voter = a_known_member()
    vote(actor=_may_vote(voter, post), post=post, value=1)
    tell_all()


def _may_vote(member, post):
    from accounts.actions import join
    from accounts.queries import actor_for

    membership = join(member=member, community=post.thread.community)
    membership.level = 1
    membership.save()
    return actor_for(member)


def test_a_copy_of_ones_own_answer_earns_nothing_and_says_why(earlier, helper):
    copy = another(earlier, helper, NEARLY)
    like(copy)
    assert points(helper) == 0
    assert helper.member.ledger.get().cap == "near_copy"
    like(earlier)
    assert points(helper) == 10
    check_ledger()


def test_neither_accepting_nor_confirming_pays_a_copy(earlier, helper):
    copy = another(earlier, helper, LONG)
    accept_answer(actor=_asker(copy), post=copy)
    confirm_answer(actor=somebody(), post=copy)
    tell_all()
    assert points(helper) == 0
    assert points(copy.thread.author) == 4
    check_ledger()


def test_a_copy_counts_neither_for_levels_nor_for_badges(earlier, helper):
    copy = another(earlier, helper, LONG)
    accept_answer(actor=_asker(copy), post=copy)
    like(copy)
    trust = trust_of(helper.member, copy.thread.community)
    assert (trust.accepted, trust.posts.good) == (0, 0)
    assert not Award.objects.filter(member=helper.id, badge="short_notice").exists()


def test_what_only_a_cap_left_nothing_of_counts(earlier, helper):
    accept_answer(actor=_asker(earlier), post=earlier)
    tell_all()
    Claim.objects.filter(code="answer_accepted").update(applied=0, cap="pair_cap")
    assert trust_of(helper.member, earlier.thread.community).accepted == 1


def _asker(post):
    from accounts.queries import actor_for

    return actor_for(post.thread.author)


def test_a_copy_still_costs_what_others_find_wrong_with_it(earlier, helper):
    copy = another(earlier, helper, LONG)
    critic = a_role(copy.thread.community, level=2)
    critic.member.emailaddress_set.create(email=critic.member.email, verified=True)
    critic.member.date_joined = earlier.created.replace(year=2020)
    critic.member.save()
    vote(actor=critic, post=copy, value=-1, reason="outdated")
    tell_all()
    assert lines(helper) == [("post_down", -2, "posted")]


def test_other_words_of_the_same_author_earn(earlier, helper):
    like(another(earlier, helper, OTHER))
    assert points(helper) == 10


def test_the_same_words_of_somebody_else_earn(earlier):
    other = somebody()
    like(another(earlier, other, LONG))
    assert points(other) == 10


def test_a_copy_of_what_was_deleted_is_none(earlier, helper):
    copy = another(earlier, helper, LONG)
    delete_post(actor=helper, post=earlier)
    like(copy)
    assert points(helper) == 10


def test_an_edit_makes_a_copy_and_unmakes_it(earlier, helper):
    post = another(earlier, helper, OTHER)
    edited = edit_post(actor=helper, post=post, revision=1, body=LONG)
    tell_all()
    assert NearCopy.objects.get().post_id == post.pk
    edit_post(actor=helper, post=post, revision=edited.revision, body=OTHER)
    tell_all()
    assert not NearCopy.objects.exists()


def test_what_is_erased_leaves_no_sketch(earlier, helper):
    assert Fingerprint.objects.filter(post=earlier).count() == SKETCH
    operator = a_role(earlier.thread.community, "operator")
    erase_post(actor=operator, post=earlier)
    tell_all()
    assert not Fingerprint.objects.exists()


GERMAN = (
    "Der Router braucht einen anderen Kanal, denn die Nachbarn benutzen am Abend alle denselben. "
    "Stelle ihn bitte in den Einstellungen um."
)


def translated(post: Post, plain: str, language: str = "de") -> None:
    """As the engine of the forum would have made it."""
    Translation.objects.create(
        text=post.body,
        language=language,
        html=f"<p>{plain}</p>",
        plain=plain,
        source_checksum=post.body.checksum,
        source_language=post.body.language,
        pipeline_version=1,
        renderer_version=1,
        origin=Translation.Origin.MACHINE,
        quality=0.9,
    )


@pytest.mark.parametrize(("shown", "bridges"), [(GERMAN, 0), ("Ganz andere Wörter.", 1)])
def test_a_translation_that_is_pasted_back_is_no_bridge(helper, shown, bridges):
    asker = somebody()
    thread = a_thread(actor=asker)
    translated(a_post(thread, actor=somebody()), shown)
    answer = a_post(thread, actor=helper, body=GERMAN, language="de")
    accept_answer(actor=asker, post=answer)
    tell_all()
    assert len(lines(helper, "bridge_language")) == bridges
