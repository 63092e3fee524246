"""What every channel does, and how it fails."""

import smtplib

import pytest
from django.core import mail

from accounts.queries import actor_for
from forum.models import Notification
from frontend.notifications.channels import channel
from frontend.notifications.channels.base import AddressGone, Channel, Refused, TryLater
from frontend.notifications.channels.recording import RecordingChannel
from tests.frontend.notifications.conftest import a_reachable_member, an_answer_for, send_all

pytestmark = pytest.mark.django_db

RECORDING = {"BACKEND": "frontend.notifications.channels.recording.RecordingChannel"}


@pytest.fixture(params=["mail", "digest", "recording"])
def way(request, settings) -> Channel:
    settings.NOTIFICATION_CHANNELS = {**settings.NOTIFICATION_CHANNELS, "recording": RECORDING}
    found = channel(request.param)
    assert found
    return found


@pytest.fixture
def member():
    return a_reachable_member().member


def composed(way, member):
    rows = list(Notification.objects.filter(member=member).select_related("thread__title"))
    return way.compose(member, way.address_of(member), rows, "<1@example.org>")


def test_a_message_names_its_recipient_and_its_id(way, member):
    an_answer_for(actor_for(member))
    message = composed(way, member)
    assert message.id == "<1@example.org>"
    assert message.address == way.address_of(member)
    assert message.subject and message.text
    assert "\n" not in message.subject


def test_composing_twice_gives_the_same(way, member):
    an_answer_for(actor_for(member))
    assert composed(way, member) == composed(way, member)


def test_sending_hands_the_message_over(way, member):
    an_answer_for(actor_for(member))
    way.send(composed(way, member))
    taken = way.sent if isinstance(way, RecordingChannel) else mail.outbox
    assert len(taken) == 1


@pytest.mark.parametrize("name", ["mail", "digest"])
@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (OSError("down"), TryLater),
        (smtplib.SMTPException("what"), TryLater),
        (smtplib.SMTPDataError(554, b"spam"), Refused),
        (ValueError("header"), Refused),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"gone")}), AddressGone),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_failures_are_told_in_the_words_of_the_contract(member, failing, name, failure, told):
    an_answer_for(actor_for(member))
    way = channel(name)
    message = composed(way, member)
    failing.failure = failure
    with pytest.raises(told):
        way.send(message)


def test_an_unknown_channel_is_none(settings):
    settings.NOTIFICATION_CHANNELS = {}
    assert channel("mail") is None


def test_what_has_no_channel_here_is_dropped(settings, member):
    an_answer_for(actor_for(member))
    settings.NOTIFICATION_CHANNELS = {}
    send_all()
    assert mail.outbox == []
