"""The operations of the API, for sessions and for programs."""

from collections.abc import Callable
from re import sub
from typing import Any

from accounts.permissions import Privilege
from tests.frontend.privileges.endpoints import (
    OPEN,
    OWN,
    READ,
    SIGNED_IN,
    Data,
    Endpoint,
    Need,
    call,
    needs,
)
from tests.frontend.privileges.pages import HIDDEN, KEEPING
from tests.frontend.privileges.people import a_picture_file
from tests.frontend.privileges.scene import BETTER, SENTENCE, Place

_THREAD, _POST = "/threads/{thread_id}", "/posts/{post_id}"
Rows = tuple[Endpoint, ...]


def of_thread(
    method: str, which: str, rest: str, need: Need, data: Data | None = None, **more: Any
) -> Endpoint:
    """A call about a thread of the place."""
    path = f"/threads/{{p.threads[{which}]}}{rest}"
    return call(method, path, need, data, of=_THREAD + rest.partition("?")[0], **more)


def of_post(
    method: str, which: str, rest: str, need: Need, data: Data | None = None, **more: Any
) -> Endpoint:
    """A call about a post of the place."""
    path = f"/posts/{{p.posts[{which}]}}{rest}"
    return call(method, path, need, data, of=_POST + rest, **more)


def saying(**body: Any) -> Data:
    """A body that is the same in every place."""
    return lambda _place: body


def _change(which: str, need: Need, case: str, *, unoffered: str = "", **body: Any) -> Endpoint:
    return of_thread("PATCH", which, "", need, saying(**body), case=case, unoffered=unoffered)


READING: Rows = (
    call("GET", "/languages", OPEN, of="/languages"),
    call("GET", "/communities", OPEN, of="/communities"),
    call("GET", "/threads", OPEN, of="/threads"),
    call("GET", "/threads?community={p.slug}", READ, of="/threads", case="of a community"),
    call("GET", "/threads/similar?title=router", OPEN, of="/threads/similar"),
    call("GET", "/members/{p.names[helper]}", OPEN, of="/members/{username}"),
    call("GET", "/boards?community={p.slug}", READ, of="/boards"),
    of_thread("GET", "own", "", READ),
    of_thread("GET", "staffed", "", needs(Privilege.SEE_STAFF), case="of staff"),
    of_thread("GET", "hidden", "", HIDDEN, case="hidden"),
    of_thread("GET", "own", "/posts", READ),
    of_post("GET", "answer", "", READ),
    of_post("GET", "whisper", "", needs(Privilege.SEE_STAFF), case="whisper"),
    of_post("GET", "hidden", "", HIDDEN, case="hidden"),
    of_post("GET", "deleted_other", "", needs(Privilege.SEE_DELETED), case="deleted"),
    of_post("GET", "answer", "/translations", READ),
    call(
        "GET",
        "/communities/{p.slug}/coverage",
        needs(Privilege.SEE_COVERAGE),
        of="/communities/{slug}/coverage",
    ),
    call(
        "GET",
        "/communities/{p.slug}/audit",
        Need(Privilege.SEE_AUDIT, programs_moderate=True),
        of="/communities/{slug}/audit",
    ),
    call(
        "POST",
        "/translations/preview",
        OPEN,
        saying(text="", format="plain", target="es"),
        of="/translations/preview",
        still="there is nothing to translate",
        of_place=False,
    ),
)
"""What is read, by whom."""

ACCOUNT: Rows = (
    call("GET", "/me", SIGNED_IN, of="/me"),
    call("GET", "/me/ledger", SIGNED_IN, of="/me/ledger"),
    call("GET", "/me/decisions", SIGNED_IN, of="/me/decisions"),
    call("GET", "/notifications", SIGNED_IN, of="/notifications"),
    call(
        "POST",
        "/notifications/read",
        SIGNED_IN,
        saying(all=True),
        of="/notifications/read",
        still="nobody was told anything yet",
        of_place=False,
    ),
    call("GET", "/drafts", SIGNED_IN, of="/drafts"),
    call("GET", "/drafts/ask", SIGNED_IN, of="/drafts/{place}"),
    call(
        "PUT",
        "/drafts/ask",
        SIGNED_IN,
        saying(fields={"title": "A beginning"}),
        of="/drafts/{place}",
        of_place=False,
    ),
    call(
        "DELETE",
        "/drafts/reply/{p.threads[own]}",
        SIGNED_IN,
        of="/drafts/{place}",
    ),
    call("GET", "/members?prefix=member", SIGNED_IN, of="/members"),
    call(
        "POST",
        "/uploads",
        needs(Privilege.UPLOAD),
        lambda place: {"file": a_picture_file(), "community": place.slug},
        of="/uploads",
    ),
    call(
        "POST",
        "/uploads",
        needs(Privilege.UPLOAD_FILES),
        lambda place: {"file": a_picture_file(as_text=True), "community": place.slug},
        of="/uploads",
        case="no image",
    ),
    call(
        "DELETE",
        "/uploads/{p.names[upload]}",
        OWN,
        of="/uploads/{upload_id}",
    ),
)
"""One's own things."""


