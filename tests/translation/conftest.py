import pytest

from translation import routing


@pytest.fixture
def engines(settings):
    """Choose the engines of a test: `engines("reference:echo")`."""

    def choose(*aliases: str, **backends):
        settings.ENGINE_BACKENDS = {**settings.ENGINE_BACKENDS, **backends}
        settings.TRANSLATION_ENGINES = list(aliases)
        routing._backends.clear()
        routing.forget()

    yield choose
    routing.forget()
