"""Addresses below `/api/`: version 1, its page, and an answer for everything else."""

from typing import Any

from django.urls import URLPattern, path, re_path

from frontend.api.docs import page
from frontend.api.gateway import nothing_here, through_gateway
from frontend.api.v1 import api


def _through_gateway(patterns: list[Any]) -> list[URLPattern]:
    for pattern in patterns:
        pattern.callback = through_gateway(pattern.callback)
    return patterns


_patterns, _app, _namespace = api.urls

urlpatterns = [
    path("v1/docs", page, name="api-docs"),
    path("v1/", (_through_gateway(_patterns), _app, _namespace)),
    re_path("", through_gateway(nothing_here)),
]
