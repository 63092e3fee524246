"""A page with the fragments that were pushed to it equals the page loaded anew."""

import html
import re

import pytest
from django.test import Client

from forum.actions import accept_answer, delete_post, edit_post
from forum.models import Thread
from frontend.live.database import ask
from tests.builders import a_post, a_thread, an_actor
from tests.frontend.live.conftest import translate

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLE = re.compile(r'<article [^>]*id="post-(\d+)".*?</article>', re.DOTALL)
HEADER = re.compile(r'<header class="thread-head" id="thread-header">(.*?)</header>', re.DOTALL)
CONTROLS = re.compile(r'(<div class="post-actions"[^>]*>).*?</div>', re.DOTALL)


def plain(fragment: str) -> str:
    """Without personal controls, and without space between tags."""
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", CONTROLS.sub(r"\1</div>", fragment))).strip()


def page_of(thread: Thread, lang: str) -> tuple[str, dict[int, str]]:
    """Header and articles as a visitor's page shows them."""
    answer = Client(headers={"host": "testserver"}).get(f"/{lang}/t/{thread.pk}/", follow=True)
    text = answer.content.decode()
    articles = {int(found[1]): plain(found[0]) for found in ARTICLE.finditer(text)}
    header = HEADER.search(text)
    assert header, html.unescape(text)[:500]
    return plain(header[1]), articles


@pytest.mark.parametrize("lang", ["en", "es", "ar", "zh-hant"])
async def test_page_and_fragments_equal_the_page_loaded_anew(open_thread_page, lang):
    asker, helper = await ask(an_actor), await ask(an_actor, "de")
    thread = await ask(a_thread, actor=asker)
    header, articles = await ask(page_of, thread, lang)
    reader = await open_thread_page(thread, lang=lang, after=thread.event)
    await reader.hears("presence")

    kept = await ask(a_post, thread, actor=helper, language="de", body="Der **Kanal** war es.")
    gone = await ask(a_post, thread, actor=helper, language="de", body="Ein Irrtum.")
    await ask(a_post, thread, actor=asker, body="Thanks, `channel 11` it is!", reply_to=kept)
    await translate()
    await ask(edit_post, actor=helper, post=kept, revision=1, body="Der Kanal, immer der Kanal.")
    await ask(accept_answer, actor=asker, post=kept)
    await ask(delete_post, actor=helper, post=gone)
    await translate()
    # Every language hears of it, so nothing is missing when it has come.
    await ask(a_post, thread, actor=asker, body="Case closed.")

    newest = await ask(lambda: Thread.objects.get(pk=thread.pk).event)
    for message in await reader.hears_until(newest):
        if message["type"] == "thread.updated":
            header = plain(message["html"])
        elif message["type"] == "post.removed":
            articles.pop(message["post"], None)
        else:
            articles[message["post"]] = plain(message["html"])
        header = plain(message["header"]) if "header" in message else header
    assert (header, articles) == await ask(page_of, thread, lang)
