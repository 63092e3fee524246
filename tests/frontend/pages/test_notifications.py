"""The bell, the page of notifications, and how a member wants to be told."""

import pytest
from django.core import mail

from accounts.models import Member
from accounts.queries import actor_for
from forum.actions.notification_settings import note_bounce
from forum.actions.notifications import notify_of_post
from forum.models import Notification, NotificationSettings
from frontend.notifications.unsubscribing import word_for
from tests.builders import a_member, a_post, a_thread, an_actor
from tests.frontend.pages.conftest import fields_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return a_member("de")


@pytest.fixture
def client(signed_in, member):
    return signed_in(member)


@pytest.fixture
def tell(member, category):
    """Somebody answers a question of the member, who is told."""

    def tell(**options):
        thread = a_thread(category=category, actor=actor_for(member))
        post = a_post(thread, **options)
        notify_of_post(post_id=post.pk)
        return post

    return tell


def test_the_bell_counts_what_is_new(client, tell):
    assert "data-bell-count hidden" in client.get("/en/").content.decode()
    tell()
    html = client.get("/en/").content.decode()
    assert "data-bell-count hidden" not in html
    assert "<span data-bell-number>1</span>" in html


def test_visitors_have_no_bell(visitor, category):
    assert "data-bell" not in visitor.get("/en/").content.decode()


def test_the_bell_costs_one_query(client, tell, django_assert_num_queries):
    tell()
    client.get("/en/notifications/settings/")
    with django_assert_num_queries(6):
        # The session, the member, his memberships; his settings, his address; the bell.
        client.get("/en/notifications/settings/")


def test_the_page_costs_the_same_however_long(client, tell, django_assert_num_queries):
    queries = 6
    for _ in range(3):
        tell()
        client.get("/en/notifications/")
        with django_assert_num_queries(queries):
            client.get("/en/notifications/")


def test_a_line_leads_to_its_post_with_the_title_translated(client, tell, translate):
    post = tell(actor=an_actor(display_name="Ana"))
    translate()
    html = client.get("/de/notifications/").content.decode()
    assert "<bdi>Ana</bdi>" in html
    assert f"?post={post.pk}#post-{post.pk}" in html
    assert '<p class="note__title" lang="de" dir="ltr">[' in html


def test_looking_changes_nothing(client, tell):
    tell()
    for path in ("/en/notifications/", "/en/notifications/latest"):
        assert client.get(path).status_code == 200
    assert client.get("/en/notifications/seen").status_code == 405
    assert client.get("/en/notifications/read").status_code == 405
    assert Notification.objects.filter(seen=None, read=None).count() == 1


def test_a_line_is_marked_by_its_button(client, tell):
    tell()
    row = Notification.objects.get()
    response = client.post(
        "/en/notifications/read", {"id": row.pk}, headers={"Accept": "text/html"}
    )
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.read is not None


def test_the_pages_own_beacon_marks_what_was_seen(client, tell):
    tell()
    row = Notification.objects.get()
    response = client.post("/en/notifications/seen", {"until": row.pk})
    assert response.status_code == 204
    row.refresh_from_db()
    assert (row.seen is not None, row.read) == (True, None)


def test_all_are_marked_at_once(client, tell):
    for _ in "ab":
        tell()
    client.post("/en/notifications/read", {"all": "1"})
    assert not Notification.objects.filter(read=None).exists()
    assert "You have read everything." in text_of(client.get("/en/notifications/?unread=1"))


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 40, "\0"])
def test_what_can_be_no_notification_is_refused(client, wrong):
    assert client.post("/en/notifications/read", {"id": wrong}).status_code == 422


def test_a_long_list_has_pages(client, tell):
    for _ in range(23):
        tell()
    html = client.get("/en/notifications/").content.decode()
    assert html.count("data-note=") == 20
    assert 'rel="next"' in html


def test_visitors_sign_in_first(visitor, category):
    for path in ("/en/notifications/", "/en/notifications/settings/"):
        assert visitor.get(path).status_code == 302


# Settings


def choose(client, **fields):
    given = {"mail": "single", "quiet_from": "", "quiet_until": "", "types": ["answer"], **fields}
    return client.post("/en/notifications/settings/", given)


def test_a_choice_is_kept(client, member):
    assert choose(client, mail="daily", quiet_from="22", quiet_until="7").status_code == 302
    row = NotificationSettings.objects.get(member=member)
    assert (row.mail, row.quiet_from, row.quiet_until) == ("daily", 22, 7)
    assert "answer" not in row.types_off and "mention" in row.types_off
    html = client.get("/en/notifications/settings/").content.decode()
    assert '<option value="22" selected>22:00' in html


@pytest.mark.parametrize(
    "fields",
    [
        {"mail": "hourly"},
        {"quiet_from": "24", "quiet_until": "3"},
        {"quiet_from": "22"},
        {"quiet_from": "7", "quiet_until": "7"},
        {"types": ["everything"]},
    ],
)
def test_a_wrong_choice_is_told_and_nothing_kept(client, member, fields):
    assert choose(client, **fields).status_code == 422
    assert not NotificationSettings.objects.filter(member=member).exists()


def test_who_is_no_longer_written_to_is_told_and_may_ask_again(client, member):
    note_bounce(member=member, final=True)
    assert "refused our mail" in text_of(client.get("/en/notifications/"))
    client.post("/en/notifications/mail-again")
    assert NotificationSettings.objects.get(member=member).bounced is None


def test_refusals_that_may_pass_are_believed_at_the_fifth(member):
    for number in range(1, 6):
        row = note_bounce(member=member, final=False)
        assert bool(row.bounced) == (number == 5)
    assert mail.outbox == []


def test_stopping_mail_asks_before_it_does(visitor, member, category):
    path = f"/en/unsubscribe/{word_for(member, 'answer')}/"
    assert "No more mails?" in text_of(visitor.get(path))
    assert not Member.objects.filter(notification_settings__isnull=False).exists()
    assert "csrf" not in fields_of(visitor.get(path))
    visitor.post(path, {"everything": "1"})
    assert NotificationSettings.objects.get(member=member).mail == "off"
