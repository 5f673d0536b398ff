"""What the frame around every page says: the court, its zone, the reader's own name, what waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import col, select

from app.auth.models import Person
from app.auth.views import Principal
from app.cases.models import Court
from app.db.database import Reader
from app.protection.labels import own_name


@dataclass(frozen=True, slots=True)
class Shell:
    """`counts`: how many things wait behind a navigation address."""

    court_name: str
    zone: str
    person: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


async def shell_for(reader: Reader, principal: Principal | None) -> Shell:
    """The frame for this reader; somebody invited gets neither a court's name nor their own on the screen."""
    court = await _court(reader, principal)
    name, zone = (court.name, court.zone) if court else ("", "UTC")
    if principal is None:
        return Shell(name, zone)
    if principal.hearing_id is not None:
        return Shell("", zone)
    person = await reader.get(Person, principal.person_id)
    assert person is not None
    return Shell(name, zone, own_name(person.name))


async def _court(reader: Reader, principal: Principal | None) -> Court | None:
    if principal is not None and principal.court_id is not None:
        return await reader.get(Court, principal.court_id)
    courts = await reader.all(select(Court).order_by(col(Court.id)).limit(2))
    return courts[0] if len(courts) == 1 else None
