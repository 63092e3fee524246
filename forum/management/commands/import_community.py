"""`manage.py import_community`: brings a community from files of Lingora or of another forum."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Community
from core import languages
from core.errors import LingoraError
from forum.actions.importing.job import Choices
from forum.actions.importing.run import import_community
from forum.actions.importing.target import community_for, source_of
from forum.models import ImportRun
from forum.transfer.records import schema


class Command(BaseCommand):
    help = "Import a community; run again to go on, or to take over what changed in the source."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", help="a folder or a ZIP file")
        parser.add_argument("--schema", action="store_true", help="print the format, and end")
        parser.add_argument("--format", choices=ImportRun.Format.values, default="lingora")
        parser.add_argument("--community", default="", metavar="SLUG")
        parser.add_argument("--name", default="", help="of a community that is new")
        parser.add_argument("--source", default="", help="what the source is called (its file)")
        parser.add_argument("--language", default="", metavar="CODE")
        parser.add_argument("--link-members", action="store_true")
        parser.add_argument("--with-roles", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write(json.dumps(schema(), indent=1))
        elif options["path"] is None:
            raise CommandError("Say what is to be imported: a folder or a ZIP file.")
        else:
            self._import(options["path"], options)

    def _import(self, path: Path, options: dict[str, Any]) -> None:
        try:
            run = import_community(
                community=self._community(path, options),
                path=path,
                format=options["format"],
                source=options["source"] or source_of(path),
                choices=_choices(options),
                report=self.stdout.write,
            )
        except LingoraError as error:
            raise CommandError(str(error)) from error
        for what, many in sorted(run.counts.items()):
            self.stdout.write(f"{what}: {many:,}")

    def _community(self, path: Path, options: dict[str, Any]) -> Community:
        return community_for(path=path, slug=options["community"], name=options["name"])


def _choices(options: dict[str, Any]) -> Choices:
    language = options["language"]
    return Choices(
        language=languages.canonical(language) if language else "",
        link_members=options["link_members"],
        with_roles=options["with_roles"],
    )
