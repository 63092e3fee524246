"""The pages on which people report, block, rename, take along, leave, and read what holds."""

import time
from uuid import uuid4

import pytest
from django.core import mail, signing
from django.test import Client

from accounts.actions import block_member
from accounts.models import AccountDeletion, AuditEntry, Block, Member, Membership
from accounts.permissions import VISITOR
from accounts.trap import LIVES_SECONDS, age_seconds, stamp
from core import outbox
from forum.actions.flags import decide_flag, flag_post
from forum.actions.legal import store_legal_page
from forum.models import Flag, LegalAcceptance, LegalPage, MemberExport
from tests.builders import a_member, a_post, a_role, a_thread, an_actor
from tests.frontend.pages.conftest import fields_of, path_of, see, text_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long pass phrase"


def opened_long_ago(data: dict[str, str]) -> dict[str, str]:
    """The hidden fields as if the form had been read for a while."""
    return data | {"opened": stamp(time.time() - 60)}


def test_a_visitor_reports_and_gets_mail_in_the_language_of_the_form(visitor, category):
    post = a_post(a_thread(category=category))
    path = f"/de/p/{post.pk}/report/"
    data = opened_long_ago(fields_of(visitor.get(path)))
    data |= {"reason": "illegal", "note": "So nicht.", "email": "leserin@example.org"}
    response = visitor.post(path, data)
    flag = Flag.objects.get()
    assert response.url == f"/de/report/{flag.token}/"
    assert (flag.member, flag.language, flag.note.source) == (None, "de", "So nicht.")
    outbox.dispatch()
    assert mail.outbox[0].to == ["leserin@example.org"]
    assert str(flag.token) in mail.outbox[0].body
    assert 'lang="de"' in mail.outbox[0].alternatives[0][0]


def test_the_decision_and_its_reasons_are_sent(visitor, category):
    post = a_post(a_thread(category=category))
    flag = flag_post(
        actor=VISITOR, post=post, reason="spam", language="ar", email="reader@example.org"
    )
    staff = a_role(category.community, Membership.Role.OPERATOR)
    decide_flag(actor=staff, flag=flag, upheld=True, statement="It is advertising.")
    outbox.dispatch()
    letter = mail.outbox[-1]
    assert "It is advertising." in letter.body
    assert 'dir="rtl"' in letter.alternatives[0][0]
    assert "It is advertising." in text_of(visitor.get(f"/ar/report/{flag.token}/"))


def test_who_wrote_the_post_finds_the_reasons_behind_the_bell(
    signed_in, visitor, category, django_assert_num_queries
):
    author = an_actor()
    post = a_post(a_thread(category=category), actor=author, body="Cheap lamps here.")
    flag = flag_post(
        actor=an_actor(), post=post, reason="spam", language="en", note="He again, says Ann."
    )
    staff = a_role(category.community, Membership.Role.AGENT)
    decide_flag(actor=staff, flag=flag, upheld=True, statement="It is advertising.")
    outbox.dispatch()
    client, path = signed_in(author.member), f"/en/decision/{flag.pk}/"
    told = f"/en/decisions/{AuditEntry.objects.get(verb='post.hidden').pk}/"
    assert f'href="{told}"' in client.get("/en/notifications/").content.decode()
    assert "It is advertising." in text_of(client.get(told))
    with django_assert_num_queries(5):
        words = text_of(client.get(path))
    assert "Cheap lamps here." in words
    assert "It is advertising." in words
    assert "Ann" not in words
    assert signed_in().get(path).status_code == 404
    assert visitor.get(path).status_code == 302


def test_a_program_that_fills_in_everything_stores_nothing(visitor, category):
    post = a_post(a_thread(category=category))
    path = f"/en/p/{post.pk}/report/"
    data = opened_long_ago(fields_of(visitor.get(path)))
    data |= {"reason": "spam", "email": "bot@example.org", "subject": "https://spam.example"}
    assert visitor.post(path, data).status_code == 422
    assert not Flag.objects.exists()


def test_a_person_whose_browser_filled_in_too_much_sends_the_form_once_more(visitor, category):
    post = a_post(a_thread(category=category))
    path = f"/en/p/{post.pk}/report/"
    data = {"reason": "spam", "email": "r@example.org", "note": "Kept words"}
    refused = visitor.post(path, opened_long_ago(data | {"subject": "Filled in"}))
    assert "Kept words" in refused.content.decode()
    assert "Filled in" not in refused.content.decode()
    assert visitor.post(path, data | fields_of(refused)).status_code == 302


