"""Members take everything of theirs along, and nobody else's."""

import io
import json
import os
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from accounts.models import Member
from accounts.permissions import VISITOR
from core.errors import NotFound, NotSignedIn
from forum.actions import save_profile, set_bookmark, vote
from forum.actions.drafts import Saving, save_draft
from forum.actions.exporting import (
    ExportedOften,
    request_export,
    sweep_exports,
    work_off_export,
)
from forum.actions.uploads import upload_file
from forum.models import MemberExport
from forum.queries.archives import export_for, exports_of
from forum.queries.exports import LEFT_OUT, parts
from tests.builders import a_category, a_post, a_regular, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


def made(actor: Any) -> MemberExport:
    request_export(actor=actor, language="en")
    work_off_export()
    return exports_of(actor)[0]


def archive_of(export: MemberExport) -> ZipFile:
    with export.file.open() as file:
        return ZipFile(io.BytesIO(file.read()))


def rows(archive: ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(name).decode().splitlines()]


def test_every_key_to_a_member_is_exported_or_left_out_for_a_reason():
    keys = {
        f"{field.related_model._meta.label_lower}.{field.field.name}"
        for field in Member._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ManyToOneRel)
    }
    assert keys == {part.key for part in parts()} | LEFT_OUT.keys()


def test_what_somebody_wrote_is_in_the_file_and_what_others_wrote_is_not():
    category = a_category()
    actor, other = a_regular(), an_actor()
    thread = a_thread(
        actor=actor, category=category, body="My lamp hums.", title="A lamp that hums"
    )
    answer = a_post(thread, actor=other, body="Mine does not.")
    save_draft(actor=actor, place="ask", saving=Saving({"body": "Nearly written."}))
    set_bookmark(actor=actor, post=answer, note="Read again")
    vote(actor=actor, post=answer, value=1)
    upload = upload_file(actor=actor, name="note.txt", data=b"Ein Zettel.")
    archive = archive_of(made(actor))
    assert archive.testzip() is None
    assert [row["source"] for row in rows(archive, "texts.jsonl")] == [
        "My lamp hums.",
        "A lamp that hums",
    ]
    assert rows(archive, "drafts.jsonl")[0]["fields"] == {"body": "Nearly written."}
    assert rows(archive, "bookmarks.jsonl")[0]["note"] == "Read again"
    assert rows(archive, "votes.jsonl")[0]["post"] == answer.pk
    assert archive.read(f"files/{upload.pk}/note.txt").decode() == "Ein Zettel."
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Mine does not." not in everything


def test_the_account_is_in_the_file_without_its_password():
    actor = an_actor(display_name="Lena", country="DE")
    actor.member.set_password("a long pass phrase")
    actor.member.save()
    person = json.loads(archive_of(made(actor)).read("member.json"))
    assert (person["display_name"], person["format"]) == ("Lena", 1)
    assert "password" not in person


def test_the_file_explains_itself_in_the_language_it_was_asked_for_in():
    actor = an_actor()
    assert b"member.json" in archive_of(made(actor)).read("README.txt")


def test_only_the_member_fetches_the_file():
    actor = an_actor()
    export = made(actor)
    assert export_for(actor, export.pk) == export
    with pytest.raises(NotFound):
        export_for(an_actor(), export.pk)
    with pytest.raises(NotSignedIn):
        export_for(VISITOR, export.pk)


def test_asking_twice_makes_one_file():
    actor = an_actor()
    assert request_export(actor=actor, language="en") == request_export(actor=actor, language="de")
    assert work_off_export() == 1
    assert work_off_export() == 0


def test_three_files_a_day():
    actor = an_actor()
    for _time in range(3):
        made(actor)
    with pytest.raises(ExportedOften):
        request_export(actor=actor, language="en")


def test_after_seven_days_row_and_file_are_gone():
    actor = an_actor()
    export = made(actor)
    assert export.expires - timezone.now() > timedelta(days=6, hours=23)
    MemberExport.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert exports_of(actor) == []
    sweep_exports()
    assert not MemberExport.objects.exists()
    assert not default_storage.exists(export.file.name)


def test_a_file_that_lost_its_row_is_swept_after_a_day(tmp_path):
    export = made(an_actor())
    MemberExport.objects.all().delete()
    sweep_exports()
    assert default_storage.exists(export.file.name)
    day_before_yesterday = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(tmp_path / export.file.name, (day_before_yesterday, day_before_yesterday))
    sweep_exports()
    assert not default_storage.exists(export.file.name)


def test_a_profile_is_among_it():
    actor = an_actor()
    save_profile(
        actor=actor,
        about="I repair lamps.",
        display_name="",
        reading_language="en",
        written_languages=["en"],
        kept_languages=[],
        country="",
        timezone="UTC",
    )
    assert rows(archive_of(made(actor)), "profile.jsonl")[0]["about__source"] == "I repair lamps."
