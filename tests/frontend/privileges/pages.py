"""Pages on which one reads, writes and decides about threads, posts and translations."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from accounts.permissions import Privilege
from frontend.pages.sentences import TARGET
from tests.frontend.privileges.endpoints import READ, Need, both, get, needs, post
from tests.frontend.privileges.scene import SENTENCE, TITLE, Place

HIDDEN = Need(Privilege.MODERATE)
"""To read what was hidden."""
FEED = Need(Privilege.READ, by_nobody=True)
"""Feeds are fetched by programs that do not sign in."""
KEEPING = Need(Privilege.SEE_DELETED, own=Privilege.DELETE_OWN)
"""To bring back what was deleted: one's own, or what one still sees."""


def thread(which: str, rest: str = "/") -> str:
    """The address of a thread of the place."""
    return f"t/{{p.threads[{which}]}}{rest}"


def of_post(which: str, rest: str) -> str:
    """The address of a post of the place."""
    return f"p/{{p.posts[{which}]}}{rest}"


def sent(**fields: Any) -> Callable[[Place], dict[str, Any]]:
    """A form that says the same in every place."""
    return lambda _place: {"key": str(uuid4()), **fields}


def a_question(place: Place, kind: str = "question") -> dict[str, Any]:
    """The form for a new thread, filled in."""
    return {
        "key": str(uuid4()),
        "kind": kind,
        "category": place.categories["one"].pk,
        "title": "The router is slow in the evening",
        "body": SENTENCE,
        "urgency": "0",
    }


_REPLY = {"body": "Restart it, which helped me.", "language": "en"}

READING = (
    get("community", "c/{p.slug}/", READ),
    post("read_community", "c/{p.slug}/read", READ, still="it asks for translations in time"),
    get("tags", "c/{p.slug}/tags/", READ),
    get("tag", "c/{p.slug}/tag/channel/", READ),
    get("product", "c/{p.slug}/product/router-one/", READ),
    get("category", "c/{p.slug}/{p.categories[one].slug}/", READ),
    get("feed_community", "feed/c/{p.slug}.atom", FEED),
    get("feed_tag", "feed/c/{p.slug}/tag/channel.atom", FEED),
    get("feed_product", "feed/c/{p.slug}/product/router-one.atom", FEED),
    get("feed_category", "feed/c/{p.slug}/{p.categories[one].slug}.atom", FEED),
    get("feed_thread", "feed/t/{p.threads[own]}.atom", FEED),
    get("thread", thread("own", "/the-router/"), READ),
    get("thread_by_id", thread("own"), READ),
    get("thread_by_id", thread("staffed"), needs(Privilege.SEE_STAFF), case="of staff"),
    get("thread_by_id", thread("hidden"), HIDDEN, case="hidden"),
    get("thread_viewer", thread("own", "/viewer"), READ),
    get("print_thread", thread("own", "/the-router/print/"), READ),
    get("jump", thread("own", "/jump?to=first"), READ),
    post("read_thread", thread("own", "/read"), READ, still="it asks for translations in time"),
    post(
        "seen_thread", thread("own", "/seen"), Need(Privilege.READ, signed_in=True), sent(number=1)
    ),
    get("post_history", of_post("opening", "/history/"), READ),
    get(
        "post_history",
        of_post("whisper", "/history/"),
        needs(Privilege.SEE_STAFF),
        case="of a whisper",
    ),
    get(
        "post_history",
        of_post("deleted_other", "/history/"),
        needs(Privilege.SEE_DELETED),
        case="of a deleted post",
    ),
    post(
        "translate_history",
        of_post("opening", "/history/translate"),
        READ,
        sent(version=1),
        still="it exists",
    ),
    get("community_boards", "c/{p.slug}/boards/", READ),
    get("glossary", "c/{p.slug}/glossary/", READ),
    get("legal_page", "c/{p.slug}/legal/imprint/", READ),
    get("complete_tags", "complete-tags?category={p.categories[one].pk}", READ),
    get("similar", "similar?title=router&community={p.slug}", READ),
)
"""What is public, and what is for some alone."""