def _thread(place: Place, kind: str) -> dict[str, Any]:
    return {
        "community": place.slug,
        "category": place.categories["one"].slug,
        "kind": kind,
        "title": "The router is slow in the evening",
        "body": SENTENCE,
        "language": "en",
    }


def _threads(kind: str) -> Callable[[Place], dict[str, Any]]:
    return lambda place: _thread(place, kind)


WRITING: Rows = (
    call("POST", "/threads", needs(Privilege.ASK), _threads("question"), of="/threads"),
    call(
        "POST",
        "/threads",
        needs(Privilege.ANNOUNCE),
        _threads("announcement"),
        of="/threads",
        case="announcement",
    ),
    *(
        of_thread(
            "POST",
            which,
            "/posts",
            need,
            saying(body=BETTER, language="es", **more),
            case=case,
            unoffered="closed" if which == "closed" else "",
        )
        for case, which, need, more in (
            ("answer", "other", needs(Privilege.ANSWER), {"kind": "answer"}),
            ("comment", "other", needs(Privilege.COMMENT), {"kind": "comment"}),
            (
                "at home",
                "own",
                needs(Privilege.COMMENT, Privilege.COMMENT_OWN),
                {"kind": "comment"},
            ),
            ("whisper", "other", needs(Privilege.WHISPER), {"kind": "comment", "whisper": True}),
            ("closed", "closed", needs(Privilege.MANAGE_THREADS), {"kind": "comment"}),
            (
                "poll",
                "other",
                needs(Privilege.OPEN_POLL),
                {"kind": "answer", "poll": {"options": ["Yes", "No"]}},
            ),
        )
    ),
    of_post(
        "PATCH",
        "opening",
        "",
        needs(Privilege.EDIT_OTHERS, Privilege.EDIT_OWN),
        saying(revision=1, body="Otherwise."),
    ),
    of_post("DELETE", "opening", "", needs(Privilege.DELETE_OTHERS, Privilege.DELETE_OWN)),
    of_post("POST", "deleted", "/restore", KEEPING),
    of_post("POST", "answer", "/accept", Need(own=Privilege.ACCEPT_OWN, only_own=True)),
    of_post("DELETE", "accepted", "/accept", Need(own=Privilege.ACCEPT_OWN, only_own=True)),
    of_post("PUT", "answer", "/vote", needs(Privilege.VOTE_UP), saying(value=1), case="up"),
    of_post(
        "PUT",
        "answer",
        "/vote",
        needs(Privilege.VOTE_DOWN),
        saying(value=-1, reason="wrong"),
        case="down",
    ),
    of_post("POST", "answer", "/solved-me-too", needs(Privilege.CONFIRM)),
    of_post(
        "DELETE",
        "answer",
        "/solved-me-too",
        needs(Privilege.CONFIRM),
        still="it has helped nobody so far",
    ),
    of_post(
        "PUT",
        "opening",
        "/poll",
        needs(Privilege.VOTE_POLL),
        lambda place: {"options": [place.options[0]]},
    ),
    of_post("POST", "opening", "/poll/end", needs(Privilege.EDIT_OTHERS, Privilege.EDIT_OWN)),
    # The page is for visitors, too; programs report as members.
    of_post(
        "POST", "answer", "/flags", Need(Privilege.REPORT, signed_in=True), saying(reason="spam")
    ),
    of_thread("PUT", "own", "/tags", needs(Privilege.RETAG, Privilege.EDIT_OWN), saying(tags=[])),
)
"""What is written and judged."""

