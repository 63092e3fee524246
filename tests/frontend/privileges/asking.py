"""Asking for one thing as everybody, each as if nobody had asked before, and what came of it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from tests.frontend.privileges.callers import Caller
from tests.frontend.privileges.endpoints import Endpoint
from tests.frontend.privileges.scene import Place

REFUSED = frozenset({401, 403, 404})
SIGN_IN = "/accounts/login/"
UNTOUCHED = frozenset({"django_session", "django_migrations"})
_WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody was answered, and whether any row of any table is another one since."""

    status: int
    location: str
    changed: bool

    @property
    def is_refusal(self) -> bool:
        return self.status in REFUSED or SIGN_IN in self.location

    @property
    def is_broken(self) -> bool:
        return self.status in {400, 405} or self.status >= 500


def ask(endpoint: Endpoint, caller: Caller, place: Place, before: str = "") -> Answer:
    """The answer; whatever was done is undone. `before` is the digest of what there is; without
    it nobody looks whether anything changed."""
    written: list[str] = []
    with transaction.atomic(), _noting(written):
        response = _ask(endpoint, caller, place)
        changed = bool(before and written) and digest() != before
        transaction.set_rollback(True)
    return Answer(response.status_code, response.headers.get("Location", ""), changed)


def _ask(endpoint: Endpoint, caller: Caller, place: Place) -> HttpResponseBase:
    path = endpoint.path.format(p=place)
    path = path if path.startswith("/") else f"/en/{path}"
    sent: Any = dict(endpoint.data(place)) if endpoint.data else {}
    as_json = endpoint.is_call and "file" not in sent
    factory = RequestFactory(headers={**caller.headers, "Accept": "application/json"})
    if endpoint.method == "GET":
        request = factory.get(path)
    elif as_json:
        body = json.dumps(sent) if endpoint.data else ""
        request = factory.generic(endpoint.method, path, body, content_type="application/json")
    else:
        request = factory.post(path, sent)
    if caller.session:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = caller.session
    # Forgery is asked for elsewhere: here the browser is the caller's own.
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # as test clients do
    return _application().get_response(request)


@cache
def _application() -> BaseHandler:
    """All middleware and pages; once, because a test client makes them for itself."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


@contextmanager
def _noting(written: list[str]) -> Iterator[None]:
    """Note what is written to tables, sooner than to compare all of them."""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
        if sql.lstrip("( ").startswith(_WRITING):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def digest() -> str:
    """Of every row of every table but sessions."""
    found = sha256()
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - UNTOUCHED):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            found.update(repr((table, rows)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def complaint(endpoint: Endpoint, caller: Caller, place: str, answer: Answer) -> str:
    """What is wrong with an answer; empty where nothing is."""
    may = endpoint.is_met_by(caller, place)
    said = f"{caller.name}, {place} place: {answer.status} {answer.location}".rstrip()
    if answer.is_broken:
        return f"{said} (a wrong row, or a fault)"
    if may:
        return f"{said}, though the table allows it" if answer.is_refusal else ""
    if answer.changed:
        return f"{said}, and something changed"
    unoffered = answer.status in {409, 422} and endpoint.unoffered
    return "" if answer.is_refusal or unoffered else f"{said}, though the table does not allow it"
