"""What mails say, in which language, and how they are gathered and stopped."""

from email.header import decode_header, make_header

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Member
from forum.actions import delete_post, set_subscription
from forum.actions.notification_reading import mark_notifications_read
from forum.actions.notification_settings import change_notification_settings
from forum.models import NotificationDelivery
from tests.builders import a_category, a_community, a_post, a_thread, an_actor
from tests.frontend.notifications.conftest import (
    Pieces,
    a_reachable_member,
    an_answer_for,
    html_of,
    links_of,
    make_due,
    send_all,
    translate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return a_reachable_member("de")


def sent():
    translate()
    make_due()
    send_all()
    return mail.outbox


def test_a_mail_is_in_its_readers_language_with_the_original_linked(asker):
    post = an_answer_for(asker, body="Change the **channel** of the router.")
    [message] = sent()
    html = html_of(message)
    assert Pieces(html).of("[Ç") == ("de", "ltr")
    original = f"?post={post.pk}&original={post.body_id}#post-{post.pk}"
    assert original in message.body
    assert original.replace("&", "&amp;") in html


def test_every_foreign_piece_of_an_arabic_mail_has_its_language_and_direction():
    asker = a_reachable_member("ar", kept_languages=["en"])
    an_answer_for(asker, body="Change the channel.")
    [message] = sent()
    pieces = Pieces(html_of(message))
    assert pieces.of("Change the channel.") == ("en", "ltr")
    assert pieces.of("The router drops the connection") == ("en", "ltr")
    assert {side for _text, lang, side in pieces.found if lang == "ar"} == {"rtl"}
    assert '<html lang="ar" dir="rtl">' in html_of(message)


def test_the_plain_part_holds_all_that_the_other_one_says(asker):
    an_answer_for(asker, actor=an_actor(display_name="Ana <b>"), body="One.\n\n- two\n- three")
    [message] = sent()
    assert "Ana <b>" in message.body
    assert "&lt;" not in message.body and "<p" not in message.body
    assert all(link.startswith("http://") for link in links_of(message.body))
    assert "Ana &lt;b&gt;" in html_of(message)


def test_a_japanese_subject_is_encoded_and_read_again():
    asker = a_reachable_member("ja")
    an_answer_for(asker, "ja", title="ルーターの接続が切れます", body="再起動してください。")
    [message] = sent()
    header = message.message()["Subject"]
    assert str(header).isascii() or "=?utf-8?" in message.message().as_string()
    raw = message.message().as_bytes().split(b"Subject: ")[1].split(b"\nFrom")[0]
    assert raw.isascii()
    assert "ルーターの接続が切れます" in str(make_header(decode_header(raw.decode())))


def test_nobody_can_write_a_header(asker):
    community = a_community(name="Evil\r\nBcc: everybody@example.org")
    thread = a_thread(actor=asker, category=a_category(community), title="A title\u2028of two")
    an_answer_for(asker, thread=thread, actor=an_actor(display_name="A\nBcc: b@example.org"))
    [message] = sent()
    raw = message.message()
    assert raw["Bcc"] is None
    assert "\n" not in message.subject and "\u2028" not in message.subject
    assert message.recipients() == [asker.member.email]


def test_mails_of_a_thread_are_gathered_under_it(asker, settings):
    thread = a_thread(actor=asker)
    an_answer_for(asker, thread=thread)
    sent()
    an_answer_for(asker, thread=thread)
    sent()
    roots = {message.extra_headers["References"] for message in mail.outbox}
    assert roots == {f"<thread.{thread.pk}@{settings.MAIL_DOMAIN}>"}
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


def test_what_comes_together_is_one_mail(asker):
    thread = a_thread(actor=asker)
    for number in range(3):
        an_answer_for(asker, thread=thread, body=f"Answer number {number} for you.")
    [message] = sent()
    assert [message.body.count(f"number {n}") or message.body.count(f"{n}") for n in range(3)]
    assert NotificationDelivery.objects.filter(state="sent").count() == 3


def test_a_digest_tells_everything_in_one_mail(asker):
    change_notification_settings(
        actor=asker, mail="daily", quiet_from=None, quiet_until=None, types_off=[]
    )
    for title in ("The first question", "The second question"):
        an_answer_for(asker, title=title)
    send_all()
    assert mail.outbox == []
    [message] = sent()
    assert "2" in message.subject
    assert html_of(message).count("<h1") == 2


def test_what_was_read_meanwhile_is_not_sent(asker):
    an_answer_for(asker)
    mark_notifications_read(actor=asker)
    assert sent() == []
    assert NotificationDelivery.objects.get().state == "dropped"


def test_what_was_deleted_meanwhile_is_not_sent(asker):
    author = an_actor()
    post = an_answer_for(asker, actor=author)
    delete_post(actor=author, post=post)
    assert sent() == []


def test_without_a_confirmed_address_nothing_is_sent():
    asker = an_actor()
    an_answer_for(asker)
    assert sent() == []
    assert NotificationDelivery.objects.get().reason == "no way to the member"


def test_a_member_who_left_meanwhile_gets_nothing(asker):
    an_answer_for(asker)
    Member.objects.filter(pk=asker.id).update(is_active=False)
    assert sent() == []


def test_in_quiet_hours_nothing_is_sent(asker):
    Member.objects.filter(pk=asker.id).update(timezone="UTC")
    an_answer_for(asker)
    translate()
    make_due()
    hour = timezone.now().hour
    NotificationDelivery.objects.update(state="waiting")
    change_notification_settings(
        actor=asker, mail="single", quiet_from=hour, quiet_until=(hour + 2) % 24, types_off=[]
    )
    make_due()
    send_all()
    assert mail.outbox == []
    delivery = NotificationDelivery.objects.get()
    assert delivery.due > timezone.now()


def test_a_mail_waits_for_its_translation(asker):
    an_answer_for(asker)
    make_due()
    send_all()
    assert mail.outbox == []
    delivery = NotificationDelivery.objects.get()
    assert (delivery.state, delivery.reason) == ("waiting", "translation on its way")
    sent()
    assert len(mail.outbox) == 1


def test_after_a_minute_it_is_sent_as_it_is(asker):
    an_answer_for(asker, body="Change the channel.")
    make_due()
    send_all()
    NotificationDelivery.objects.update(due="2020-01-01T00:00Z", patient_until="2020-01-01T00:00Z")
    send_all()
    [message] = mail.outbox
    assert "Change the channel." in message.body
    assert Pieces(html_of(message)).of("Change the channel.") == ("en", "ltr")


def test_a_mail_can_be_stopped_as_the_rfc_says(asker, client):
    an_answer_for(asker)
    [message] = sent()
    headers = message.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    path = "/" + address.split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert not asker.member.__class__.objects.filter(notification_settings__mail="off").exists()
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    asker.member.refresh_from_db()
    assert asker.member.notification_settings.mail == "off"


def test_a_mail_of_one_kind_stops_that_kind(asker, client):
    an_answer_for(asker)
    [message] = sent()
    path = (
        "/"
        + next(link for link in links_of(message.body) if "unsubscribe" in link).split("/", 3)[3]
    )
    client.post(path)
    asker.member.refresh_from_db()
    assert asker.member.notification_settings.types_off == ["answer", "badge"]
    an_answer_for(asker)
    assert len(sent()) == 1


def test_a_word_that_nobody_signed_stops_nothing(client):
    assert client.post("/en/unsubscribe/WzEsIiJd:1:forged/").status_code == 404


def test_private_words_reach_no_stranger():
    community = a_community(visibility="members")
    watcher = a_reachable_member()
    thread = a_thread(category=a_category())
    set_subscription(actor=watcher, thread=thread, level="watching")
    a_post(thread)
    type(thread).objects.filter(pk=thread.pk).update(community=community)
    type(community).objects.filter(pk=thread.category.community_id).update(visibility="members")
    assert sent() == []
