"""Ways to look at a surface, as a person or a program would."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import quote
from xml.etree import ElementTree

from django.core import mail
from django.test import Client

from accounts.models import Member
from accounts.permissions import Actor
from accounts.queries import actor_for
from core import languages
from forum.models import NotificationDelivery, Thread
from frontend.live.access import accesses
from frontend.live.batches import frames_for
from frontend.notifications.sending import deliver
from tests.frontend.api.callers import a_caller
from tests.frontend.surfaces.seen import (
    NOTHING,
    Seen,
    of_addresses,
    of_atom,
    of_html,
    of_json,
    of_text,
)
from tests.frontend.surfaces.world import SLUG, World

LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LONG_AGO, FAR_AWAY = "2020-01-01T00:00Z", "2200-01-01T00:00Z"


@dataclass(frozen=True, slots=True)
class Visit:
    """People in a world: a reader of the language `code` and those whose pages he cannot see,
    each with a browser. What was fetched is kept: many surfaces are parts of one page."""

    world: World
    code: str
    browsers: Mapping[str, Client]
    kept: dict[tuple[str, str], Seen] = field(default_factory=dict)

    @property
    def reader(self) -> Member:
        return _member(self.world.readers[self.code])

    def address(self, pattern: str) -> str:
        """An address with the names and numbers of this world filled in."""
        world = self.world
        return pattern.format(
            lang=self.code,
            community=SLUG,
            category=world.category.slug,
            category_id=world.category.pk,
            tag=world.tag.slug,
            product=world.product.slug,
            thread=world.thread.pk,
            question=world.question.pk,
            reply=world.reply.pk,
            answer=world.answer.pk,
            decided=world.decided.pk,
            waiting=world.waiting,
            told=world.told,
            appealed=world.appealed,
            asker=world.asker.member.username,  # type: ignore[union-attr]  # no visitor
            helper=world.helper.member.username,  # type: ignore[union-attr]  # the same
            friend=world.reply.author.username,  # type: ignore[union-attr]  # the same
        )


def visiting(world: World, code: str) -> Visit:
    """Everybody comes in."""
    people = {"reader": world.readers[code], "asker": world.asker}
    people |= {"helper": world.helper, "agent": world.agent, "operator": world.operator}
    browsers = {"visitor": Client(), **{who: _signed_in(each) for who, each in people.items()}}
    return Visit(world, code, browsers)


def _signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(_member(actor), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _member(actor: Actor) -> Member:
    """The member behind an actor, as the tables know him now."""
    assert actor.id is not None
    return Member.objects.get(pk=actor.id)


Look: TypeAlias = Callable[[Visit], Seen]


def _got(visit: Visit, pattern: str, who: str) -> Seen:
    """A page as it is at last. One that is refused repeats the address, and says nothing else
    that is not ours."""
    if (pattern, who) not in visit.kept:
        address = visit.address(pattern)
        response = visit.browsers[who].get(f"/{visit.code}/{address}", follow=True)
        html = response.content.decode()
        if response.status_code != 200:
            path = address.partition("?")[0] or "/"
            html = html.replace(path, "").replace(quote(path, safe=""), "")
        visit.kept[pattern, who] = of_html(html)
    return visit.kept[pattern, who]


def page(pattern: str, who: str = "reader", *, inside: str = "") -> Look:
    """The body of a page, or an element of it."""

    def look(visit: Visit) -> Seen:
        seen = _got(visit, pattern, who).outside("head")
        return seen.inside(inside) if inside else seen

    return look


def head(pattern: str, name: str) -> Look:
    """What a visitor's page says of itself: its `title`, or a meta tag."""
    return lambda visit: _got(visit, pattern, "visitor").inside("head").inside(name)


def fragment(pattern: str, who: str = "reader") -> Look:
    """What a script puts into a page."""

    def look(visit: Visit) -> Seen:
        direction = languages.direction(visit.code)
        return of_html(_got(visit, pattern, who).raw, visit.code, direction)

    return look


