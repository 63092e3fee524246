"""Pages and websockets as one ASGI application."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from frontend.live.routing import websockets  # noqa: E402 - models are there only from here on

application = ProtocolTypeRouter({"http": pages, "websocket": websockets})
