"""Keeps the plans of the last texts: a text that goes into twelve languages is parsed once.

What is planned does not depend on the target, unless a glossary asks for terms.
"""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from translation.models import Text
from translation.pipeline import Plan, make_plan
from translation.pipeline.glossary import NO_GLOSSARY, Glossary

KEPT_CHARS = 400_000
"""Of source; parsed, a text takes about a hundred times as much memory."""


class Plans:
    """The least recently used go first."""

    def __init__(self, *, kept_chars: int = KEPT_CHARS) -> None:
        self._kept_chars = kept_chars
        self._lock = Lock()
        self._plans: OrderedDict[str, Plan] = OrderedDict()
        self._chars = 0

    def plan(self, text: Text, target: str, glossary: Glossary) -> Plan:
        """The plan of the text's present version for one target."""
        if glossary is not NO_GLOSSARY:
            return make_plan(text.source, text.markup, text.language, target, glossary)
        found = self._kept(text.checksum)
        if found is None:
            found = make_plan(text.source, text.markup, text.language, target)
            self._keep(text.checksum, found)
        return replace(found, target_language=target)

    def _kept(self, checksum: str) -> Plan | None:
        with self._lock:
            plan = self._plans.get(checksum)
            if plan is not None:
                self._plans.move_to_end(checksum)
            return plan

    def _keep(self, checksum: str, plan: Plan) -> None:
        with self._lock:
            if checksum in self._plans or len(plan.source) > self._kept_chars:
                return
            self._plans[checksum] = plan
            self._chars += len(plan.source)
            while self._chars > self._kept_chars:
                _checksum, oldest = self._plans.popitem(last=False)
                self._chars -= len(oldest.source)
