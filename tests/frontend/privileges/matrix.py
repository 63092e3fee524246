"""All rows."""

from tests.frontend.privileges import calls, ordering, pages, people
from tests.frontend.privileges.endpoints import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *people.EVERYBODY,
    *people.ACCOUNT,
    *people.THINGS,
    *pages.READING,
    *pages.WRITING,
    *pages.JUDGING,
    *pages.TRANSLATING,
    *ordering.TOOLS,
    *ordering.QUEUE,
    *ordering.ORDER,
    *calls.CALLS,
)
