"""The words of a thread's socket: frames, what is understood, how it ends. Pure.

Frames are ASGI messages, made once and handed to any number of sockets.
"""

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

Frame: TypeAlias = dict[str, Any]

INCOMING_CHARS_MAX = 4096
"""Nothing that is understood is longer."""


class Close(IntEnum):
    """Why a socket ends. Codes from 4000 on are ours, the others are those of RFC 6455."""

    POLICY = 1008
    TOO_LARGE = 1009
    BROKEN = 1011
    TRY_LATER = 1013
    NOT_SIGNED_IN = 4401
    NOT_PERMITTED = 4403
    NOT_FOUND = 4404


class Refused(Exception):
    """The socket must be closed with `code`."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


@dataclass(frozen=True, slots=True)
class Numbered:
    """A frame that tells of the event `number` of its thread."""

    number: int
    frame: Frame


def frame(kind: str, **fields: Any) -> Frame:
    """A message of type `kind` as a text frame."""
    text = json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":"))
    return {"type": "websocket.send", "text": text}


RESYNC = frame("resync")
PONG = frame("pong")


def hello(event: int) -> Frame:
    """The first frame: `event` is the newest number of the thread."""
    return frame("hello", event=event)


def presence(readers: int, writing: list[str]) -> Frame:
    """Who is here, and who writes."""
    return frame("presence", readers=readers, writing=writing)


def understood(message: dict[str, Any]) -> dict[str, Any]:
    """What a client's frame says; nothing for what makes no sense. Raises Refused if too long."""
    text = message.get("text")
    size = len(text if text is not None else message.get("bytes") or b"")
    if size > INCOMING_CHARS_MAX:
        raise Refused(Close.TOO_LARGE)
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
