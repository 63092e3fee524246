"""How translation is doing in a community: what is there, what waits, what failed, how good.

Numbers for those who look after it, in a constant number of queries, whatever the number of
texts and languages. `counts` looks at texts and translations, `waiting` at the queue, `voices`
at what people say, `savings` at what memory saved, `ways` at engines; `report` puts them together,
`keeping` keeps what took long to count.
"""

from translation.coverage.keeping import keeper
from translation.coverage.report import Coverage, coverage_of

__all__ = ["Coverage", "coverage_of", "keeper"]