def pressed(button: str) -> Look:
    """The page that asks back when a button under a post is pressed."""

    def look(visit: Visit) -> Seen:
        sent = {"mark": visit.address(button)}
        response = visit.browsers["reader"].post(
            f"/{visit.code}/mark", sent, headers={"Accept": "text/html"}, follow=True
        )
        return of_html(response.content.decode()).outside("head")

    return look


def data(pattern: str, who: str = "reader") -> Look:
    """What a script asks for."""

    def look(visit: Visit) -> Seen:
        response = visit.browsers[who].get(f"/{visit.code}/{visit.address(pattern)}")
        return _answered(response.content, visit) if response.status_code == 200 else NOTHING

    return look


def linked_data(pattern: str) -> Look:
    """What a page tells search engines, one object after the other."""

    def look(visit: Visit) -> Seen:
        found = LINKED_DATA.findall(_got(visit, pattern, "visitor").raw)
        return of_json("\n".join(found), [json.loads(each) for each in found], visit.code)

    return look


def api(pattern: str, who: str = "reader") -> Look:
    """What a program of the reader is answered, or of the helper, or of staff."""

    def look(visit: Visit) -> Seen:
        member = visit.reader if who == "reader" else _member(getattr(visit.world, who))
        scopes = "read,write,moderate" if who == "agent" else "read,write"
        response = a_caller(member, scopes=scopes).get(visit.address(pattern))
        return _answered(response.content, visit)

    return look


def _answered(content: bytes, visit: Visit) -> Seen:
    answer: Any = json.loads(content)
    return of_json(json.dumps(answer, ensure_ascii=False), answer, visit.code)


def feed(pattern: str) -> Look:
    """An Atom feed."""

    def look(visit: Visit) -> Seen:
        response = visit.browsers["visitor"].get(f"/{visit.code}/{visit.address(pattern)}")
        return of_atom(response.content) if response.status_code == 200 else NOTHING

    return look


def sitemap(visit: Visit) -> Seen:
    """The addresses of all threads that search engines are told of in this language."""
    response = visit.browsers["visitor"].get(f"/sitemaps/{visit.code}/threads-0.xml")
    if response.status_code != 200:
        return NOTHING
    return of_addresses(
        [str(node.text) for node in ElementTree.fromstring(response.content).iter(LOC)]
    )


def live(kind: str, key: str) -> Look:
    """HTML that open pages are sent after changes."""

    def look(visit: Visit) -> Seen:
        thread, actor = visit.world.thread.pk, actor_for(visit.reader)
        found = accesses(actor, [thread]).get(thread)
        if found is None:
            return NOTHING
        group, newest = (visit.code, found.audience), found.thread.event
        frames = frames_for(thread, [group], after=0, until=newest)[group]
        told = [json.loads(numbered.frame["text"]) for numbered in frames]
        html = "".join(each.get(key, "") for each in told if each["type"].startswith(kind))
        return of_html(html, visit.code, languages.direction(visit.code))

    return look


def mails(part: str, *, digest: bool = False) -> Look:
    """A part of the mails that a reader gets: `html`, `text` or `subject`."""

    def look(visit: Visit) -> Seen:
        readers = visit.world.digest_readers if digest else visit.world.readers
        sent = _mailed(_member(readers[visit.code]), visit.world.thread)
        if part == "html":
            bodies = [str(each.alternatives[0][0]) for each in sent]
            return of_html("".join(bodies)).outside("head")
        texts = [str(each.subject if part == "subject" else each.body) for each in sent]
        return of_text("", visit.code, *texts)

    return look


def _mailed(member: Member, thread: Thread) -> list[Any]:
    """The mails to `member`. They wait for more to tell, and for translations; here those of one
    thread, whose title is their subject, have waited long enough."""
    NotificationDelivery.objects.update(due=FAR_AWAY)
    ready = NotificationDelivery.objects.filter(notification__thread=thread)
    ready.filter(notification__member=member).update(due=LONG_AGO, patient_until=LONG_AGO)
    while deliver():
        pass
    return [each for each in mail.outbox if each.to == [member.email]]
