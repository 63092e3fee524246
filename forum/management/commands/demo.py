"""`manage.py demo`: the sample community, and generated load for measuring."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from forum.demo.load import generate
from forum.demo.loader import load_demo


class Command(BaseCommand):
    help = "Make the sample community (idempotent); with numbers, add generated threads to it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=0, metavar="N")
        parser.add_argument("--members", type=int, default=0, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        made = load_demo(report=self.stdout.write)
        self.stdout.write(
            f"Sample community: {made} threads written." if made else "Sample community: complete."
        )
        if options["threads"] or options["members"]:
            generate(
                threads=options["threads"], members=options["members"], report=self.stdout.write
            )
