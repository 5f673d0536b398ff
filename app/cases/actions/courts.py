"""Courts of the installation, the units of their registries, and the clerks who work for those."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.queries.accounts import account_file
from app.auth.rules.accounts import check_another, require_administrator
from app.auth.rules.step_up import require_fresh
from app.auth.steps.accounts import end_sign_ins_of, held_account
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands import AddUnit, DescribeCourt, UnitsOfClerk
from app.cases.errors import CourtNameTaken, CourtNotFound, NotAUnitOfTheCourt, UnitNameTaken
from app.cases.events import CourtAdded, CourtCorrected, UnitAdded, UnitsOfClerkChanged
from app.cases.models import Court, Unit, UnitClerk
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import NotFound
from app.kernel.zones import zone
from app.language.i18n import language


class Courts:
    """What administrators do with courts and the units of their registries."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(self, command: DescribeCourt, *, by: Principal) -> UUID:
        """Add a court; gives its id. Raises OnlyAdministrators, UnknownZone, CourtNameTaken."""
        require_administrator(by.desk)
        zone(command.zone)
        async with self._database.begin() as uow:
            await _check_name(uow, command.name, None)
            court = Court(name=command.name, zone=command.zone, language=language(command.language).code)
            uow.add(court)
            await uow.flush()
            event = CourtAdded(court_id=court.id, zone=court.zone, language=court.language)
            await append(uow, event, by=by.by, at=self._clock.now())
        return court.id

    async def correct(self, court_id: UUID, command: DescribeCourt, *, by: Principal) -> None:
        """Change name, zone and language of a court. Hearings that are booked keep the zone they have.

        Raises OnlyAdministrators, CourtNotFound, UnknownZone, CourtNameTaken.
        """
        require_administrator(by.desk)
        zone(command.zone)
        async with self._database.begin() as uow:
            court = await _held(uow, court_id)
            await _check_name(uow, command.name, court_id)
            court.name, court.zone, court.language = command.name, command.zone, language(command.language).code
            event = CourtCorrected(court_id=court.id, zone=court.zone, language=court.language)
            await append(uow, event, by=by.by, at=self._clock.now())

    async def add_unit(self, court_id: UUID, command: AddUnit, *, by: Principal) -> UUID:
        """Give a court a unit; gives its id. Raises OnlyAdministrators, CourtNotFound, UnitNameTaken."""
        require_administrator(by.desk)
        async with self._database.begin() as uow:
            await _held(uow, court_id)
            if await uow.first(select(Unit).where(Unit.court_id == court_id, Unit.name == command.name)) is not None:
                raise UnitNameTaken()
            unit = Unit(court_id=court_id, name=command.name)
            uow.add(unit)
            await uow.flush()
            event = UnitAdded(court_id=court_id, unit_id=unit.id)
            await append(uow, event, by=by.by, at=self._clock.now())
        return unit.id

    async def assign(self, account_id: UUID, command: UnitsOfClerk, *, by: Principal) -> None:
        """Let a clerk work for these units and no others; their rights begin anew, so they sign in again.

        Raises OnlyAdministrators, ConfirmItIsYou, AccountNotFound, NotYourOwnAccount, NotAUnitOfTheCourt.
        """
        at = self._clock.now()
        require_administrator(by.desk)
        require_fresh(by.proved_at, at)
        wanted = frozenset(command.units)
        async with self._database.begin() as uow:
            await held_account(uow, account_id)
            file = await account_file(uow, account_id)
            check_another(by.person_id, file.holder)
            if file.holder.desk is not Desk.clerk or file.court_id is None:
                raise NotAUnitOfTheCourt()
            if not wanted <= set(await uow.all(select(col(Unit.id)).where(Unit.court_id == file.court_id))):
                raise NotAUnitOfTheCourt()
            person_id = file.holder.person_id
            if not await _moved(uow, person_id, wanted, at):
                return
            await end_sign_ins_of(uow, account_id, at)
            event = UnitsOfClerkChanged(court_id=file.court_id, person_id=person_id, unit_ids=tuple(sorted(wanted)))
            await append(uow, event, by=by.by, at=at)


async def _held(uow: UnitOfWork, court_id: UUID) -> Court:
    try:
        return await uow.lock(Court, court_id)
    except NotFound as reason:
        raise CourtNotFound() from reason


async def _check_name(uow: UnitOfWork, name: str, own: UUID | None) -> None:
    same = await uow.first(select(col(Court.id)).where(Court.name == name))
    if same is not None and same != own:
        raise CourtNameTaken()


async def _moved(uow: UnitOfWork, person_id: UUID, wanted: frozenset[UUID], at: datetime) -> bool:
    """End the units a clerk works for no more and begin the others; False when nothing changes."""
    standing = select(UnitClerk).where(UnitClerk.person_id == person_id, col(UnitClerk.until).is_(None))
    rows = await uow.all(standing)
    before = {row.unit_id for row in rows}
    for row in rows:
        if row.unit_id not in wanted:
            row.until = at
    uow.add(*(UnitClerk(unit_id=one, person_id=person_id, since=at) for one in sorted(wanted - before)))
    return before != wanted
