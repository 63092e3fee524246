import pytest

from translation import queue, routing


@pytest.fixture
def engines(settings):
    """Choose the engines of a test: `engines("reference:echo")`."""

    def choose(*aliases: str, **backends):
        settings.ENGINE_BACKENDS = {**settings.ENGINE_BACKENDS, **backends}
        settings.TRANSLATION_ENGINES = list(aliases)
        routing._backends.clear()
        _forget()

    yield choose
    _forget()


def _forget() -> None:
    """Routes and the pace of a pair are learned once and kept in the process."""
    routing.forget()
    queue.forget()
