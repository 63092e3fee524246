"""Why a link has no preview. People never see these: the link stays a link.

FetchFailed      it may work another time
└── FetchRefused it may not be asked at all
"""


class FetchFailed(Exception):
    """`reason` is a word for logs and for the row."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FetchRefused(FetchFailed):
    """The guard says no: the address itself, or where its name leads."""
