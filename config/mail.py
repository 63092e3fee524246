"""`EMAIL_URL`: an SMTP server, or one of the mail providers that django-anymail knows.

Providers are named in the scheme, and their settings in the query, as anymail calls them:
``anymail+mailgun://?api_key=…&sender_domain=mg.example.org`` sets ``MAILGUN_API_KEY`` and
``MAILGUN_SENDER_DOMAIN``.
"""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import environ

ANYMAIL = "anymail+"


def mail_settings(url: str) -> dict[str, Any]:
    """Django's settings for a mail address of the environment."""
    parts = urlsplit(url)
    if not parts.scheme.startswith(ANYMAIL):
        return dict(environ.Env.email_url_config(url))
    provider = parts.scheme.removeprefix(ANYMAIL).replace("-", "_")
    named = parse_qsl(parts.query, strict_parsing=bool(parts.query))
    return {
        "EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend",
        "ANYMAIL": {f"{provider}_{name}".upper(): value for name, value in named},
    }
