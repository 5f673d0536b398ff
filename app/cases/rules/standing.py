"""Who may see a case and what is in it: one table, read both as a question and as a filter.

A person's standing in a case comes from the parts they play there and, for court staff, from their court.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from app.cases.rules.seals import strictest
from app.cases.terms import Level

PARTIES = frozenset({"accused", "party", "victim"})
COUNSEL = frozenset({"prosecutor", "defence_counsel", "victim_counsel"})
OF_THE_CASE = PARTIES | COUNSEL
BENCH = frozenset({"judge"})
MAY_FILE = COUNSEL | {"accused", "party"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is in one case. `of_the_court`: clerk of the court that has the case."""

    person_id: UUID | None
    roles: frozenset[str] = field(default_factory=frozenset)
    of_the_court: bool = False

    @property
    def is_judge(self) -> bool:
        return bool(self.roles & BENCH)

    @property
    def is_court(self) -> bool:
        return self.of_the_court or self.is_judge

    @property
    def is_of_the_case(self) -> bool:
        return bool(self.roles & OF_THE_CASE)

    @property
    def may_file(self) -> bool:
        return bool(self.roles & MAY_FILE)


def readable_levels(standing: Standing) -> frozenset[Level]:
    """The levels this standing reads whoever filed: the filter of every docket query."""
    if standing.is_judge:
        return frozenset(Level)
    if standing.of_the_court:
        return frozenset({Level.public, Level.parties, Level.filer})
    if standing.is_of_the_case:
        return frozenset({Level.public, Level.parties})
    return frozenset({Level.public})


def may_read(standing: Standing, levels: Iterable[str], filer_id: UUID | None) -> bool:
    """Whether this standing reads something with these levels that `filer_id` filed."""
    level = strictest(levels)
    if level is Level.filer and filer_id is not None and filer_id == standing.person_id:
        return True
    return level in readable_levels(standing)


def may_see_case(standing: Standing, level: str) -> bool:
    """Whether this standing may know that the case exists.

    Somebody with any part in it knows the case; what they read inside follows their part.
    """
    return bool(standing.roles) or Level(level) in readable_levels(standing)
