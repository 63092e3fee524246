"""What readers say: understandable or not, and which language a text is really in."""

import pytest

from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core.errors import NotFound, NotPermitted, NotSignedIn
from tests.builders import a_community, a_member, a_role
from tests.translation.correcting import a_text, translated
from translation.actions import rate_translation, report_language, write_text
from translation.correction_errors import OwnWork, SameLanguage
from translation.models import LanguageReport, Translation, TranslationRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def community(engines):
    engines("reference:pseudo")
    return a_community()


@pytest.fixture
def text(community):
    return translated(a_text(community))


def rate(text, actor, understandable=True, language="en"):
    return rate_translation(
        actor=actor,
        text=text,
        community=text.community,
        language=language,
        understandable=understandable,
    )


def test_a_rating_is_about_the_version_that_was_translated(text, community):
    assert rate(text, a_role(community)).checksum == text.checksum


def test_the_last_word_counts(text, community):
    actor = a_role(community)
    rate(text, actor)
    rate(text, actor, understandable=False)
    assert [row.understandable for row in TranslationRating.objects.all()] == [False]


def test_nobody_rates_the_translation_of_his_own_text(text):
    with pytest.raises(OwnWork):
        rate(text, actor_for(text.author))


def test_visitors_do_not_rate(text):
    with pytest.raises(NotSignedIn):
        rate(text, VISITOR)


def test_the_banned_do_not_rate(text, community):
    with pytest.raises(NotPermitted):
        rate(text, a_role(community, state="banned"))


def test_what_does_not_exist_is_not_rated(text, community):
    with pytest.raises(NotFound):
        rate(text, a_role(community), language="fr")


def test_what_is_not_shown_is_not_rated(text, community):
    Translation.objects.update(withheld=True)
    with pytest.raises(NotFound):
        rate(text, a_role(community))


def test_one_report_is_not_enough(text):
    assert not report_language(member=a_member(), text=text, language="nl")


def test_two_members_who_name_the_same_language_are_believed(text):
    report_language(member=a_member(), text=text, language="nl")
    assert report_language(member=a_member(), text=text, language="nl")


def test_two_members_who_name_different_languages_are_not(text):
    report_language(member=a_member(), text=text, language="nl")
    assert not report_language(member=a_member(), text=text, language="da")


def test_one_member_has_one_word(text):
    member = a_member()
    report_language(member=member, text=text, language="nl")
    assert not report_language(member=member, text=text, language="nl")
    assert LanguageReport.objects.count() == 1


def test_reports_about_an_earlier_version_do_not_count(text, community):
    report_language(member=a_member(), text=text, language="nl")
    text = write_text(
        source="Een lamp.",
        format="markdown",
        community=community,
        author=None,
        text=text,
        language="de",
    )
    assert not report_language(member=a_member(), text=text, language="nl")


def test_the_language_it_claims_is_no_report(text):
    with pytest.raises(SameLanguage):
        report_language(member=a_member(), text=text, language="de")
