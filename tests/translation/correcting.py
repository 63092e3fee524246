"""Arrangements around corrections: a German text that is read in English, and who has a say."""

from typing import Any

from accounts.models import Community, Member
from accounts.permissions import Actor
from accounts.queries import actor_for
from core import outbox
from tests.builders import a_member, a_role
from translation import execution
from translation.actions import propose_correction, request, write_text
from translation.models import Correction, Text, Translation
from translation.priority import Priority

SOURCE = "Die Lampe flackert in `config.yaml`. Was hilft?"
FIRST = "Die Lampe flackert in config.yaml."
BETTER = "The lamp flickers in config.yaml."


def a_text(community: Community, *, source: str = SOURCE, author: Member | None = None) -> Text:
    return write_text(
        source=source,
        format="markdown",
        community=community,
        author=author or a_member("de"),
        language="de",
    )


def translated(text: Text, language: str = "en") -> Text:
    """The text, once it exists in `language`."""
    request(texts=[text], languages=[language], priority=Priority.READER)
    work()
    return text


def work() -> None:
    """Deliver all news and do all the translating that is due."""
    while outbox.dispatch() or execution.work_off():
        pass


def shown(text: Text, language: str = "en") -> str:
    return Translation.objects.get(text=text, language=language).plain


def speaker(community: Community, *languages: str, **role: Any) -> Actor:
    """A member of the community who reads `languages` (German and English unless said)."""
    actor = a_role(community, **{"level": 1, **role})
    assert actor.member is not None
    actor.member.kept_languages = list(languages or ("de", "en"))
    actor.member.reading_language = actor.member.kept_languages[0]
    actor.member.written_languages = []
    actor.member.save()
    return actor_for(actor.member)


def in_charge(actor: Actor) -> Actor:
    """The same person, now running the whole installation."""
    assert actor.member is not None
    actor.member.is_superuser = True
    actor.member.save()
    return actor_for(actor.member)


def proposed(
    text: Text,
    actor: Actor | None = None,
    *,
    source: str = FIRST,
    target: str = BETTER,
    language: str = "en",
) -> Correction:
    """A proposal for one sentence, by a new speaker of both languages unless one is given."""
    assert text.community is not None
    return propose_correction(
        actor=actor or speaker(text.community),
        text=text,
        community=text.community,
        language=language,
        segments=[(source, target)],
    )[0]
