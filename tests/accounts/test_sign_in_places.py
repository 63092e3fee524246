"""Whether members share a network is known for a month; which one it is, never."""

from datetime import timedelta

import pytest
from django.contrib.auth.signals import user_logged_in
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import SignInPlace
from accounts.sign_in_places import note_place, shared_places, sharing, sweep_places
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def test_signing_in_leaves_a_digest_and_no_address():
    member = a_member()
    request = RequestFactory(REMOTE_ADDR="192.0.2.77").get("/")
    user_logged_in.send(sender=type(member), request=request, user=member)
    row = SignInPlace.objects.get()
    assert (row.member, row.day, len(row.digest)) == (member, timezone.now().date(), 64)
    assert "192.0.2.77" not in str(vars(row))


def test_members_of_one_household_share_a_network():
    one, other, stranger = a_member(), a_member(), a_member()
    note_place(one, "2001:db8::1")
    note_place(one, "2001:db8::1")
    note_place(other, "2001:db8::2")
    note_place(stranger, "192.0.2.1")
    everybody = [one.pk, other.pk, stranger.pk]
    places = shared_places(everybody)
    assert places == [frozenset({one.pk, other.pk})]
    assert (sharing(everybody, places), sharing([one.pk, stranger.pk], places)) == (2, 0)


def test_without_an_address_nothing_is_kept():
    note_place(a_member(), "")
    assert not SignInPlace.objects.exists()


def test_after_a_month_it_is_forgotten():
    note_place(a_member(), "192.0.2.1")
    assert sweep_places() == 0
    SignInPlace.objects.update(day=timezone.now().date() - timedelta(days=31))
    assert (sweep_places(), SignInPlace.objects.count()) == (1, 0)