ORDER: Rows = (
    _change("own", needs(Privilege.MODERATE, Privilege.CLOSE_OWN), "close", closed=True),
    _change("other", needs(Privilege.MODERATE), "close another's", closed=True, reason="off_topic"),
    _change("closed", needs(Privilege.MODERATE, Privilege.CLOSE_OWN), "reopen", closed=False),
    _change("other", needs(Privilege.MODERATE), "lock", locked=True, hours=4),
    _change(
        "other", needs(Privilege.MANAGE_THREADS), "lock for good", unoffered="for good", locked=True
    ),
    _change("locked", needs(Privilege.MODERATE), "unlock", locked=False),
    _change("other", needs(Privilege.MANAGE_THREADS), "pin", pinned=True),
    _change("other", needs(Privilege.SLOW_DOWN), "slow", slow_seconds=60),
    _change("other", needs(Privilege.MODERATE), "hide", hidden=True, hidden_reason="spam"),
    _change("hidden", needs(Privilege.MODERATE), "show", hidden=False),
    of_thread(
        "PATCH",
        "other",
        "",
        needs(Privilege.MODERATE),
        lambda place: {"category": place.categories["other"].slug},
        case="move",
    ),
    *(
        of_thread("POST", "own", rest, need, lambda place: {"into": place.threads["other"]})
        for rest, need in (
            ("/merge", needs(Privilege.MODERATE)),
            ("/merge/proposal", needs(Privilege.PROPOSE_MERGE)),
        )
    ),
    of_thread("DELETE", "merged", "/merge", needs(Privilege.MODERATE)),
    of_thread(
        "POST",
        "split",
        "/split",
        needs(Privilege.MODERATE),
        lambda place: {"posts": [place.posts["split"]], "title": "Another matter"},
    ),
)
"""Tools for threads."""

_FLAGGED = Need(Privilege.MODERATE, language="en", programs_moderate=True)


def _review(
    method: str, which: str, rest: str, need: Need, data: Data | None = None, **more: Any
) -> Endpoint:
    return call(
        method, f"/review/{which}{rest}", need, data, of=f"/review/{{item_id}}{rest}", **more
    )


_ITEM = "{p.items[flagged]}"
QUEUE: Rows = (
    call(
        "GET",
        "/review",
        Need(Privilege.REVIEW, programs_moderate=True, anywhere=True),
        of="/review",
    ),
    _review("GET", _ITEM, "", _FLAGGED),
    _review("POST", _ITEM, "/claim", _FLAGGED),
    _review("DELETE", "{p.items[claimed]}", "/claim", _FLAGGED, still="another works on it"),
    _review("POST", _ITEM, "/decide", _FLAGGED, saying(decision="hide", reason="spam")),
    _review(
        "POST",
        _ITEM,
        "/decide",
        Need(Privilege.SANCTION, programs_moderate=True),
        saying(decision="warn", reason="spam"),
        case="warn",
    ),
    _review("POST", "{p.numbers[decided]}", "/undo", _FLAGGED),
)
"""The review queue."""

_IN_SPANISH = "/translations/{lang}"


def _translation(
    method: str, rest: str, need: Need, data: Data | None = None, **more: Any
) -> Endpoint:
    path = f"/posts/{{p.posts[answer]}}/translations/es{rest}"
    of = _POST + _IN_SPANISH + sub(r"{p.numbers.*?}", "{correction_id}", rest)
    return call(method, path, need, data, of=of, **more)


_ONE = "/corrections/{p.numbers[correction]}"
TRANSLATING: Rows = (
    _translation("GET", "/segments", READ),
    _translation("GET", "/corrections", READ),
    _translation(
        "POST",
        "/corrections",
        needs(Privilege.SUGGEST_TRANSLATION),
        saying(segments=[{"source": SENTENCE, "target": "Cambia de canal."}]),
    ),
    _translation("PUT", f"{_ONE}/vote", needs(Privilege.SUGGEST_TRANSLATION), saying(agrees=True)),
    _translation(
        "PUT", f"{_ONE}/decision", needs(Privilege.APPROVE_TRANSLATION), saying(approved=True)
    ),
    _translation("DELETE", "/corrections/{p.numbers[mine]}", OWN, case="one's own"),
    call(
        "DELETE",
        "/posts/{p.posts[accepted]}/translations/es/corrections/{p.numbers[approved]}",
        needs(Privilege.FIX_TRANSLATION),
        of=f"{_POST}{_IN_SPANISH}/corrections/{{correction_id}}",
        case="approved",
    ),
    _translation("PUT", "/rating", needs(Privilege.RATE_TRANSLATION), saying(understandable=True)),
)
"""Translations by people."""

CALLS: Rows = (*READING, *ACCOUNT, *WRITING, *ORDER, *QUEUE, *TRANSLATING)
