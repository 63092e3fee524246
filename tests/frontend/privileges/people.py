"""Pages that everybody has, and those about one's own account and things."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.permissions import Privilege
from tests.frontend.privileges.endpoints import OPEN, OWN, SIGNED_IN, Need, both, get, post
from tests.frontend.privileges.pages import a_question, sent
from tests.pictures import a_picture


def a_picture_file(*, as_text: bool = False) -> SimpleUploadedFile:
    """A new picture, or a file that is none, as a browser sends it."""
    if as_text:
        return SimpleUploadedFile("notes.txt", b"It helped.", content_type="text/plain")
    return SimpleUploadedFile("new.png", a_picture(size=(31, 17)), content_type="image/png")


EVERYBODY = (
    get("home", "/en/", OPEN),
    post("read_home", "read", OPEN, still="it asks for translations in time", of_place=False),
    post("theme", "theme", OPEN, still="a cookie remembers it", of_place=False),
    get("languages", "languages/", OPEN),
    get("badges", "badges/", OPEN),
    get("badge", "badges/welcome/", OPEN),
    get("boards", "boards/", OPEN),
    get("legal", "legal/", OPEN),
    get("feed", "feed/latest.atom", OPEN),
    get("feed_unanswered", "feed/unanswered.atom", OPEN),
    get("feed_member", "feed/m/{p.names[helper]}.atom", OPEN),
    get("member", "m/{p.names[helper]}/", OPEN),
    get("member_card", "m/{p.names[helper]}/card", OPEN),
    post("read_member", "m/{p.names[helper]}/read", OPEN, still="nothing was said of oneself"),
    get("flag_status", "report/{p.names[flag]}/", OPEN),
)
"""Open to all; what of other people's is on them is asked by `tests/frontend/test_surfaces.py`."""

ACCOUNT = (
    *both(
        "profile",
        "profile/",
        SIGNED_IN,
        sent(
            display_name="Robin", reading_language="en", timezone="UTC", country="", about="Hello."
        ),
        of_place=False,
    ),
    get("ledger", "ledger/", SIGNED_IN),
    get("ask", "ask/", SIGNED_IN),
    post("ask", "ask/", Need(Privilege.ASK, signed_in=True), a_question, unoffered="categories"),
    get("drafts", "drafts/", SIGNED_IN),
    get("following", "following/", SIGNED_IN),
    get("bookmarks", "bookmarks/", SIGNED_IN),
    get("notifications", "notifications/", SIGNED_IN),
    get("latest_notifications", "notifications/latest", SIGNED_IN),
    *both(
        "notification_settings",
        "notifications/settings/",
        SIGNED_IN,
        sent(mail="weekly"),
        of_place=False,
    ),
    get("uploads", "uploads/", SIGNED_IN),
    post(
        "uploads",
        "uploads/",
        Need(Privilege.UPLOAD, signed_in=True),
        lambda _place: {"file": a_picture_file()},
        of_place=False,
    ),
    post(
        "delete_draft",
        "drafts/delete",
        SIGNED_IN,
        lambda place: {"place": f"reply/{place.threads['own']}"},
    ),
    get("privacy", "privacy/", SIGNED_IN),
    post("export_me", "privacy/export", SIGNED_IN, of_place=False),
    *both("rename", "privacy/name/", SIGNED_IN, sent(username="newname"), of_place=False),
    *both(
        "leave",
        "privacy/delete/",
        SIGNED_IN,
        sent(texts="keep", sure="on"),
        still="it asks for the password first",
        of_place=False,
    ),
    get("decisions", "decisions/", SIGNED_IN),
    *both("block", "m/{p.names[helper]}/block/", SIGNED_IN),
    post("unblock", "m/{p.names[helper]}/unblock/", SIGNED_IN, still="nobody is blocked"),
    post("here", "here", SIGNED_IN, of_place=False),
    post(
        "see_notifications",
        "notifications/seen",
        SIGNED_IN,
        of_place=False,
        still="nothing was told yet",
    ),
    post(
        "read_notifications",
        "notifications/read",
        SIGNED_IN,
        sent(all="1"),
        of_place=False,
        still="nothing was told yet",
    ),
    post(
        "mail_again",
        "notifications/mail-again",
        SIGNED_IN,
        of_place=False,
        still="mails are sent anyhow",
    ),
    post(
        "preview",
        "preview",
        SIGNED_IN,
        sent(body="Hello."),
        of_place=False,
        still="it shows and keeps nothing",
    ),
)
"""One's own account: also for who is paused or banned somewhere."""

THINGS = (
    get("upload_file", "/files/{p.names[upload]}/own.png", OWN),
    get("upload_thumbnail", "/files/{p.names[upload]}/thumbnail", OWN),
    get("download_export", "privacy/export/{p.names[export]}/", OWN),
    *both("delete_upload", "uploads/{p.names[upload]}/delete/", OWN),
    *both("decision_told", "decisions/{p.numbers[told]}/", OWN, sent(words="I object.")),
    get("decision", "decision/{p.numbers[decided_flag]}/", OWN),
)
"""Somebody's own things, which nobody else gets."""
