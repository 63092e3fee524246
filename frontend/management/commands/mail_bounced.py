"""Says that an address refuses mail, for operators whose server reports bounces to a program."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from frontend.notifications.bounces import bounced


class Command(BaseCommand):
    help = "Note that an address refused a mail; members are told in the forum."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--soft", action="store_true", help="it may take mail again later")

    def handle(self, *args: Any, **options: Any) -> None:
        found = bounced(options["address"], final=not options["soft"])
        self.stdout.write(str(found))
