"""A member who is erased leaves no word: in no table, file, cache or session, in no language.

The search knows no table by name: it looks into every column of every model there is. A table
that keeps words and is not filled here fails, too, until the story tells how it is.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unicodedata import combining, normalize

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts.actions import grant_level, rename, request_deletion
from accounts.actions.deletion import delete_due_members
from accounts.models import AccountDeletion, Member
from accounts.permissions import VISITOR, Actor
from accounts.queries import actor_for
from core import outbox
from forum.actions import (
    PollDraft,
    create_tag,
    edit_post,
    edit_title,
    open_poll,
    save_profile,
    set_bookmark,
    set_subscription,
    vote,
    vote_poll,
)
from forum.actions.appeals import appeal, decide_appeal
from forum.actions.drafts import Saving, save_draft
from forum.actions.erasing import erase_post
from forum.actions.exporting import request_export, work_off_export
from forum.actions.flags import decide_flag, flag_post
from forum.actions.uploads import upload_file
from forum.models import Appeal, DecisionNotice, LinkPreview, LinkPreviewUse, Post, Thread
from forum.queries import post_for
from forum.quoting import address_of
from tests.builders import a_category, a_community, a_member, a_post, a_role, a_thread
from tests.frontend.api.callers import a_caller
from translation import execution, routing
from translation.actions import (
    decide_correction,
    propose_correction,
    propose_term,
    rate_translation,
    request,
    request_preview,
)
from translation.actions.previews import work_off_preview
from translation.errors import TextErased
from translation.models import HumanSegment, Text, Translation
from translation.priority import Priority
from translation.queries import Reader, render
from translation.sentences import sentences_of
from translation.terms import Term

pytestmark = pytest.mark.django_db

WORDS = ("Quorblix", "Žluťoukvak", "Жыкворбль", "鯨鯱鰐鱶", "قزحلبط")
SAID = " ".join(WORDS)
"""What only this member ever writes, in several scripts."""


def folded(text: str) -> str:
    """Without case and accents: the pseudo engine translates by adding both."""
    plain = "".join(each for each in normalize("NFKD", text) if not combining(each))
    return normalize("NFC", plain.casefold())


NEEDLES = tuple(folded(word) for word in WORDS)


def holds_words(value: Any) -> bool:
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", "ignore")
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    text = folded(str(value))
    return any(needle in text for needle in NEEDLES)


def can_hold_words(field: models.Field) -> bool:
    kinds = models.CharField | models.TextField | models.JSONField | models.BinaryField
    return isinstance(field, kinds | models.FileField) and not field.choices


def tables() -> dict[str, type[models.Model]]:
    """Every table with a column that can hold words, of whatever app."""
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.label: model
        for model in found
        if any(map(can_hold_words, model._meta.concrete_fields))
    }


def rows_with_words(model: type[models.Model]) -> Iterator[str]:
    names = [field.attname for field in model._meta.concrete_fields]
    for row in model._base_manager.values_list(*names):
        for name, value in zip(names, row, strict=True):
            if holds_words(value):
                yield f"{model._meta.label}.{name}: {value!r:.200}"


def in_tables() -> dict[str, list[str]]:
    found = {label: list(rows_with_words(model)) for label, model in tables().items()}
    sessions = [str(row.get_decoded()) for row in Session.objects.all()]
    found["sessions.Session"] = [words for words in sessions if holds_words(words)]
    return {label: rows for label, rows in found.items() if rows}


def files(folder: str = "") -> Iterator[str]:
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}".lstrip("/") for name in names)
    for name in folders:
        yield from files(f"{folder}/{name}".lstrip("/"))


def in_files() -> list[str]:
    return [path for path in files() if holds_words(path) or holds_words(content_of(path))]


def content_of(path: str) -> bytes:
    with default_storage.open(path) as file:
        data: bytes = file.read()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    archive = zipfile.ZipFile(io.BytesIO(data))
    return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())


def in_cache() -> list[str]:
    kept: dict[str, bytes] = cache._cache  # type: ignore[attr-defined]  # of the one in memory
    return [key for key, value in kept.items() if holds_words(key) or holds_words(value)]


NOT_FILLED = {
    "accounts.ApiToken": "a digest and names of scopes",
    "accounts.Appointment": "codes of languages",
    "accounts.AuditEntry": "codes and numbers, and notes of staff for staff, which stay for good",
    "accounts.Community": "written by operators",
    "accounts.Membership": "reasons of levels are computed",
    "accounts.RetiredName": "digests",
    "accounts.Sanction": "notes of staff for staff; goes with the membership",
    "accounts.SignInPlace": "digests",
    "account.EmailConfirmation": "one-time keys",
    "auth.Group": "not used",
    "axes.AccessAttempt": "digests and browsers, never what was typed, for minutes",
    "axes.AccessFailureLog": "switched off",
    "axes.AccessLog": "switched off",
    "auth.Permission": "of Django",
    "contenttypes.ContentType": "of Django",
    "core.Delivery": "names of receivers",
    "core.Outbox": "ids, languages and checksums only",
    "core.PeriodicRun": "names of tasks, and their failures",
    "forum.Category": "written by operators",
    "forum.HeldPost": "codes of signals",
    "forum.ImportRun": "what operators imported",
    "forum.ImportedItem": "keys of a source elsewhere",
    "forum.ListedWord": "written by operators",
    "forum.MemberExport": "names of files",
    "forum.MergedPost": "codes and numbers",
    "forum.Notification": "keys made of numbers",
    "forum.NotificationDelivery": "ids of messages, and codes",
    "forum.NotificationSettings": "codes",
    "forum.Placeholder": "people of a community elsewhere, whom operators imported",
    "forum.Post": "codes; its words are a text",
    "forum.Product": "written by operators",
    "forum.ReadDemand": "languages",
    "forum.ReviewItem": "codes and numbers; what is to be decided on is elsewhere",
    "forum.ThreadEvent": "languages",
    "forum.ThreadMerge": "numbers of rows",
    "forum.UnwantedHost": "written by operators",
    "frontend.Submission": "keys and paths",
    "reputation.Award": "names of badges",
    "reputation.Claim": "codes, numbers, languages and countries",
    "reputation.LedgerRow": "codes, numbers, languages and countries",
    "reputation.Removal": "codes and numbers",
    "reputation.Suspicion": "numbers of members, and codes",
    "reputation.Withdrawal": "codes and numbers",
    "socialaccount.SocialApp": "of the installation",
    "socialaccount.SocialToken": "keys of other services",
    "translation.EngineTally": "counts",
    "translation.LanguageReport": "languages and checksums",
    "translation.SegmentUse": "digests",
    "translation.TranslationJob": "languages and codes",
    "translation.TranslationRating": "languages and checksums",
    "translation.SealedFragment": "encrypted",
    "sites.Site": "of Django",
}
"""Tables that never hold what members write, and why."""


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": "/files/"},
        },
    }
    routing._backends.clear()
    routing.forget()
    yield
    routing.forget()


def work() -> None:
    while outbox.dispatch() or execution.work_off():
        pass


class Story:
    """Everything that somebody can write here, written by one member among others."""

    def __init__(self) -> None:
        self.community = a_community()
        self.category = a_category(self.community, kinds=list(Thread.Kind.values))
        self.member = self._member()
        self.staff = a_role(self.community, "operator")
        self.other = actor_for(a_member("de", kept_languages=["de", "en"]))
        self.theirs = a_thread(actor=self.other, category=self.category, language="de")
        self.files()
        self.threads()
        self.standing()
        self.contributions()
        self.objection()
        self.waiting()

    @property
    def me(self) -> Actor:
        return actor_for(Member.objects.get(pk=self.member.pk))

    def _member(self) -> Member:
        member = a_member(
            username="Quorblix",
            email="quorblix@example.org",
            display_name=WORDS[1],
            first_name=WORDS[2],
            last_name=WORDS[0],
            kept_languages=["de", "en"],
        )
        grant_level(member=member, level=2, reason="test", community=self.community)
        EmailAddress.objects.create(user=member, email=member.email, verified=True)
        SocialAccount.objects.create(
            user=member, provider="openid_connect", uid="1", extra_data={"name": SAID}
        )
        rename(actor=actor_for(member), username="Quorblix-zwei")
        return member

    def files(self) -> None:
        upload = upload_file(
            actor=self.me, name="Quorblix.txt", data=SAID.encode(), community=self.community
        )
        self.file = f"[{WORDS[0]}](/files/{upload.pk}/Quorblix.txt)"

    def threads(self) -> None:
        mine = self.thread = a_thread(
            actor=self.me,
            category=self.category,
            title=f"Why does {SAID} blink?",
            body=f"It blinks. {SAID} once. {self.file} Nobody knows why.",
        )
        opening = mine.posts.get()
        edit_post(
            actor=self.staff, post=opening, revision=1, body=f"It shone. {SAID} twice. See there."
        )
        edit_title(actor=self.staff, thread=mine, title=f"Why does {SAID} flicker?")
        self.reply = a_post(self.theirs, actor=self.me, body=f"My {SAID} is broken as well.")
        open_poll(
            actor=self.me,
            post=self.reply,
            draft=PollDraft(options=[f"{WORDS[0]} yes", f"{WORDS[0]} no"]),
        )
        Thread.objects.filter(pk=mine.pk).update(product_version=f"v{WORDS[0]}")
        tag = create_tag(community=self.community, name=WORDS[0], author=self.member)
        mine.tags.add(tag)
        everything = Text.objects.filter(author=self.member)
        request(texts=list(everything), languages=["de", "fr", "ja"], priority=Priority.READER)
        work()
        self.quoting = self._quoted()

    def _quoted(self) -> Post:
        """Somebody quotes, without any of the words, what he read in translation; what it was
        translated from is kept beside it."""
        read = Translation.objects.get(text=self.reply.body, language="de").plain
        link = address_of(self.theirs.pk, self.reply.pk, "de")
        quote = f"> [@you, #2]({link})\n>\n> {' '.join(read.split()[-3:])}\n\nNo!"
        return a_post(self.theirs, actor=self.other, language="de", body=quote)

    def standing(self) -> None:
        save_profile(
            actor=self.me,
            about=f"I am {SAID}.",
            display_name=WORDS[1],
            reading_language="en",
            written_languages=["en"],
            kept_languages=["de"],
            country="",
            timezone="UTC",
        )
        save_draft(actor=self.me, place="ask", saving=Saving({"body": SAID, "title": SAID}))
        quoted = self.theirs.posts.get(number=1)
        set_bookmark(actor=self.me, post=quoted, note=SAID)
        set_subscription(actor=self.me, level="watching", thread=self.theirs)
        vote(actor=self.me, post=self.quoting, value=1)
        vote_poll(actor=self.me, post=self.reply, options=self._one_option())
        self._report(self.me)
        self._report(VISITOR, email=self.member.email)

    def _report(self, actor: Actor, email: str = "") -> None:
        """Signed in, or by mail from the member's own address."""
        flag = flag_post(
            actor=actor, post=self.quoting, reason="illegal", note=SAID, language="en", email=email
        )
        decide_flag(actor=self.staff, flag=flag, upheld=False, statement="Nothing is wrong.")

    def _one_option(self) -> list[int]:
        return list(self.reply.poll.options.values_list("pk", flat=True)[:1])

    def contributions(self) -> None:
        text = self.theirs.posts.get(number=1).body
        request(texts=[text], languages=["en", "fr"], priority=Priority.READER)
        work()
        for target in (f"So {SAID}.", f"Better {SAID}."):
            self._correct(text, target)
        self._correct(self.thread.posts.get().body, f"Noch {SAID}.", language="de")
        rate_translation(
            actor=self.me,
            text=text,
            community=self.community,
            language="en",
            understandable=True,
        )
        propose_term(
            actor=self.me, community=self.community, term=Term("en", "de", *WORDS[:2], note=SAID)
        )

    def _correct(self, text: Text, target: str, language: str = "en") -> None:
        """A better first sentence, which the staff approves."""
        key = sentences_of(text, language)[0].source_key
        (correction,) = propose_correction(
            actor=self.me,
            text=text,
            community=self.community,
            language=language,
            segments=[(key, target)],
        )
        if correction.state == "proposed":
            decide_correction(actor=self.staff, correction=correction, approved=True)
        work()

    def objection(self) -> None:
        """The member objects to an edit by staff; who answers repeats the words."""
        notice = DecisionNotice.objects.filter(member=self.member).earliest("pk")
        row = appeal(actor=self.me, notice=notice, words=f"But it is {SAID}.")
        judge = a_role(self.community, "operator")
        answer = f"It cannot be {SAID}."
        self.appeal = decide_appeal(actor=judge, appeal=row, upheld=False, answer=answer)
        texts = [text for text in (self.appeal.text, self.appeal.answer) if text]
        request(texts=texts, languages=["de", "fr"], priority=Priority.READER)
        work()

    def waiting(self) -> None:
        request_preview(
            text=f"Nobody will ever publish this {SAID}.",
            format="markdown",
            source="en",
            target="de",
            requester=f"member:{self.member.pk}",
        )
        while work_off_preview():
            pass
        program = a_caller(self.member)
        program.post(f"/threads/{self.theirs.pk}/posts", {"body": f"Also {SAID}."}, key="k1")
        a_caller(self.other.member).post(f"/posts/{self.reply.pk}/accept", key="k2")
        page = LinkPreview.objects.create(checksum="1", url=f"https://{WORDS[0]}.example/")
        LinkPreviewUse.objects.create(preview=page, text=self.reply.body)
        client = Client()
        client.force_login(self.member, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["said"] = SAID
        session.save()
        request_export(actor=self.me, language="en")
        work_off_export()


@pytest.fixture
def story() -> Story:
    return Story()


def leave(story: Story) -> None:
    request_deletion(actor=story.me, erase_texts=True)
    AccountDeletion.objects.update(due=timezone.now() - timedelta(seconds=1))
    delete_due_members()
    work()


def test_no_word_is_left_anywhere(story, django_capture_on_commit_callbacks):
    before = in_tables()
    unknown = tables().keys() - before.keys() - NOT_FILLED.keys() - {"sessions.Session"}
    assert not unknown, "the story tells nothing of these tables: fill them, or say why not"
    assert before.get("sessions.Session")
    assert in_files()
    with django_capture_on_commit_callbacks(execute=True):
        leave(story)
    assert in_tables() == {}
    assert in_files() == []
    assert in_cache() == []
    assert_others_are_untouched(story)


def assert_others_are_untouched(story: Story) -> None:
    """The same house, the same test: the story takes long to tell."""
    theirs = story.theirs.posts.get(number=1)
    assert theirs.author == story.other.member
    assert theirs.body.source == "My router drops the connection every evening."
    assert HumanSegment.objects.count() == 0
    assert not Appeal.objects.exists()
    opening = story.thread.posts.select_related("body").get(number=1)
    assert (opening.author, opening.body.erased) == (None, "author")
    shown = render([opening.body], Reader(language="de"))[opening.body_id].shown
    assert (shown.lang, bool(shown.text)) == ("de", True)


def test_a_post_that_staff_erases_is_gone_and_its_neighbours_are_not():
    community = a_community()
    thread = a_thread(category=a_category(community))
    post = a_post(thread, body=f"Call me: {SAID}.")
    staff = a_role(community, "operator")
    edit_post(actor=staff, post=post, revision=1, body=f"Call me at home: {SAID}.")
    request(texts=[post.body], languages=["de"], priority=Priority.READER)
    work()
    erase_post(actor=staff, post=post)
    work()
    assert in_tables() == {}
    after = post_for(staff, post.pk)
    assert (after.author, after.body.erased) == (post.author, "staff")
    assert thread.posts.get(number=1).body.source
    with pytest.raises(TextErased):
        edit_post(actor=staff, post=after, revision=after.revision, body="New words.")