@pytest.mark.parametrize("opened", ["", "forged", "other", "old"])
def test_who_is_too_fast_or_forges_is_asked_once_more_and_loses_nothing(visitor, category, opened):
    post = a_post(a_thread(category=category))
    opened = signing.dumps(1, salt="other") if opened == "other" else opened
    opened = stamp(time.time() - LIVES_SECONDS - 1) if opened == "old" else opened
    data = {"reason": "spam", "email": "r@example.org", "note": "Kept words", "opened": opened}
    response = visitor.post(f"/en/p/{post.pk}/report/", data)
    assert response.status_code == 422
    assert "Kept words" in response.content.decode()
    assert age_seconds(fields_of(response)["opened"]) < 60
    too_fast = fields_of(visitor.get(f"/en/p/{post.pk}/report/"))
    assert visitor.post(f"/en/p/{post.pk}/report/", data | too_fast).status_code == 422
    assert not Flag.objects.exists()


def test_a_member_reports_in_one_step(signed_in, category):
    client, post = signed_in(), a_post(a_thread(category=category))
    assert f"/en/p/{post.pk}/report/" in see(client, path_of(post.thread)).content.decode()
    response = client.post(f"/en/p/{post.pk}/report/", {"reason": "spam"})
    assert response.status_code == 302
    assert "Not decided yet" in text_of(client.get(response.url))


def test_the_status_of_no_report_is_not_found(visitor):
    assert visitor.get(f"/en/report/{uuid4()}/").status_code == 404


def test_a_single_report_is_decided_at_its_former_address(signed_in, category):
    post = a_post(a_thread(category=category))
    flag = flag_post(actor=an_actor(), post=post, reason="spam", language="en")
    client = signed_in(a_role(category.community, Membership.Role.AGENT).member)
    path = f"/en/c/lamps/reports/{flag.pk}/decide"
    wrong = client.post(path, {f"f{flag.pk}-decision": "uphold"})
    assert "Please give the reasons" in text_of(client.get(wrong.url))
    client.post(path, {f"f{flag.pk}-decision": "uphold", f"f{flag.pk}-statement": "Yes."})
    flag.refresh_from_db()
    assert flag.state == "upheld"


def test_others_do_not_see_reports(signed_in, visitor, category):
    assert signed_in().get("/en/c/lamps/reports/").status_code == 403
    assert visitor.get("/en/c/lamps/reports/").status_code == 302


def test_posts_of_blocked_members_are_folded_up_for_one_reader_only(signed_in, visitor, category):
    me, other = an_actor(), an_actor(display_name="Otto")
    post = a_post(a_thread(category=category), actor=other)
    client = signed_in(me.member)
    client.post(f"/en/m/{other.member.username}/block/")
    assert "You blocked Otto." in text_of(see(client, path_of(post.thread)))
    assert "You blocked" not in text_of(see(visitor, path_of(post.thread)))
    client.post(f"/en/m/{other.member.username}/unblock/")
    assert "You blocked Otto." not in text_of(see(client, path_of(post.thread)))


def test_a_folded_post_has_its_place_and_what_arrives_can_be_folded_too(
    signed_in, visitor, category
):
    client, other = signed_in(), an_actor(username="otto", display_name="Otto")
    post = a_post(a_thread(category=category), actor=other)
    path = path_of(post.thread)
    assert '<template id="blocked-post">' not in see(client, path).content.decode()
    client.post("/en/m/otto/block/")
    html = see(client, path).content.decode()
    fold = f'<details class="blocked-post" id="blocked-{post.pk}" data-post="{post.pk}"'
    assert f'{fold} data-number="{post.number}">' in html
    assert '<template id="blocked-post"><details' in html
    assert '"blocked": ["otto"]' in html
    assert "blocked-post" not in see(visitor, path).content.decode()


def test_blocking_asks_first_and_get_changes_nothing(signed_in):
    me, other = an_actor(), a_member()
    client = signed_in(me.member)
    assert client.get(f"/en/m/{other.username}/block/").status_code == 200
    assert client.get(f"/en/m/{other.username}/unblock/").status_code == 405
    assert not Block.objects.exists()


def test_a_new_user_name_and_what_is_wrong_with_one(signed_in):
    me = a_member()
    a_member(username="taken")
    client = signed_in(me)
    refused = client.post("/en/privacy/name/", {"username": "TAKEN"})
    assert refused.status_code == 422
    assert 'value="TAKEN"' in refused.content.decode()
    assert client.post("/en/privacy/name/", {"username": "lena"}).status_code == 302
    assert Member.objects.get(pk=me.pk).username == "lena"


