"""`manage.py replay_ledger`: count histories anew from the facts, and compare."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Community
from reputation.queries.replaying import replays


class Command(BaseCommand):
    help = "Replay the history of a community (or of all) and print where balances differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("community", nargs="?", help="its slug")

    def handle(self, *args: Any, **options: Any) -> None:
        communities = Community.objects.all()
        if options["community"]:
            communities = communities.filter(slug=options["community"])
            if not communities:
                raise CommandError(f"no community {options['community']}")
        if sum(self._compare(community) for community in communities):
            raise CommandError("balances differ; try manage.py reconcile ledger")

    def _compare(self, community: Community) -> int:
        count = wrong = 0
        for balance, points in replays(community):
            count += 1
            if points != balance.points:
                wrong += 1
                member = balance.membership.member_id
                self.stdout.write(f"member {member}: {balance.points}, replayed {points}")
        self.stdout.write(f"{community.slug}: {count} balances, {wrong} differ")
        return wrong
