"""`manage.py create_token USERNAME`: print an API token, nothing else."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions import create_token, grant_level
from accounts.models import Member
from core import languages
from core.errors import LingoraError


class Command(BaseCommand):
    help = "Print an API token for a member."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--create", action="store_true", help="make the member if missing")
        parser.add_argument("--language", default="en")
        parser.add_argument("--level", type=int, choices=range(6))
        parser.add_argument("--scopes", default="read,write")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            member = self._member(options)
            if options["level"] is not None:
                grant_level(member=member, level=options["level"], reason="create_token")
            scopes = filter(None, options["scopes"].split(","))
            self.stdout.write(create_token(member=member, scopes=scopes, exempt=True))
        except (LingoraError, ValidationError) as error:
            raise CommandError(str(error)) from error

    def _member(self, options: dict[str, Any]) -> Member:
        username = options["username"]
        member = Member.objects.filter(username=username).first()
        if member or not options["create"]:
            if member is None:
                raise CommandError(f"There is no member {username}; --create makes one.")
            return member
        language = languages.canonical(options["language"])
        member = Member(
            username=username,
            email=f"{username}@localhost",
            reading_language=language,
            written_languages=[language],
        )
        member.set_unusable_password()
        member.full_clean(exclude=["password", "email"])
        member.save()
        EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
        return member
