"""Pages with which order is kept: tools for threads, the queue, sanctions, lists, appointments."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.permissions import Privilege
from tests.frontend.privileges.endpoints import Endpoint, Need, both, get, needs, post
from tests.frontend.privileges.pages import of_post, sent, thread

APPOINTED = Need(
    signed_in=True,
    only_own=True,
    also=frozenset({"a super-user for en", "a super-user for de"}),
)
"""About one's own appointment."""

TOOLS = (
    *both(
        "close_thread",
        thread("own", "/close/"),
        needs(Privilege.MODERATE, Privilege.CLOSE_OWN),
        sent(reason="not_needed"),
    ),
    post(
        "close_thread",
        thread("other", "/close/"),
        needs(Privilege.MODERATE),
        sent(reason="off_topic"),
        case="of others",
    ),
    post(
        "reopen_thread", thread("closed", "/reopen"), needs(Privilege.MODERATE, Privilege.CLOSE_OWN)
    ),
    post(
        "lock_thread",
        thread("other", "/lock"),
        needs(Privilege.MANAGE_THREADS),
        unoffered="for good",
    ),
    post("unlock_thread", thread("locked", "/unlock"), needs(Privilege.MODERATE)),
    post("pin_thread", thread("other", "/pin"), needs(Privilege.MANAGE_THREADS)),
    post("unpin_thread", thread("pinned", "/unpin"), needs(Privilege.MANAGE_THREADS)),
    *both("lock_for", thread("other", "/tools/lock/"), needs(Privilege.MODERATE), sent(choice="4")),
    post(
        "lock_for",
        thread("other", "/tools/lock/"),
        needs(Privilege.MANAGE_THREADS),
        sent(choice="0"),
        case="for good",
        unoffered="for good",
    ),
    *both(
        "slow_thread",
        thread("other", "/tools/slow/"),
        needs(Privilege.SLOW_DOWN),
        sent(choice="60"),
    ),
    *both(
        "hide_thread",
        thread("other", "/tools/hide/"),
        needs(Privilege.MODERATE),
        sent(choice="spam"),
    ),
    post("show_thread", thread("hidden", "/tools/show"), needs(Privilege.MODERATE)),
    *both(
        "move_thread",
        thread("other", "/tools/move/"),
        needs(Privilege.MODERATE),
        lambda place: {"choice": place.categories["other"].pk},
    ),
    *both(
        "merge_thread",
        thread("own", "/tools/merge/"),
        needs(Privilege.MODERATE),
        lambda place: {"target": place.threads["other"]},
    ),
    *both(
        "propose_merge",
        thread("own", "/tools/propose/"),
        Need(Privilege.PROPOSE_MERGE, unless=Privilege.MODERATE),
        lambda place: {"target": place.threads["other"]},
    ),
    get("merges", thread("other", "/tools/merges/"), needs(Privilege.MODERATE)),
    post(
        "undo_merge",
        thread("other", "/tools/merges/{p.numbers[merge]}/undo"),
        needs(Privilege.MODERATE),
    ),
    *both(
        "split_thread",
        thread("split", "/tools/split/"),
        needs(Privilege.MODERATE),
        lambda place: {"title": "Another matter", "post": place.posts["split"]},
    ),
    *both(
        "mask_post",
        of_post("answer", "/mask/"),
        needs(Privilege.MODERATE),
        sent(words="channel", choice="personal_data"),
    ),
)
"""Tools for threads and posts."""


def _item(kind: str, privilege: Privilege, decision: str, **more: Any) -> tuple[Endpoint, ...]:
    """An item of a kind: who sees it, and who decides on it in one way."""
    path = f"review/{{p.items[{kind}]}}/"
    language = "" if more.pop("any_language", False) else "en"
    decider = more.pop("decider", privilege)
    return (
        get("review_item", path, Need(privilege, language=language), case=kind),
        post(
            "review_item",
            path,
            Need(decider, language=language),
            sent(decision=decision, **more),
            case=f"{kind}: {decision}",
        ),
    )