WRITING = (
    get("accept_terms", "c/{p.slug}/legal/accept/", Need(Privilege.READ, signed_in=True)),
    post(
        "accept_terms",
        "c/{p.slug}/legal/accept/",
        Need(Privilege.READ, signed_in=True),
        still="nothing has changed",
    ),
    post(
        "ask_in",
        "c/{p.slug}/ask/",
        needs(Privilege.CREATE_TAG),
        lambda place: {**a_question(place), "tags": "brandnew"},
        case="with a new tag",
        unoffered="new tags",
    ),
    get("ask_in", "c/{p.slug}/ask/", needs(Privilege.ASK)),
    post("ask_in", "c/{p.slug}/ask/", needs(Privilege.ASK), a_question),
    post(
        "ask_in",
        "c/{p.slug}/ask/",
        needs(Privilege.ANNOUNCE),
        lambda place: a_question(place, "announcement"),
        case="announcement",
        unoffered="announcements",
    ),
    post(
        "ask_in",
        "c/{p.slug}/ask/",
        needs(Privilege.OPEN_POLL),
        lambda place: {**a_question(place), "poll_options": "Yes\nNo"},
        case="with a poll",
    ),
    get("reply", thread("other", "/reply"), Need(Privilege.READ, signed_in=True)),
    post(
        "reply",
        thread("other", "/reply"),
        needs(Privilege.ANSWER),
        sent(**_REPLY, kind="answer"),
        case="answer",
    ),
    post(
        "reply",
        thread("talk", "/reply"),
        needs(Privilege.COMMENT),
        sent(**_REPLY, kind="comment"),
        case="comment",
    ),
    post(
        "reply",
        thread("own_talk", "/reply"),
        needs(Privilege.COMMENT, Privilege.COMMENT_OWN),
        sent(**_REPLY, kind="comment"),
        case="comment in one's own thread",
    ),
    post(
        "reply",
        thread("other", "/reply"),
        needs(Privilege.WHISPER),
        sent(**_REPLY, kind="comment", whisper="on"),
        case="whisper",
    ),
    post(
        "reply",
        thread("closed", "/reply"),
        needs(Privilege.MANAGE_THREADS),
        sent(**_REPLY, kind="comment"),
        case="in a closed thread",
        unoffered="closed",
    ),
    *both(
        "edit_post",
        of_post("opening", "/edit/"),
        needs(Privilege.EDIT_OTHERS, Privilege.EDIT_OWN),
        sent(revision=1, body="Otherwise.", title="The router drops the line"),
    ),
    post(
        "restore_version",
        of_post("split", "/history/restore"),
        needs(Privilege.EDIT_OTHERS, Privilege.EDIT_OWN),
        sent(version=1, present=2),
    ),
    *both(
        "delete_post",
        of_post("opening", "/delete/"),
        needs(Privilege.DELETE_OTHERS, Privilege.DELETE_OWN),
    ),
    *both("erase_post", of_post("comment", "/erase/"), needs(Privilege.ERASE_POSTS)),
    get(
        "deleted_post",
        of_post("deleted", "/deleted/"),
        needs(Privilege.SEE_DELETED, Privilege.DELETE_OWN),
    ),
    post(
        "restore_post",
        of_post("deleted", "/restore/"),
        KEEPING,
    ),
    *both(
        "accept_post", of_post("answer", "/accept/"), Need(own=Privilege.ACCEPT_OWN, only_own=True)
    ),
    *both(
        "unaccept_post",
        of_post("accepted", "/unaccept/"),
        Need(own=Privilege.ACCEPT_OWN, only_own=True),
    ),
    *both(
        "end_poll",
        of_post("opening", "/poll/end/"),
        needs(Privilege.EDIT_OTHERS, Privilege.EDIT_OWN),
    ),
    *both("flag_post", of_post("answer", "/report/"), needs(Privilege.REPORT), sent(reason="spam")),
    *both(
        "retag", thread("own", "/tags/"), needs(Privilege.RETAG, Privilege.EDIT_OWN), sent(tags="")
    ),
    post(
        "retag",
        thread("other", "/tags/"),
        needs(Privilege.RETAG),
        sent(tags="channel, brandnew"),
        case="of others",
    ),
    *both(
        "describe_thread",
        thread("own", "/about/"),
        needs(Privilege.EDIT_OTHERS, Privilege.EDIT_OWN),
        sent(country="DE", urgency=0),
    ),
    *both(
        "note_bookmark",
        of_post("answer", "/bookmark/"),
        Need(Privilege.READ, signed_in=True),
        sent(note="Here."),
    ),
    post(
        "bookmark",
        "bookmark",
        Need(Privilege.READ, signed_in=True),
        lambda place: {"post": place.posts["answer"]},
    ),
    post(
        "follow",
        "follow",
        Need(Privilege.READ, signed_in=True),
        lambda place: {"target": f"thread-{place.threads['own']}", "level": "watching"},
    ),
)
"""What members do to what they and others wrote."""


