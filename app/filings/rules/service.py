"""Who is served with a docketed filing, and how: through counsel where there is one, never presumed when sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.cases.rules import Standing, may_read
from app.filings.terms import ServiceMethod


@dataclass(frozen=True, slots=True)
class ToServe:
    """One person of the case. `online`: they have an account; `represented`: somebody acts for them."""

    standing: Standing
    online: bool
    represented: bool

    @property
    def person_id(self) -> UUID:
        assert self.standing.person_id is not None
        return self.standing.person_id


def service_plan(
    people: Iterable[ToServe], levels: tuple[str, ...], filer_id: UUID
) -> list[tuple[UUID, ServiceMethod]]:
    """Each party and counsel but the filer, once, with the method; those who may not read it: `none`."""
    return [
        (person.person_id, _method(person, levels, filer_id))
        for person in people
        if person.standing.is_of_the_case and person.person_id != filer_id
    ]


def _method(person: ToServe, levels: tuple[str, ...], filer_id: UUID) -> ServiceMethod:
    if not may_read(person.standing, levels, filer_id):
        return ServiceMethod.none
    if person.represented:
        return ServiceMethod.through_counsel
    return ServiceMethod.electronic if person.online else ServiceMethod.paper
