"""JSON as the standard has it: Python's own parser takes more than can be stored or told."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """Refuses `NaN`, `Infinity` and halves of surrogate pairs; ninja answers 400."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(request.body, parse_constant=_refuse)
        if b"\\u" in request.body:
            json.dumps(data, ensure_ascii=False).encode()
        return data


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
