"""Signing in was tried too often with a wrong password."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.sign_in import locked_until


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Instead of any answer: when to try again, and what helps meanwhile."""
    # Served asynchronously, django-axes 8.3 hands over no credentials, but leaves them here.
    until = locked_until(request, credentials or getattr(request, "axes_credentials", None))
    seconds = max(1, ceil((until - timezone.now()).total_seconds()))
    context = {"until": until, "seconds": seconds}
    answer = render(request, "account/locked.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer
