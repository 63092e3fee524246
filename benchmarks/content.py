"""Posts to measure with: plain help-desk prose, no sentence twice."""

import random
from collections.abc import Iterator

from tests.services.forum import Forum

_ENGLISH = (
    ("The router", "My old machine", "The white lamp", "Our new printer", "The small robot"),
    ("does not work", "makes a loud noise", "stops", "loses the connection", "needs a new cable"),
    ("every evening", "after the last update", "in the kitchen", "since Monday", "on the table"),
    ("and I do not know why", "but the light is green", "when it rains", "and the door is open"),
)
_GERMAN = (
    ("Der Router", "Meine alte Maschine", "Die weiße Lampe", "Der neue Drucker", "Das Gerät"),
    ("funktioniert", "steht", "bleibt", "verliert die Verbindung", "braucht ein neues Kabel"),
    ("jeden Abend", "nach dem letzten Update", "in der Küche", "seit Montag", "am Morgen"),
    ("nicht mehr", "wieder", "ohne Grund", "und ich weiß nicht warum"),
)


def sentences(language: str) -> Iterator[str]:
    """Sentences in English or German, in random order."""
    parts = _GERMAN if language == "de" else _ENGLISH
    whole = [
        " ".join((a, b, c, d))
        for a in parts[0]
        for b in parts[1]
        for c in parts[2]
        for d in parts[3]
    ]
    random.Random(7).shuffle(whole)
    return (f"{sentence}." for sentence in whole)


def a_thread(forum: Forum, writer: str, language: str) -> int:
    """A new thread; its id."""
    community = forum.api("GET", "/communities")["items"][0]
    body = {
        "community": community["slug"],
        "category": community["categories"][0]["slug"],
        "kind": "discussion",
        "title": "Measured thread",
        "body": next(sentences(language)),
        "language": language,
    }
    return int(forum.api("POST", "/threads", body, token=forum.token(writer))["id"])


def a_post(forum: Forum, thread: int, writer: str, language: str, body: str) -> int:
    """A new post; its id."""
    answer = forum.api(
        "POST",
        f"/threads/{thread}/posts",
        {"body": body, "kind": "comment", "language": language},
        token=forum.token(writer),
    )
    return int(answer["id"])
