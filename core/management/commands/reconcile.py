"""`manage.py reconcile`: find and mend what a crash left, and print how much that was."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.reconciling import reconcilers


class Command(BaseCommand):
    help = "Find and mend what a crash or an upgrade left behind; print counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=sorted(reconcilers()))

    def handle(self, *args: Any, **options: Any) -> None:
        for name, function in sorted(reconcilers().items()):
            if options["what"] in (None, name):
                self.stdout.write(f"{name}: {function()}")
