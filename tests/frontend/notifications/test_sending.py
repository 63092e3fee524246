"""Nothing is lost and nothing sent twice, whatever dies in between."""

import smtplib

import pytest
from anymail.exceptions import AnymailRecipientsRefused
from django.core import mail
from django.utils import timezone

from core import leases
from forum.actions.deliveries import claim_deliveries, free_dead_deliveries, settle
from forum.models import Notification, NotificationDelivery
from frontend.notifications.sending import deliver
from tests.frontend.notifications.conftest import (
    a_reachable_member,
    an_answer_for,
    make_due,
    send_all,
    translate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return a_reachable_member()


@pytest.fixture
def due(asker):
    """One mail that is due and waits for nothing."""
    an_answer_for(asker)
    translate()
    make_due()


def die_in_between():
    """A worker began to send and was killed: what it held is freed on the same machine."""
    rows = claim_deliveries()
    dead = f"{leases.owner().split('/')[0]}/00000000/1.1"
    NotificationDelivery.objects.filter(pk__in=[row.pk for row in rows]).update(owner=dead)
    assert free_dead_deliveries() == len(rows)
    return rows


def state():
    return NotificationDelivery.objects.get().state


def test_what_is_sent_is_not_sent_again(due):
    send_all()
    send_all()
    assert (len(mail.outbox), state()) == (1, "sent")


def test_what_was_interrupted_is_sent_once_more_under_the_same_id(due, caplog):
    [row] = die_in_between()
    send_all()
    assert [each.extra_headers["Message-ID"] for each in mail.outbox] == [row.message_id]
    assert state() == "sent"
    assert "interrupted" in caplog.text


def test_what_is_interrupted_twice_is_given_up(due):
    die_in_between()
    die_in_between()
    send_all()
    assert (mail.outbox, state()) == ([], "failed")


def test_what_another_process_is_sending_is_left_to_it(due):
    claim_deliveries()
    assert deliver() == 0


def test_what_was_lost_to_another_is_not_settled(due):
    rows = claim_deliveries()
    NotificationDelivery.objects.update(owner="elsewhere/boot/1.1")
    settle(rows, "failed", reason="late")
    assert state() == "started"


@pytest.mark.parametrize(
    "failure",
    [
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPAuthenticationError(535, b"no"),
        smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"later")}),
        smtplib.SMTPDataError(452, b"full"),
        OSError(28, "No space left on device"),
        TimeoutError("slow"),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_what_may_pass_is_tried_again_later(due, failing, failure):
    failing.failure = failure
    send_all()
    delivery = NotificationDelivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert delivery.due > timezone.now()
    make_due()
    send_all()
    assert (len(mail.outbox), state()) == (1, "sent")


def test_patience_has_an_end(due, failing):
    failing.failure, failing.times = OSError("down"), 99
    for _ in range(8):
        make_due()
        send_all()
    assert state() == "failed"


def test_a_refused_mail_is_not_tried_again(due, failing):
    failing.failure = smtplib.SMTPDataError(554, b"spam")
    send_all()
    assert state() == "failed"


@pytest.mark.parametrize(
    "failure",
    [
        smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}),
        AnymailRecipientsRefused("unknown"),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_an_address_that_is_gone_stops_mail_and_the_member_is_told_here(
    asker, due, failing, failure
):
    failing.failure = failure
    send_all()
    assert state() == "failed"
    asker.member.refresh_from_db()
    assert asker.member.notification_settings.bounced is not None
    assert Notification.objects.filter(member=asker.member, type="mail_stopped").exists()
    an_answer_for(asker)
    assert NotificationDelivery.objects.count() == 1


def test_a_letter_that_cannot_be_written_holds_up_no_other(asker, due, settings, caplog):
    settings.DEFAULT_FROM_EMAIL = object()
    deliver()
    assert state() == "waiting"
    assert "cannot be written" in caplog.text


def test_members_get_mails_of_their_own(due):
    other = a_reachable_member()
    an_answer_for(other)
    translate()
    make_due()
    send_all()
    assert len(mail.outbox) == 2
    assert len({tuple(message.to) for message in mail.outbox}) == 2
