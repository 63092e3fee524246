"""How good somebody's work was found: counts of what others said, and the ratio made of them."""

from dataclasses import dataclass


def ratio(good: int, bad: int) -> float:
    """Between 0 and 1; a half where nothing is known, and little evidence moves it little (the
    mean of a beta distribution that began with two good and two bad: Agresti and Coull, 1998)."""
    return (good + 2) / (good + bad + 4)


@dataclass(frozen=True, slots=True)
class Record:
    """How often others found something good, and how often bad."""

    good: int = 0
    bad: int = 0

    @property
    def ratio(self) -> float:
        return ratio(self.good, self.bad)

    def stands_against(self, needed: float) -> bool:
        """True where the ratio is below `needed` although enough was judged for a spotless record
        to reach it. Silence is no reproach: nobody can be asked to be voted on, and nobody has to
        read other languages in order to be corrected in them."""
        judged = self.good + self.bad
        return self.ratio < needed <= ratio(judged, 0)


UNJUDGED = Record()
