"""`manage.py languages`: install, list and inspect language packages.

languages install de es fr [--from FOLDER or URL]    what connects these with each other
languages list [--from FOLDER or URL]                what there is and what is installed
languages status                                     engines, pairs, routes, problems
languages setup                                      what `make run` does in the background
languages pack --model DIR --sentencepiece FILE …    builds a package (docs/training.md)
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import languages
from core.languages import InvalidLanguage
from translation.packages import overview
from translation.packages.choose import choose
from translation.packages.errors import IndexUnreachable, NoRoom, PackageError
from translation.packages.fetch import fetch, installed_versions
from translation.packages.folder import PackageFolders
from translation.packages.index import Offer, read_offers
from translation.packages.pack import pack
from translation.packages.progress import ProgressLine
from translation.packages.recipe import Recipe, pair_of
from translation.packages.setup import SetUp

PACK_OPTIONS = ("model", "tokenizer", "version", "target_prefix", "name", "license")


class Command(BaseCommand):
    help = "Installs, lists and inspects language packages."
    requires_system_checks: list[str] = []  # they take longer than a second start may

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", title="actions")
        install = actions.add_parser("install", help="install what connects some languages")
        install.add_argument("codes", nargs="+", metavar="CODE", help="for example: de es pt-BR")
        listing = actions.add_parser("list", help="what can be installed and what is")
        for part in (install, listing):
            part.add_argument(
                "--from",
                dest="source",
                help="a folder with packages, or the URL of a mirror (default: "
                "ARGOS_PACKAGE_INDEX, else the public index)",
            )
        actions.add_parser("status", help="engines, pairs, routes and problems (the default)")
        actions.add_parser("setup", help="what `make run` does in the background")
        _add_pack(actions.add_parser("pack", help="build a package from a model of your own"))

    def handle(self, *args: Any, action: str | None, **options: Any) -> None:
        # Progress renews its line; Django's wrapper would end it.
        self.plain_out: TextIO = options.get("stdout") or sys.stdout
        if action == "install":
            self.install(options["codes"], options["source"])
        elif action == "list":
            self.list_packages(options["source"])
        elif action == "setup":
            self.set_up()
        elif action == "pack":
            self.pack(**options)
        else:
            self.say(overview.status())

    def install(self, codes: list[str], source: str | None) -> None:
        try:
            wanted = [languages.canonical(code) for code in codes]
            chosen = choose(wanted, read_offers(source), installed_versions())
        except (InvalidLanguage, IndexUnreachable) as error:
            raise CommandError(str(error)) from error
        for offer in chosen.present:
            self.stdout.write(_("%(package)s is installed already.") % {"package": offer.name})
        failures = self.fetch_all(chosen.install)
        self.say(overview.summary())
        if chosen.unconnected:
            failures.append(_("There is no package for: %s") % ", ".join(chosen.unconnected))
        if failures:
            raise CommandError("\n".join(failures))

    def fetch_all(self, offers: Iterable[Offer]) -> list[str]:
        """Install the offers; what went wrong, in words."""
        failures: list[str] = []
        for offer in offers:
            progress = ProgressLine(offer.name, self.plain_out)
            try:
                fetch(offer, progress=progress)
            except NoRoom as error:
                return [*failures, str(error)]
            except PackageError as error:
                failures.append(str(error))
            else:
                self.stdout.write(_("%(package)s is installed.") % {"package": offer.name})
            finally:
                progress.finish()
        return failures

    def list_packages(self, source: str | None) -> None:
        installed = installed_versions()
        try:
            offers = read_offers(source)
        except IndexUnreachable as error:
            self.stderr.write(str(error))
            offers = []
        self.say(overview.offer_line(offer, installed) for offer in offers)
        offered = {offer.pair for offer in offers}
        folders = PackageFolders(
            Path(settings.ARGOS_PACKAGES_DIR), starter_dir=Path(settings.DATA_DIR) / "starter"
        )
        others = [some[0] for some in folders.inventory().packages.values()]
        self.say(overview.package_line(one) for one in others if one.pair not in offered)

    def set_up(self) -> None:
        if settings.LANGUAGE_SETUP:
            SetUp(out=self.plain_out).run()
        self.say(overview.summary())

    def pack(self, *, source: str, target: str, out: Path | None, **options: Any) -> None:
        try:
            recipe = Recipe(
                pair=pair_of(source, target),
                sentences=tuple(options["sentences"]),
                **{name: options[name] for name in PACK_OPTIONS},
            )
            file = out or Path(f"{recipe.folder}.argosmodel")
            samples = pack(recipe, file)
        except PackageError as error:
            raise CommandError(str(error)) from error
        self.say(f"{sample.source} → {sample.target}" for sample in samples)
        self.stdout.write(_("%(file)s is ready.") % {"file": file})

    def say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _add_pack(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--model", type=Path, required=True, help="the folder of a CTranslate2 model")
    add("--sentencepiece", dest="tokenizer", type=Path, required=True, help="its tokenizer")
    add("--from", dest="source", metavar="CODE", required=True, help="the language it reads")
    add("--to", dest="target", metavar="CODE", required=True, help="the language it writes")
    # BaseCommand has a --version of its own, which says Django's.
    add("--version", dest="version", metavar="X.Y", required=True, help="the higher one is used")
    add("--target-prefix", default="", help="the piece with which answers begin, such as <2de>")
    add("--name", default="", help="what you call the model")
    add("--license", default="", help="a file with its text, or a name such as CC-BY-4.0")
    add(
        "--try",
        dest="sentences",
        metavar="SENTENCE",
        action="append",
        default=[],
        help="a sentence to prove the package with, instead of the usual ones; again for more",
    )
    add("--out", type=Path, help="the file to write (default: as Argos names it, here)")