QUEUE = (
    get("review", "review/", Need(Privilege.REVIEW, anywhere=True)),
    get("review_in", "c/{p.slug}/review/", needs(Privilege.REVIEW)),
    get("flags", "c/{p.slug}/reports/", needs(Privilege.DECIDE_REPORTS)),
    post(
        "decide_flag",
        "c/{p.slug}/reports/{p.numbers[flag]}/decide",
        needs(Privilege.DECIDE_REPORTS),
        lambda place: {
            f"f{place.numbers['flag']}-statement": "So it is.",
            f"f{place.numbers['flag']}-decision": "uphold",
        },
    ),
    *_item("flagged", Privilege.MODERATE, "hide", reason="spam"),
    *_item("flagged", Privilege.MODERATE, "warn", reason="spam", decider=Privilege.SANCTION)[1:],
    post(
        "claim_review", "review/{p.items[flagged]}/claim", Need(Privilege.MODERATE, language="en")
    ),
    post(
        "release_review",
        "review/{p.items[claimed]}/release",
        Need(Privilege.MODERATE, language="en"),
        still="somebody else works on it",
    ),
    post(
        "undo_review", "review/{p.numbers[decided]}/undo", Need(Privilege.MODERATE, language="en")
    ),
)
"""The review queue."""


def _path(kind: str) -> str:
    return f"c/{{p.slug}}/members/{{p.names[helper]}}/{kind}/"


ORDER = (
    get("member_standing", "c/{p.slug}/members/{p.names[helper]}/", needs(Privilege.SANCTION)),
    *both("sanction_member", _path("warning"), needs(Privilege.SANCTION), sent(reason="abuse")),
    post(
        "sanction_member",
        _path("pause"),
        needs(Privilege.SANCTION),
        sent(reason="abuse", hours="24"),
        case="pause",
    ),
    post(
        "sanction_member",
        _path("ban"),
        needs(Privilege.BAN),
        sent(reason="abuse", hide_days="0"),
        case="ban",
    ),
    *both(
        "lift_sanction",
        "c/{p.slug}/members/{p.names[culprit]}/lift/{p.numbers[sanction]}/",
        needs(Privilege.SANCTION),
        sent(note="It was somebody else."),
    ),
    post(
        "show_posts_again",
        "c/{p.slug}/members/{p.names[culprit]}/show/{p.numbers[hidden_posts]}/",
        needs(Privilege.BAN),
    ),
    *both(
        "linked_accounts",
        "c/{p.slug}/members/{p.names[helper]}/linked/",
        needs(Privilege.BAN),
        lambda place: {"name": place.names["culprit"]},
    ),
    post(
        "unlink_account",
        "c/{p.slug}/members/{p.names[double]}/linked/remove",
        needs(Privilege.BAN),
    ),
    get("audit", "c/{p.slug}/audit/", needs(Privilege.SEE_AUDIT)),
    *both(
        "appeal",
        "c/{p.slug}/appeals/{p.numbers[appeal]}/",
        needs(Privilege.DECIDE_APPEALS),
        sent(answer="It stays.", decision="refuse"),
    ),
    *both(
        "words",
        "c/{p.slug}/words/",
        needs(Privilege.MANAGE_WORDS),
        sent(words="casino"),
    ),
    get("export_words", "c/{p.slug}/words/export", needs(Privilege.MANAGE_WORDS)),
    *both(
        "unwanted_hosts",
        "c/{p.slug}/review/hosts/",
        needs(Privilege.MANAGE_WORDS),
        sent(hosts="casino.example"),
    ),
    *both(
        "edit_legal_page",
        "c/{p.slug}/legal/imprint/edit/",
        needs(Privilege.MANAGE_LEGAL),
        sent(source="We, and nobody else.", language="en"),
    ),
    *both(
        "super_users",
        "c/{p.slug}/super-users/",
        needs(Privilege.APPOINT),
        lambda place: {"username": place.names["helper"], "languages": ["en"]},
    ),
    post(
        "renew_appointment",
        "c/{p.slug}/super-users/{p.numbers[appointment]}/renew",
        needs(Privilege.APPOINT),
    ),
    post(
        "end_appointment",
        "c/{p.slug}/super-users/{p.numbers[appointment]}/end",
        needs(Privilege.APPOINT),
    ),
    *both("super_user", "c/{p.slug}/super-user/", APPOINTED, sent(do="accept")),
    *both(
        "import_terms",
        "c/{p.slug}/glossary/import/",
        needs(Privilege.MANAGE_GLOSSARY),
        lambda place: {**sent()(place), "file": _terms()},
    ),
)
"""Members, lists and appointments."""


def _terms() -> SimpleUploadedFile:
    table = b"source_language,target_language,source,target\nen,es,modem,modulador\n"
    return SimpleUploadedFile("terms.csv", table, content_type="text/csv")
