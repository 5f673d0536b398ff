"""Who acts for whom: a colleague takes over for a time, an assistant works under their own sign-in."""

from uuid import UUID

from app.audit.log import append
from app.auth.models import Account
from app.auth.steps import BlindIndex
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands.access import GiveStandIn
from app.cases.errors import StandInNotFound
from app.cases.events import StandInEnded, StandInGiven
from app.cases.models import StandIn
from app.cases.queries import case_file
from app.cases.rules.mandates import check_period, check_stand_in
from app.cases.steps.access import holder_of_address
from app.cases.terms import StandInKind
from app.db.database import Database
from app.kernel.clock import Clock


class StandIns:
    """What people do about those who act for them."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database, self._index, self._clock = database, index, clock

    async def give(self, command: GiveStandIn, *, by: Principal) -> UUID:
        """Let somebody act for me; gives the mandate's id. Nobody hands over a password, or what was lent to them.

        Raises NoSuchAccount, NoColleague, PeriodWrong, CaseNotFound.
        """
        at = self._clock.now()
        since = max(command.since or at, at)
        check_period(command.kind, since, command.until, at)
        async with self._database.begin() as uow:
            if command.case_id is not None:
                await case_file(uow, command.case_id, by)
            account = await holder_of_address(uow, self._index, command.email)
            _check(command.kind, by, account)
            row = StandIn(
                kind=command.kind.value,
                for_person_id=by.person_id,
                by_person_id=account.person_id,
                case_id=command.case_id,
                may_sign=command.kind is StandInKind.delegate or command.may_sign,
                reason=command.reason,
                since=since,
                until=command.until,
                given_at=at,
            )
            uow.add(row)
            event = StandInGiven(
                case_id=row.case_id,
                stand_in_id=row.id,
                for_person_id=row.for_person_id,
                by_person_id=row.by_person_id,
                stands_in_as=row.kind,
                may_sign=row.may_sign,
            )
            await append(uow, event, by=by.by, at=at)
        return row.id

    async def end(self, stand_in_id: UUID, *, by: Principal) -> None:
        """End it at once; the one who gave it and the one who holds it both can. Raises StandInNotFound."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.get(StandIn, stand_in_id)
            if row is None or by.person_id not in (row.for_person_id, row.by_person_id):
                raise StandInNotFound()
            row = await uow.lock(StandIn, stand_in_id)
            if row.until is not None and row.until <= at:
                return
            row.until = at
            event = StandInEnded(
                case_id=row.case_id,
                stand_in_id=row.id,
                for_person_id=row.for_person_id,
                by_person_id=row.by_person_id,
            )
            await append(uow, event, by=by.by, at=at)


def _check(kind: StandInKind, by: Principal, account: Account) -> None:
    check_stand_in(
        kind,
        (by.desk, by.court_id),
        (Desk(account.desk), account.court_id),
        same_person=account.person_id == by.person_id,
    )
