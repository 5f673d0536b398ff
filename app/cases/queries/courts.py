"""Courts and the units of their registries, with the clerks who work there: what administrators look after."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.cases.errors import CourtNotFound
from app.cases.models import Court, Unit, UnitClerk
from app.db.database import Reader


@dataclass(frozen=True, slots=True)
class CourtFile:
    """A court, and its units as (id, name) in the order of their names."""

    id: UUID
    name: str
    zone: str
    language: str
    units: tuple[tuple[UUID, str], ...]


async def court_names(reader: Reader) -> list[str]:
    """The name of every court of the installation."""
    return await reader.all(select(Court.name))


async def court_exists(reader: Reader, court_id: UUID) -> bool:
    """Whether there is such a court."""
    return await reader.get(Court, court_id) is not None


async def court_files(reader: Reader) -> list[CourtFile]:
    """Every court of the installation, by name."""
    units: dict[UUID, list[tuple[UUID, str]]] = {}
    for unit in await reader.all(select(Unit).order_by(col(Unit.name), col(Unit.id))):
        units.setdefault(unit.court_id, []).append((unit.id, unit.name))
    courts = await reader.all(select(Court).order_by(col(Court.name), col(Court.id)))
    return [_file(court, units.get(court.id, [])) for court in courts]


async def court_of_administration(reader: Reader, court_id: UUID) -> CourtFile:
    """One court; raises CourtNotFound."""
    court = await reader.get(Court, court_id)
    if court is None:
        raise CourtNotFound()
    units = await reader.all(select(Unit).where(Unit.court_id == court_id).order_by(col(Unit.name), col(Unit.id)))
    return _file(court, [(unit.id, unit.name) for unit in units])


async def units_of_clerks(reader: Reader) -> Mapping[UUID, frozenset[UUID]]:
    """The units each clerk works for now, by person; whoever is missing works for their whole court."""
    found: dict[UUID, frozenset[UUID]] = {}
    for row in await reader.all(select(UnitClerk).where(col(UnitClerk.until).is_(None))):
        found[row.person_id] = found.get(row.person_id, frozenset()) | {row.unit_id}
    return found


def _file(court: Court, units: list[tuple[UUID, str]]) -> CourtFile:
    return CourtFile(court.id, court.name, court.zone, court.language, tuple(units))
