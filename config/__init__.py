"""The composition root: settings, URLs, ASGI, WSGI. Names things by dotted path; nobody imports it."""
