"""How translation is doing in a community: what is there, what waits, what failed, how good.

Numbers for those who look after it, in a constant number of queries, whatever the number of
texts and languages. `counts` looks at texts and translations, `waiting` at the queue, `voices`
at what people say, `savings` at what memory saved, `ways` at engines; this module puts them
together and decides nothing.
"""

from translation.coverage.report import Coverage, PairRow, coverage_of

__all__ = ["Coverage", "PairRow", "coverage_of"]
