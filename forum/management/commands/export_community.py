"""`manage.py export_community`: writes a community into one ZIP file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Community
from forum.transfer.exporting import export_community


class Command(BaseCommand):
    help = "Write everything of a community into a ZIP file in the exchange format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("community", metavar="SLUG")
        parser.add_argument("target", type=Path, help="the ZIP file to write")
        parser.add_argument("--all", action="store_true", help="also what is deleted or hidden")
        parser.add_argument("--with-addresses", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        community = Community.objects.filter(slug=options["community"]).first()
        if community is None:
            raise CommandError(f"There is no community “{options['community']}”.")
        export_community(
            community=community,
            target=options["target"],
            everything=options["all"],
            addresses=options["with_addresses"],
            report=self.stdout.write,
        )
