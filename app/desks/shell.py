"""What the frame around every page says: the court, its zone, the reader's own name, what waits for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.auth.queries import name_of
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.queries import court_in_view
from app.cases.queries.break_glass import running_for, waiting_for
from app.cases.queries.moves import offers_waiting
from app.cases.terms.break_glass import MAY_ASK
from app.db.database import Reader
from app.filings.queries import waiting_for_review
from app.protection.labels import own_name


@dataclass(frozen=True, slots=True)
class Running:
    """An emergency access that runs for this reader now."""

    id: UUID
    number: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Shell:
    """`counts`: how many things wait behind a navigation address; `running`: the reader's emergency access."""

    court_name: str
    zone: str
    person: str | None = None
    running: Sequence[Running] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


async def shell_for(reader: Reader, principal: Principal | None) -> Shell:
    """The frame for this reader; somebody invited gets neither a court's name nor their own on the screen."""
    court = await court_in_view(reader, principal)
    name, zone = (court.name, court.zone) if court else ("", "UTC")
    if principal is None:
        return Shell(name, zone)
    if principal.hearing_id is not None:
        return Shell("", zone)
    counts = {}
    if principal.desk is Desk.clerk and principal.court_id is not None:
        counts = {
            "/review": await waiting_for_review(reader, principal),
            "/offers": await offers_waiting(reader, principal.court_id),
        }
    running: list[Running] = []
    if principal.desk in MAY_ASK:
        counts["/break-glass"] = await waiting_for(reader, principal, reader.at)
        running = [
            Running(row.id, row.number, row.until)
            for row in await running_for(reader, principal.person_id, reader.at)
            if row.until is not None
        ]
    return Shell(name, zone, own_name(await name_of(reader, principal.person_id)), running, counts)
