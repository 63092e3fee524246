"""Programs that call the API, and what they often send."""

import json
from typing import Any

from django.test import Client

from accounts.actions import create_token, grant_level
from accounts.models import Member
from tests.builders import a_member

QUESTION = {
    "community": "aurora",
    "category": "routers",
    "kind": "question",
    "title": "Der Router vergisst sein Passwort",
    "body": "Nach jedem Neustart muss ich das **Passwort** neu eingeben.",
}


class Caller:
    """Speaks to the API in JSON, with or without a token. Answers carry `.data`."""

    def __init__(self, token: str = "", client: Client | None = None) -> None:
        self.client = client or Client(enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **options: Any) -> Any:
        return self._call("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Any:
        return self._call("POST", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> Any:
        return self._call("PATCH", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> Any:
        return self._call("PUT", path, body, **options)

    def delete(self, path: str, **options: Any) -> Any:
        return self._call("DELETE", path, **options)

    def _call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str = "",
        headers: dict[str, str] | None = None,
        **query: Any,
    ) -> Any:
        sent = {**self.headers, **({"Idempotency-Key": key} if key else {}), **(headers or {})}
        response = self.client.generic(
            method,
            f"/api/v1{path}",
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers=sent,
            query_params=query,
        )
        return with_data(response)


def with_data(response: Any) -> Any:
    """The answer of a test client, its JSON in `.data`."""
    response.data = json.loads(response.content) if response.content else None
    return response


def a_caller(
    member: Member | None = None,
    *,
    scopes: str = "read,write",
    exempt: bool = True,
    level: int = 0,
) -> Caller:
    """A program with a token of `member`, who is new unless given, and gets `level` in every
    community there is."""
    member = member or a_member()
    if level:
        grant_level(member=member, level=level, reason="test")
    token = create_token(member=member, scopes=scopes.split(","), exempt=exempt)
    return Caller(token)
