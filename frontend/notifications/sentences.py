"""What a notification says, in the language of the interface."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from core import languages
from core.errors import LingoraError
from forum.models import Notification
from forum.verbs import reason, told
from frontend.notifications.level_sentences import level_template, level_values
from frontend.pages.texts import interface
from reputation.badges import METALS, badge_name

Type = Notification.Type

SENTENCES: Mapping[str, Promise] = {
    Type.ANSWER: gettext_lazy("%(name)s answered your question"),
    Type.REPLY: gettext_lazy("%(name)s replied to you"),
    Type.MENTION: gettext_lazy("%(name)s mentioned you"),
    Type.QUOTE: gettext_lazy("%(name)s quoted you"),
    Type.ACCEPTED: gettext_lazy("%(name)s accepted your answer"),
    Type.SOLVED: gettext_lazy("A question that you follow is solved"),
    Type.FOLLOWED_THREAD: gettext_lazy("%(name)s wrote in a thread that you follow"),
    Type.FOLLOWED_LIST: gettext_lazy("%(name)s opened a thread"),
    Type.TRANSLATION_FIXED: gettext_lazy(
        "%(name)s improved the translation of your text into %(language)s"
    ),
    Type.LANGUAGE_REPORTED: gettext_lazy("Somebody reads your text as %(language)s. Is it?"),
    Type.MODERATION: gettext_lazy("There is a decision on what you wrote"),
    Type.BADGE: gettext_lazy("You have got the badge “%(badge)s” (%(metal)s)"),
    Type.MAIL_STOPPED: gettext_lazy("Your e-mail address refused our mail; we send none any more"),
}
APPEAL_DECIDED = gettext_lazy("There is a decision on your appeal")
DECIDED = gettext_lazy("There is a decision on your report")
TAKEN_OVER = gettext_lazy("%(name)s took over your translation into %(language)s")

KINDS: Mapping[str, Promise] = {
    Type.ANSWER: gettext_lazy("Answers to my questions"),
    Type.REPLY: gettext_lazy("Replies to me"),
    Type.MENTION: gettext_lazy("Mentions of my name"),
    Type.QUOTE: gettext_lazy("Quotations of me"),
    Type.ACCEPTED: gettext_lazy("My answer is accepted"),
    Type.SOLVED: gettext_lazy("A question that I follow is solved"),
    Type.VOTES: gettext_lazy("Others find my posts useful"),
    Type.TRANSLATION_FIXED: gettext_lazy("Translations of my texts, and by me"),
    Type.FOLLOWED_THREAD: gettext_lazy("New posts in threads that I follow"),
    Type.FOLLOWED_LIST: gettext_lazy("New threads where I follow"),
    Type.LANGUAGE_REPORTED: gettext_lazy("Questions about the language of my texts"),
    Type.MODERATION: gettext_lazy("Decisions on what I wrote"),
    Type.LEVEL: gettext_lazy("My levels, and appointments as a super-user"),
    Type.BADGE: gettext_lazy("My badges"),
}
"""The types that a member can choose for mail, in words."""


def sentence(row: Notification) -> str:
    """The sentence as plain text, in one line."""
    said = _template(row) % _values(row)
    return " ".join(said.split())


def sentence_html(row: Notification) -> SafeString:
    """The same as HTML: names of people keep their own direction."""
    values = {key: format_html("<bdi>{}</bdi>", value) for key, value in _values(row).items()}
    return mark_safe(conditional_escape(_template(row)) % values)  # noqa: S308 - both are escaped


def _template(row: Notification) -> str:
    if row.type == Type.VOTES:
        return _votes(row.data)
    if row.type == Type.LEVEL:
        return level_template(row.data)
    if row.data.get("report"):
        return str(DECIDED)
    if row.data.get("appeal"):
        return str(APPEAL_DECIDED)
    if row.data.get("verb"):
        return "%(decision)s: %(reason)s" if row.data.get("reason") else "%(decision)s"
    if row.data.get("taken_over"):
        return str(TAKEN_OVER)
    return str(SENTENCES[row.type])


def _votes(data: Mapping[str, Any]) -> str:
    votes, helped = int(data.get("votes", 0)), int(data.get("helped", 0))
    if not votes:
        return ngettext(
            "Your answer helped another member", "Your answer helped %(helped)s members", helped
        )
    return ngettext(
        "A member finds your post useful", "%(votes)s members find your post useful", votes
    )


def _values(row: Notification) -> dict[str, str]:
    """The gaps of every template; each uses what it needs."""
    return {
        "name": row.actor.name if row.actor else _("Somebody"),
        "language": _language(str(row.data.get("language", ""))),
        "decision": told(str(row.data.get("verb", "")), str(row.data.get("community", ""))),
        "reason": reason(str(row.data.get("reason", ""))),
        "votes": str(row.data.get("votes", "")),
        "helped": str(row.data.get("helped", "")),
        "badge": str(badge_name(str(row.data.get("badge", "")))),
        **level_values(row.data),
        "metal": str(METALS.get(row.data.get("metal", 0), "")),
    }


def _language(code: str) -> str:
    try:
        return languages.get(code).name_in(interface()) if code else ""
    except LingoraError:
        return code
