"""What readers say under a translated post: understandable, corrected, in the wrong language."""

import json
import re

import pytest

from accounts.queries import actor_for
from forum.actions import delete_post, edit_post, record_demand
from frontend import limits
from frontend.limits import Limit
from tests.builders import a_member, a_role, a_thread
from tests.frontend.pages.conftest import path_of, see, text_of
from translation.models import LanguageReport, Translation, TranslationRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(category, translate):
    thread = a_thread(category=category, language="de", body="Meine Lampe flackert.")
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    return thread


@pytest.fixture
def post(thread):
    return thread.posts.first()


def rate(client, post, said="yes", **options):
    return client.post("/en/rate", {"rate": f"{post.pk}-{said}"}, **options)


def viewer_on(response):
    found = re.search(r'<script id="viewer"[^>]*>(.*?)</script>', response.content.decode())
    return json.loads(found[1])


def test_members_are_asked_under_a_translated_post(thread, post, signed_in):
    html = see(signed_in(), path_of(thread)).content.decode()
    assert f'name="rate" value="{post.pk}-yes"' in html
    assert 'class="may-help' in html and f'href="/en/p/{post.pk}/translation/"' in html


def test_visitors_are_not(thread, visitor):
    html = see(visitor, path_of(thread)).content.decode()
    assert 'class="may-help' not in html and 'id="rate"' not in html


def test_nobody_is_asked_where_nothing_was_translated(thread, signed_in):
    html = see(signed_in(language="de"), path_of(thread, "de")).content.decode()
    assert 'name="rate"' not in html


def test_where_no_engine_helps_people_may_translate(category, post, signed_in, settings):
    Translation.objects.all().delete()
    settings.TRANSLATION_ENGINES = []
    response = see(signed_in(), path_of(post.thread))
    assert "Translate it yourself" in text_of(response)


def test_a_rating_without_javascript_leads_back_to_the_post(post, signed_in):
    response = rate(signed_in(), post, headers={"Accept": "text/html"})
    assert response.headers["Location"].endswith(f"#post-{post.pk}")
    assert TranslationRating.objects.get().understandable


def test_the_script_gets_nothing_back(post, signed_in):
    response = rate(signed_in(), post, "no", headers={"Accept": "application/json"})
    assert response.status_code == 204
    assert not TranslationRating.objects.get().understandable


def test_the_page_knows_what_this_member_said(thread, post, signed_in):
    client = signed_in()
    rate(client, post)
    assert viewer_on(see(client, path_of(thread)))["ratings"] == {str(post.body_id): True}
    assert viewer_on(see(signed_in(), path_of(thread)))["ratings"] == {}


def test_a_new_version_is_asked_about_anew(thread, post, signed_in):
    client = signed_in()
    rate(client, post)
    edit_post(actor=actor_for(post.author), post=post, revision=1, body="Die Lampe ist aus.")
    assert viewer_on(see(client, path_of(thread)))["ratings"] == {}


@pytest.mark.parametrize("said", ["maybe", "", "yes-no"])
def test_what_makes_no_sense_is_refused(post, signed_in, said):
    assert rate(signed_in(), post, said).status_code == 422


def test_nobody_rates_his_own_post(post, signed_in):
    assert rate(signed_in(post.author), post).status_code == 403


def test_the_script_is_told_why_an_answer_was_refused(post, signed_in):
    response = rate(signed_in(post.author), post, headers={"Accept": "application/json"})
    assert response.status_code == 403
    assert response.json()["message"]


def test_a_deleted_post_is_not_rated(post, signed_in):
    delete_post(actor=actor_for(post.author), post=post)
    assert rate(signed_in(), post).status_code == 404


def test_a_translation_by_people_says_so(thread, visitor):
    Translation.objects.update(segments=2, human_segments=1)
    assert "Translated from German, corrected by people" in text_of(see(visitor, path_of(thread)))


def test_a_translation_wholly_by_people_says_so(thread, visitor):
    Translation.objects.update(segments=2, human_segments=2)
    assert "Translated from German by people" in text_of(see(visitor, path_of(thread)))


def report(client, post, language="nl"):
    return client.post(f"/en/p/{post.pk}/language/report/", {"language": language})


def test_readers_report_a_wrong_language(thread, post, signed_in):
    client = signed_in()
    path = f"/en/p/{post.pk}/language/report/"
    assert path in see(client, path_of(thread)).content.decode()
    assert "Is this not in German?" in text_of(client.get(path))
    assert "It is corrected once somebody else" in text_of(
        see(client, report(client, post).headers["Location"])
    )


def test_the_second_reader_corrects_it(post, signed_in):
    for _ in "ab":
        report(signed_in(), post)
    post.body.refresh_from_db()
    assert post.body.language == "nl"


def test_the_language_it_claims_is_no_choice(post, signed_in):
    assert report(signed_in(), post, "de").status_code == 422


def test_who_corrects_languages_need_not_report(post, category, signed_in):
    client = signed_in(a_role(category.community, level=3).member)
    assert report(client, post).status_code == 403


def test_reports_are_limited(post, signed_in, monkeypatch):
    monkeypatch.setattr(limits, "LANGUAGE_REPORTS", Limit("language_reports", 0, 86_400))
    assert report(signed_in(), post).status_code == 429
    assert not LanguageReport.objects.exists()


def test_visitors_are_asked_to_sign_in_to_report(post, visitor):
    assert "login" in report(visitor, post).headers["Location"]


def test_a_member_of_no_rank_may_report(post, signed_in):
    assert report(signed_in(a_member("fr")), post).status_code == 302
