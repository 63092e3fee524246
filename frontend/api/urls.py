"""Addresses below `/api/`: version 1, its page, and an answer for everything else."""

from typing import Any

from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe

from frontend.api.docs import page
from frontend.api.gateway import nothing_here, through_gateway
from frontend.api.v1 import api


def _through_gateway(patterns: list[Any]) -> list[URLPattern]:
    for pattern in patterns:
        view = pattern.callback
        if pattern.name == "openapi-json":
            view = require_safe(view)
        pattern.callback = through_gateway(view)
    return patterns


_patterns, _app, _namespace = api.urls

urlpatterns = [
    path("v1/docs", through_gateway(page), name="api-docs"),
    path("v1/", (_through_gateway(_patterns), _app, _namespace)),
    re_path("", through_gateway(nothing_here)),
]