def _mark(which: str, what: str, **more: Any) -> Callable[[Place], dict[str, Any]]:
    return lambda place: {"mark": f"{place.posts[which]}-{what}", **more}


JUDGING = (
    *both(
        "report_language",
        of_post("answer", "/language/report/"),
        Need(Privilege.REPORT_LANGUAGE, signed_in=True, unless=Privilege.CORRECT_LANGUAGE),
        sent(language="de"),
    ),
    post("mark", "mark", needs(Privilege.VOTE_UP), _mark("answer", "up"), case="useful"),
    post(
        "mark",
        "mark",
        needs(Privilege.VOTE_DOWN),
        _mark("answer", "down", reason="wrong"),
        case="not useful",
    ),
    post(
        "mark",
        "mark",
        Need(Privilege.CONFIRM, own=Privilege.CONFIRM),
        _mark("answer", "too"),
        case="solved for me too",
    ),
    post(
        "mark",
        "mark",
        needs(Privilege.VOTE_POLL),
        lambda place: {
            "mark": f"{place.posts['opening']}-poll",
            f"poll-{place.posts['opening']}": place.options[0],
        },
        case="poll",
    ),
    *both(
        "correct_language",
        of_post("answer", "/language/"),
        needs(Privilege.CORRECT_LANGUAGE),
        sent(language="de"),
    ),
    post(
        "rate",
        "/es/rate",
        needs(Privilege.RATE_TRANSLATION),
        lambda place: {"rate": f"{place.posts['answer']}-yes"},
    ),
)
"""Voices."""


def _do(what: str, which: str = "correction") -> Callable[[Place], dict[str, Any]]:
    return lambda place: {"do": f"{what}-{place.numbers[which]}"}


_DESK = "/es/p/{p.posts[answer]}/translation/"
TRANSLATING = (
    get("correct_translation", _DESK, needs(Privilege.SUGGEST_TRANSLATION)),
    *(
        post("correct_translation", _DESK, needs(privilege), _do(what), case=what)
        for what, privilege in (
            ("agree", Privilege.SUGGEST_TRANSLATION),
            ("approve", Privilege.APPROVE_TRANSLATION),
        )
    ),
    *(
        post(
            "correct_translation",
            "/es/p/{p.posts[accepted]}/translation/",
            needs(privilege),
            _do(what, "approved"),
            case=what,
        )
        for what, privilege in (
            ("undo", Privilege.FIX_TRANSLATION),
            ("share", Privilege.SHARE_TRANSLATIONS),
        )
    ),
    *both(
        "correct_title_translation",
        "/es/t/{p.threads[other]}/title/translation/",
        needs(Privilege.SUGGEST_TRANSLATION),
        sent(**{f"{TARGET}{TITLE.format('other')}": "El router se desconecta."}),
    ),
    post(
        "glossary",
        "c/{p.slug}/glossary/",
        needs(Privilege.SUGGEST_TERM),
        sent(source="modem", source_language="en", target="módem", target_language="es"),
    ),
    *both(
        "term",
        "c/{p.slug}/glossary/{p.numbers[term]}/",
        needs(Privilege.MANAGE_GLOSSARY),
        sent(target="canal nuevo"),
    ),
    *(
        post(name, f"c/{{p.slug}}/glossary/{{p.numbers[{which}]}}/{deed}", need)
        for name, which, deed, need in (
            ("approve_term", "proposed", "approve", needs(Privilege.MANAGE_GLOSSARY)),
            ("reject_term", "proposed", "reject", needs(Privilege.MANAGE_GLOSSARY)),
            ("remove_term", "term", "remove", needs(Privilege.MANAGE_GLOSSARY)),
        )
    ),
    get("export_terms", "c/{p.slug}/glossary/export", needs(Privilege.MANAGE_GLOSSARY)),
    get("coverage", "c/{p.slug}/coverage/", needs(Privilege.SEE_COVERAGE)),
)
"""Translations by people."""
