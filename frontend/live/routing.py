"""The addresses of sockets."""

from channels.routing import URLRouter
from django.urls import path, re_path

from frontend.live.personal import personal_socket
from frontend.live.sockets import nothing_here, thread_socket

websockets = URLRouter(
    [
        path("ws/threads/<int:thread_id>", thread_socket),  # type: ignore[arg-type]  # Channels routes ASGI
        path("ws/me", personal_socket),  # type: ignore[arg-type]  # the same
        re_path(r"", nothing_here),  # type: ignore[arg-type]  # the same
    ]
)
