"""Who would read a filing at each level the filer can choose: the table shown before submitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.cases.rules import Standing, may_read
from app.cases.terms import Level
from app.filings.terms import LEVELS

CLERK = "clerk"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Reads:
    """`who`: a person's id, or the clerks, or the public; `at`: the levels at which they read everything."""

    who: UUID | str
    at: frozenset[Level]


def readers(people: Iterable[Standing], case_level: str, filer_id: UUID) -> list[Reads]:
    """The public, the clerks of the court, and each judge, party and counsel but the filer."""
    groups: list[tuple[UUID | str, Standing]] = [(PUBLIC, Standing(None)), (CLERK, Standing(None, of_the_court=True))]
    inside = [
        (person.person_id, person)
        for person in people
        if person.person_id is not None and person.person_id != filer_id and (person.is_judge or person.is_of_the_case)
    ]
    return [Reads(who, _levels(standing, case_level, filer_id)) for who, standing in [*groups, *inside]]


def _levels(standing: Standing, case_level: str, filer_id: UUID) -> frozenset[Level]:
    return frozenset(level for level in LEVELS if may_read(standing, (case_level, level), filer_id))
