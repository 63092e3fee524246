"""The composition root: settings, URLs, ASGI, WSGI. Nobody imports it."""
