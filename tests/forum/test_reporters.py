"""What deciders learn of who reported a post."""

import pytest

from accounts.permissions import VISITOR
from forum.actions.flags import flag_post
from forum.models import ReviewItem
from forum.review_kinds import kinds
from tests.builders import a_category, a_post, a_regular, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db

ADDRESS = "leserin@home.example"


@pytest.mark.parametrize(
    ("reason", "kind"), [("spam", "flagged"), ("translation", "translation_fix")]
)
def test_the_address_of_a_visitor_is_shown_to_no_reviewer(reason, kind):
    thread = a_thread(category=a_category(), actor=a_regular())
    post = a_post(thread)
    flag_post(actor=VISITOR, post=post, reason=reason, language="de", email=ADDRESS)
    flag_post(actor=an_actor(display_name="Lena"), post=post, reason=reason, language="en")
    item = ReviewItem.objects.get(kind=kind, post=post)
    exhibit = kinds()[kind].exhibits(a_role(thread.community, level=5), [item])[item.pk]
    assert {voice.name for voice in exhibit.voices} == {"A visitor", "Lena"}
    assert ADDRESS not in repr(exhibit)
