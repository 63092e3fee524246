"""The channels of this installation by name (`NOTIFICATION_CHANNELS`)."""

from django.conf import settings

from core.backends import Backends
from frontend.notifications.channels.base import Channel

_channels: Backends[Channel] = Backends(base=Channel)  # type: ignore[type-abstract]  # only checked against


def channel(name: str) -> Channel | None:
    """The channel of a name; None where this installation has none of it."""
    configuration = settings.NOTIFICATION_CHANNELS.get(name)
    return _channels.get(name, configuration) if configuration else None
