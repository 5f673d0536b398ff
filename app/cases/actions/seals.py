"""Seals on a case, an entry or a document: the court restricts, the judge alone relaxes, and proves it is them."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.rules.step_up import require_fresh
from app.auth.steps import BlindIndex
from app.auth.views import Principal
from app.cases.commands.access import LiftSeal, NamePerson, PutSeal
from app.cases.errors import OnlyTheJudgeRelaxes, ThingNotFound
from app.cases.events import PersonNamed, SealKept, SealLifted, SealPut
from app.cases.models import Seal, SealName
from app.cases.queries import CaseFile, live
from app.cases.rules import strictest, within
from app.cases.rules.mandates import check_seal, check_unsealing
from app.cases.steps.access import Sealable, case_to_decide, holder_of_address, thing_in
from app.cases.terms import Act, Level
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock


class Seals:
    """What the clerk and the judge of a case do about who may read what in it."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database, self._index, self._clock = database, index, clock

    @as_system
    async def seal(self, case_id: UUID, command: PutSeal, *, by: Principal) -> UUID:
        """Restrict at once, provisionally while a motion pends; gives the seal's id.

        Raises NotYoursToGive, ThingNotFound, OnlyTheJudgeRelaxes, AlreadyAtThisLevel, NobodyNamed, NoSuchAccount.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file, by = await case_to_decide(uow, case_id, by, Act.seal)
            row, thing = await thing_in(uow, file, command.thing, command.thing_id)
            if not file.may(Act.seal, thing):
                raise ThingNotFound()
            check_seal(Level(row.level), command.level, command.emails)
            before, row.level = row.level, command.level.value
            seal = Seal(
                case_id=case_id,
                thing=command.thing,
                thing_id=row.id,
                level=row.level,
                before=before,
                provisional=command.provisional,
                reason=command.reason,
                order_ref=command.order_ref,
                sealed_by=by.person_id,
                since=at,
            )
            uow.add(seal)
            event = SealPut(
                case_id=case_id,
                thing=command.thing,
                thing_id=row.id,
                level=row.level,
                before=before,
                provisional=command.provisional,
            )
            await append(uow, event, by=by.by, at=at)
            for email in command.emails if command.level is Level.named else ():
                await self._name(uow, file, row, email, command.order_ref, by, at)
        return seal.id

    async def unseal(self, case_id: UUID, command: LiftSeal, *, by: Principal) -> None:
        """Let more people read, after a fresh proof of who rules.

        Raises ConfirmItIsYou, NotYoursToGive, OnlyTheJudgeRelaxes, ThingNotFound, AlreadyAtThisLevel, NobodyNamed.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file, by = await _judged(uow, case_id, by, at)
            row, _ = await thing_in(uow, file, command.thing, command.thing_id)
            check_unsealing(Level(row.level), command.level, file.names.get(row.id, ()))
            await _relax(uow, case_id, command.thing, row, command.level, by, at)

    async def settle(self, case_id: UUID, seal_id: UUID, *, keep: bool, by: Principal) -> None:
        """Rule on a provisional seal: it stays, or what stood before stands again.

        Raises ConfirmItIsYou, NotYoursToGive, OnlyTheJudgeRelaxes, ThingNotFound.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file, by = await _judged(uow, case_id, by, at)
            seal = await uow.get(Seal, seal_id)
            if seal is None or seal.case_id != case_id or not seal.provisional or seal.until is not None:
                raise ThingNotFound()
            if keep:
                seal.provisional = False
                event = SealKept(case_id=case_id, seal_id=seal_id, thing_id=seal.thing_id)
                await append(uow, event, by=by.by, at=at)
                return
            row, _ = await thing_in(uow, file, seal.thing, seal.thing_id)
            others = [one for one in await _standing(uow, row.id) if one.id != seal_id]
            level = strictest([seal.before, *(one.level for one in others)])
            seal.until = at
            if level is not Level(row.level):
                await _relax(uow, case_id, seal.thing, row, level, by, at)

    async def name(self, case_id: UUID, command: NamePerson, *, by: Principal) -> UUID:
        """Name one more person to something; gives the naming's id. Raises the same, and NoSuchAccount."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            file, by = await _judged(uow, case_id, by, at)
            row, _ = await thing_in(uow, file, command.thing, command.thing_id)
            return (await self._name(uow, file, row, command.email, command.order_ref, by, at)).id

    async def unname(self, case_id: UUID, name_id: UUID, *, by: Principal) -> None:
        """Take a person off the list at once; raises NotYoursToGive, ThingNotFound."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            file, by = await case_to_decide(uow, case_id, by, Act.seal)
            name = await uow.get(SealName, name_id)
            if name is None or name.case_id != case_id or not file.may(Act.unseal):
                raise ThingNotFound()
            if name.until is None:
                name.until = at
                event = PersonNamed(case_id=case_id, thing_id=name.thing_id, person_id=name.person_id, named=False)
                await append(uow, event, by=by.by, at=at)

    async def _name(
        self,
        uow: UnitOfWork,
        file: CaseFile,
        row: Sealable,
        email: str,
        order_ref: str | None,
        by: Principal,
        at: datetime,
    ) -> SealName:
        account = await holder_of_address(uow, self._index, email)
        same = select(SealName).where(
            SealName.thing_id == row.id, SealName.person_id == account.person_id, *live(SealName, uow.at)
        )
        earlier: SealName | None = await uow.first(same)
        if earlier is not None:
            return earlier
        name = SealName(
            case_id=file.case.id,
            thing_id=row.id,
            person_id=account.person_id,
            named_by=by.person_id,
            order_ref=order_ref,
            since=at,
        )
        uow.add(name)
        event = PersonNamed(case_id=file.case.id, thing_id=row.id, person_id=name.person_id, named=True)
        await append(uow, event, by=by.by, at=at)
        return name


async def _judged(uow: UnitOfWork, case_id: UUID, by: Principal, at: datetime) -> tuple[CaseFile, Principal]:
    """The case, held, for its judge, who has just proved who they are."""
    file, by = await case_to_decide(uow, case_id, by, Act.seal)
    if not file.may(Act.unseal):
        raise OnlyTheJudgeRelaxes()
    require_fresh(by.proved_at, at)
    return file, file.acting(by, Act.unseal)


async def _relax(
    uow: UnitOfWork, case_id: UUID, thing: str, row: Sealable, level: Level, by: Principal, at: datetime
) -> None:
    before, row.level = row.level, level.value
    for seal in await _standing(uow, row.id):
        if not within(Level(seal.level), level):
            seal.until = at
    event = SealLifted(case_id=case_id, thing=thing, thing_id=row.id, level=level.value, before=before)
    await append(uow, event, by=by.by, at=at)


async def _standing(uow: UnitOfWork, thing_id: UUID) -> list[Seal]:
    return await uow.all(
        select(Seal).where(Seal.thing_id == thing_id, Seal.until == None)  # noqa: E711 (SQL)
    )
