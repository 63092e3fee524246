"""What the language commands print: which languages are live, through what, and what is wrong."""

from collections.abc import Iterator, Sequence

from django.utils.translation import get_language, gettext as _

from core import languages
from translation import routing
from translation.engines.apertium import ApertiumEngine
from translation.engines.argos import ArgosEngine
from translation.engines.base import Engine, Pair
from translation.packages.folder import InstalledPackage
from translation.packages.index import Offer

_HUB = "en"
_MEGABYTE = 1 << 20


def summary() -> Iterator[str]:
    """Which offered languages are live, which are not, and how to get more."""
    routing.forget()
    live: list[str] = []
    silent: list[str] = []
    for language in languages.offered():
        name = language.name_in(get_language() or "en")
        (live if _is_live(language.code) else silent).append(
            _("%(language)s (experimental)") % {"language": name}
            if _is_experimental(language.code)
            else name
        )
    yield _("Languages that are live: %s") % (", ".join(live) or _("none"))
    if silent:
        yield _("Not yet: %s") % ", ".join(silent)
        yield _("More: manage.py languages install CODE …  (manage.py languages list)")


def status() -> Iterator[str]:
    """Engines with pairs, fingerprints and memory; problems; routes between offered languages."""
    for engine in routing.engines():
        yield from _engine(engine)
    yield _("Routes")
    for language in languages.offered():
        yield f"  {language.code:8}{', '.join(_routes_from(language.code)) or '-'}"


def offer_line(offer: Offer, installed: dict[Pair, str]) -> str:
    """One line of the list of packages."""
    present = installed.get(offer.pair)
    if present is None:
        state = _("available")
    elif present == offer.version:
        state = _("installed")
    else:
        state = _("installed in version %s") % present
    return f"  {_arrow(offer.pair):18}{offer.version:8}{state}"


def package_line(package: InstalledPackage) -> str:
    """One line for a package that is installed and not in the index."""
    state = _("starter package, experimental") if package.starter else _("installed")
    return f"  {_arrow(package.pair):18}{package.version:8}{state}"


def _engine(engine: Engine) -> Iterator[str]:
    yield engine.alias
    for pair in sorted(engine.pairs()):
        mark = "  " + _("experimental") if engine.experimental(pair) else ""
        yield f"  {_arrow(pair):18}{engine.fingerprint(pair):46}{_memory(engine, pair)}{mark}"
    if isinstance(engine, ArgosEngine | ApertiumEngine):
        yield "  " + _("memory in this process: %s MB") % (engine.memory() // _MEGABYTE)
    if isinstance(engine, ArgosEngine):
        for problem in engine.problems():
            yield f"  ! {problem.error}"


def _memory(engine: Engine, pair: Pair) -> str:
    if not isinstance(engine, ArgosEngine):
        return ""
    return f"{engine.packages()[pair].model_bytes // _MEGABYTE:5} MB"


def _routes_from(source: str) -> Iterator[str]:
    for language in languages.offered():
        if languages.serves(source, language.code):
            continue
        route = routing.best_route(source, language.code)
        if route:
            between = route.languages[1:-1]
            yield language.code + (f" ({', '.join(between)})" if between else "")


def _is_live(code: str) -> bool:
    others = [language.code for language in languages.offered() if language.code != code]
    hubs: Sequence[str] = others if languages.serves(code, _HUB) else [_HUB]
    return any(routing.best_route(hub, code) and routing.best_route(code, hub) for hub in hubs)


def _is_experimental(code: str) -> bool:
    route = None if languages.serves(code, _HUB) else routing.best_route(_HUB, code)
    return route is not None and route.experimental


def _arrow(pair: Pair) -> str:
    return f"{pair.source} → {pair.target}"
