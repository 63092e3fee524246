"""The page that shows the OpenAPI document to people: no script, nothing from elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http.client import responses
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from frontend.api.v1 import api

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field. `kind` links to the shapes it is made of."""

    name: str
    kind: SafeString
    required: bool
    description: SafeString


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back: statuses, in words, and the shape of the body."""

    statuses: str
    meaning: str
    kind: SafeString


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    path: str
    anchor: str
    summary: str
    description: SafeString
    parameters: list[Field]
    body: list[Field]
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    description: SafeString
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Document:
    """The OpenAPI document as the template shows it."""

    calls: dict[str, list[Call]]
    shapes: list[Shape]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`/api/v1/docs`."""
    return render(request, "api/docs.html", {"api": api, "document": document()})


@cache
def document() -> Document:
    """Every call by its noun, and every shape of an answer."""
    schema = api.get_openapi_schema()
    shapes = schema["components"]["schemas"]
    # Whole bodies are shown with their calls; what they are made of needs a place of its own.
    inner = {name for name in shapes if f"schemas/{name}'" in str(shapes)}
    calls: dict[str, list[Call]] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                call = _call(method, path, methods[method], shapes)
                calls.setdefault(methods[method]["tags"][0], []).append(call)
    return Document(
        calls,
        [
            Shape(_plain(name), _prose(shape.get("description", "")), _fields(shape))
            for name, shape in sorted(shapes.items())
            if name.endswith("Out") or name in inner
        ],
    )


def _call(method: str, path: str, operation: dict[str, Any], shapes: dict[str, Any]) -> Call:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    sent = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return Call(
        method=method.upper(),
        path=path,
        anchor=operation["operationId"].rpartition("endpoints_")[2],
        summary=operation["summary"],
        description=_prose(operation.get("description", "")),
        parameters=[_parameter(item) for item in operation["parameters"]],
        body=_fields(shapes[sent]) if sent else [],
        answers=list(_answers(operation["responses"])),
    )


def _parameter(item: dict[str, Any]) -> Field:
    description = _prose(item.get("description", ""))
    return Field(item["name"], _kind(item["schema"]), item["required"], description)


def _fields(shape: dict[str, Any]) -> list[Field]:
    required = shape.get("required", [])
    return [
        Field(name, _kind(item), name in required, _prose(item.get("description", "")))
        for name, item in shape["properties"].items()
    ]


def _answers(given: dict[Any, Any]) -> Iterator[Answer]:
    """Good answers one by one, refusals (all of one shape) together."""
    refusals = sorted(int(status) for status in given if int(status) >= 400)
    for status, answer in sorted(given.items()):
        if int(status) < 400:
            yield Answer(str(status), responses[int(status)], _content(answer))
    kind = _content(given[refusals[0]])
    yield Answer(", ".join(map(str, refusals)), "refused", kind)


def _content(answer: dict[str, Any]) -> SafeString:
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    return _kind(schema) if schema else SafeString("")


def _kind(schema: dict[str, Any]) -> SafeString:
    """A JSON schema in a few words."""
    if "$ref" in schema:
        name = _plain(schema["$ref"].rpartition("/")[2])
        return format_html('<a href="#{0}">{0}</a>', name)
    if "anyOf" in schema:
        return format_html_join(" or ", "{}", ((_kind(item),) for item in schema["anyOf"]))
    if "enum" in schema:
        return format_html_join(" | ", "<code>{}</code>", ((item,) for item in schema["enum"]))
    if schema.get("type") == "array":
        return format_html("list of {}", _kind(schema["items"]))
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        return format_html(
            "object of {}", _kind(values) if isinstance(values, dict) else "anything"
        )
    return format_html("{}", _simple(schema))


def _simple(schema: dict[str, Any]) -> str:
    names = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    if schema.get("format") == "date-time":
        return "time (ISO 8601, UTC)"
    kind = str(schema.get("type", "anything"))
    return names.get(kind, kind)


def _prose(text: str) -> SafeString:
    """A sentence of the schema; what stands in backticks is code."""
    pieces = enumerate(text.split("`"))
    shown = (format_html("<code>{}</code>" if n % 2 else "{}", piece) for n, piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in shown))


def _plain(name: str) -> str:
    return name.removesuffix("Out")
