"""What has no row in the matrix, with the reason."""

from collections.abc import Mapping

_REASONS: Mapping[str, str] = {
    "the library's own; `tests/frontend/pages/test_signing_in.py`": "accounts/",
    "mail services with a secret of their own": "api/v1/mail/",
    "for machines, and the same for everybody": """favicon healthz readyz robots sitemaps
        sitemap_of_places sitemap_of_threads""",
    "for who asked for a preview, by a signed word; `tests/frontend/api/test_previews.py`": """
        api:GET:/translations/preview/{preview_id} preview_again""",
    "by a signed word in a mail; `tests/frontend/notifications/`": "unsubscribe",
    "sockets, asked one by one below": "ws/me ws/threads/<int:thread_id>",
}

ELSEWHERE = {name: reason for reason, names in _REASONS.items() for name in names.split()}
