"""Addresses of threads whose posts are in another one: where they lead now."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from forum.thread_errors import ThreadMerged


def present_address(request: HttpRequest, error: ThreadMerged) -> str | None:
    """The same page or call for the thread that holds the posts now, for requests that only read;
    None for others, and where there is no such address."""
    match = request.resolver_match
    if request.method not in {"GET", "HEAD"} or match is None or "thread_id" not in match.kwargs:
        return None
    names = {key: value for key, value in match.kwargs.items() if key != "slug"}
    try:
        path = reverse(_name(match.view_name), kwargs=names | {"thread_id": error.target_id})
    except NoReverseMatch:
        return None
    return f"{path}?{request.GET.urlencode()}" if request.GET else path


def _name(view_name: str) -> str:
    """A title belongs to its thread: pages whose address has one are found by number first."""
    return {"thread": "thread_by_id", "print_thread": "thread_by_id"}.get(view_name, view_name)
