"""An engine that does what a test tells it."""

from collections.abc import Callable, Sequence

from translation.engines.base import Candidate, Effort, Engine, Pair, Segment


class ScriptedEngine(Engine):
    """Translates by a function; `calls` holds every text it was given."""

    gated = False

    def __init__(
        self,
        *,
        alias: str,
        answer: Callable[[str], str] = str.upper,
        routes: tuple[str, ...] = ("de>en",),
        poor: bool = False,
        score: float | None = None,
    ) -> None:
        super().__init__(alias=alias)
        self.answer = answer
        self.routes = routes
        self.poor = poor
        self.score = score
        self.calls: list[str] = []
        self.version = "1"

    def pairs(self) -> frozenset[Pair]:
        return frozenset(Pair(*route.split(">")) for route in self.routes)

    def fingerprint(self, pair: Pair) -> str:
        return f"{self.version} {pair}"

    def experimental(self, pair: Pair) -> bool:
        return self.poor

    def translate(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> list[list[Candidate]]:
        self.accepts(pair)
        self.calls += [segment.text for segment in segments]
        return [[Candidate(self.answer(segment.text), score=self.score)] for segment in segments]


def backend(**options) -> dict[str, object]:
    """The configuration of a scripted engine."""
    return {"BACKEND": "tests.translation.scripted.ScriptedEngine", "OPTIONS": options}
