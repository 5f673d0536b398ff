"""Who is served with a docketed filing, and how: through counsel where there is one, never presumed when sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.filings.terms import ServiceMethod


@dataclass(frozen=True, slots=True)
class ToServe:
    """One party or counsel. `reads`: the filing is not sealed to them; `online`: they have an account;
    `represented`: somebody acts for them.
    """

    person_id: UUID
    reads: bool
    online: bool
    represented: bool


def service_plan(people: Iterable[ToServe], filer_id: UUID) -> list[tuple[UUID, ServiceMethod]]:
    """Each party and counsel but the filer, once, with the method; those who may not read it: `none`."""
    return [(person.person_id, _method(person)) for person in people if person.person_id != filer_id]


def _method(person: ToServe) -> ServiceMethod:
    if not person.reads:
        return ServiceMethod.none
    if person.represented:
        return ServiceMethod.through_counsel
    return ServiceMethod.electronic if person.online else ServiceMethod.paper
