"""Fetching link previews, and forgetting those that nobody needs."""

from datetime import timedelta

from core.lanes import lane
from core.periodic import periodic
from forum.actions.link_previews import fetch_next, forget_unused_previews


@lane("link_previews")
def fetch_link_previews() -> int:
    return fetch_next()


@periodic(name="forum.forget_unused_previews", every=timedelta(hours=1))
def forget_previews() -> int:
    return forget_unused_previews()