def test_a_file_is_asked_for_on_the_privacy_page(signed_in):
    me = a_member()
    client = signed_in(me)
    assert client.post("/en/privacy/export").status_code == 302
    assert MemberExport.objects.get().member == me
    assert "The file is being made." in text_of(client.get("/en/privacy/"))
    assert client.get(f"/en/privacy/export/{MemberExport.objects.get().pk}/").status_code == 404


def test_the_privacy_page_costs_the_same_however_much_there_is(
    signed_in, django_assert_num_queries
):
    me = an_actor()
    for _number in range(3):
        block_member(actor=me, blocked=a_member())
    client = signed_in(me.member)
    with django_assert_num_queries(8):
        client.get("/en/privacy/")


@pytest.mark.parametrize("path", ["privacy/", "privacy/name/", "privacy/delete/"])
def test_visitors_sign_in_first(visitor, path):
    response = visitor.get(f"/en/{path}")
    assert response.status_code == 302
    assert "/accounts/login/" in response.url


def test_leaving_asks_for_the_password_and_says_goodbye(category):
    member = a_member()
    member.set_password(PASSWORD)
    member.save()
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    data = {"texts": "erase", "sure": "on"}
    asked = client.post("/en/privacy/delete/", data)
    assert asked.status_code == 302
    assert "reauthenticate" in asked.url
    assert not AccountDeletion.objects.exists()
    done = client.post(asked.url, {"password": PASSWORD}, follow=True)
    assert "Goodbye" in text_of(done)
    assert AccountDeletion.objects.get().erase_texts
    assert client.get("/en/privacy/").status_code == 302


def test_legal_pages_are_read_by_everybody_in_every_version(visitor, category):
    community = category.community
    assert "has not written" in text_of(visitor.get("/en/c/lamps/legal/terms/"))
    for source in ("Be kind.", "Be very kind."):
        store_legal_page(community=community, kind="terms", source=source, language="en")
    assert "Be very kind." in text_of(visitor.get("/en/c/lamps/legal/terms/"))
    assert "Be kind." in text_of(visitor.get("/en/c/lamps/legal/terms/?version=1"))
    for wrong in ("?version=9", "?version=x", "?version=0", "?version=99999999999999999999"):
        assert visitor.get(f"/en/c/lamps/legal/terms/{wrong}").status_code == 404
    assert visitor.get("/en/c/lamps/legal/poems/").status_code == 404
    assert visitor.get("/en/legal/").status_code == 200


def test_operators_edit_legal_pages(signed_in, category):
    operator = a_role(category.community, Membership.Role.OPERATOR)
    client = signed_in(operator.member)
    path = "/en/c/lamps/legal/imprint/edit/"
    assert client.post(path, {"source": " ", "language": "en"}).status_code == 422
    assert client.post(path, {"source": "Lamps Ltd", "language": "en"}).status_code == 302
    assert LegalPage.objects.get().text.source == "Lamps Ltd"
    assert signed_in().get(path).status_code == 403


def test_new_terms_are_asked_for_and_what_was_typed_stays(signed_in, category):
    community, me = category.community, an_actor()
    store_legal_page(community=community, kind="terms", source="Be kind.", language="en")
    thread = a_thread(actor=me, category=category)
    store_legal_page(community=community, kind="terms", source="Be kinder.", language="en")
    client = signed_in(me.member)
    data = fields_of(see(client, path_of(thread))) | {"body": "What I typed."}
    refused = client.post(f"/en/t/{thread.pk}/reply", data)
    assert refused.status_code == 422
    assert "What I typed." in refused.content.decode()
    assert 'href="/en/c/lamps/legal/accept/"' in refused.content.decode()
    assert "Be kinder." in text_of(client.get("/en/c/lamps/legal/accept/"))
    client.post("/en/c/lamps/legal/accept/")
    assert client.post(f"/en/t/{thread.pk}/reply", data).status_code == 302


def test_joining_is_agreement(visitor, category):
    page = store_legal_page(
        community=category.community, kind="rules", source="Be kind.", language="en"
    )
    visitor.post(
        "/en/accounts/signup/",
        {
            "opened": stamp(time.time() - 60),
            "username": "lena",
            "email": "lena@example.org",
            "password1": PASSWORD,
            "language": "en",
        },
    )
    assert LegalAcceptance.objects.get().page == page
