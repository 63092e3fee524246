"""Having what waits in the queue translated for those who decide on it."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from accounts.models import Community, Membership
from accounts.permissions import RULES, Actor, Privilege
from forum.models import ReviewItem
from forum.review_kinds import Exhibit, kinds
from translation.actions import request
from translation.models import Text
from translation.priority import Priority

LANGUAGES_MAX = 12
"""So many languages of moderators are translated into ahead."""


def translate_for_deciders(item: ReviewItem, exhibit: Exhibit) -> int:
    """Ask for everything an item shows in the languages of those who may decide on it; how many
    jobs are new."""
    return _ask(item, exhibit, languages_of_deciders(item.community), Priority.LIVE)


def translate_for_reader(item: ReviewItem, exhibit: Exhibit, language: str) -> int:
    """The same for somebody who reads it now."""
    return _ask(item, exhibit, [language], Priority.READER)


def exhibit_of(actor: Actor, item: ReviewItem) -> Exhibit:
    """What deciders see of one item beside its post."""
    return kinds()[item.kind].exhibits(actor, [item]).get(item.pk, Exhibit())


def texts_of(item: ReviewItem, exhibit: Exhibit) -> list[Text]:
    """Everything of an item that people wrote."""
    texts = [words.text for words in exhibit.words]
    texts += [voice.text for voice in exhibit.voices if voice.text is not None]
    return [*texts, *([item.post.body, item.post.thread.title] if item.post else [])]


def languages_of_deciders(community: Community) -> list[str]:
    """In which languages those read who moderate a community; the languages of most first."""
    level = RULES[Privilege.MODERATE].level
    rows = Membership.objects.filter(community=community, state=Membership.State.ACTIVE)
    entitled = Q(role__in=RULES[Privilege.MODERATE].roles)
    entitled |= Q(level__gte=level) | Q(level_granted__gte=level)
    found = rows.filter(entitled).values_list("member__reading_language", flat=True)
    return sorted(set(found))[:LANGUAGES_MAX]


def _ask(item: ReviewItem, exhibit: Exhibit, languages: Iterable[str], priority: Priority) -> int:
    texts: Sequence[Text] = texts_of(item, exhibit)
    return request(texts=texts, languages=list(languages), priority=priority)
