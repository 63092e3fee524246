import pytest

from accounts.models import Member
from core.batches import by_id
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def test_every_row_comes_once_in_the_order_of_ids(django_assert_num_queries):
    ids = [a_member().pk for _number in range(5)]
    with django_assert_num_queries(4):
        batches = list(by_id(Member.objects.order_by("-username"), size=2))
    assert [[row.pk for row in batch] for batch in batches] == [ids[:2], ids[2:4], ids[4:]]


def test_rows_that_are_changed_meanwhile_hide_no_others():
    for _number in range(5):
        a_member(language="de")
    seen = 0
    for batch in by_id(Member.objects.filter(reading_language="de"), size=2):
        seen += len(batch)
        Member.objects.filter(pk__in=[row.pk for row in batch]).update(reading_language="en")
    assert seen == 5


def test_of_nothing_there_is_no_batch():
    assert list(by_id(Member.objects.all(), size=2)) == []
