"""A court's schedule of fees and the account they are paid to, as administrators set them."""

import re
from uuid import UUID

from app.audit.log import append
from app.auth.rules.accounts import require_administrator
from app.auth.views import Principal
from app.cases.errors import CourtNotFound
from app.cases.models import Court
from app.cases.models.fees import FeeAccount, FeeRate
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import NotFound
from app.paper.commands import SetAccount, SetRate
from app.paper.errors import AccountNumberWrong, CurrencyInUse
from app.paper.events import FeeAccountSet, FeeRateSet
from app.paper.queries.schedules import charged_otherwise


class FeeSchedules:
    """A rate holds from its day on and is never changed: what was charged before stays as it was."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def set_rate(self, court_id: UUID, command: SetRate, *, by: Principal) -> None:
        """Set what something costs from a day on. Raises OnlyAdministrators, CourtNotFound."""
        require_administrator(by.desk)
        at = self._clock.now()
        async with self._database.begin() as uow:
            await _held(uow, court_id)
            uow.add(FeeRate(court_id=court_id, **command.model_dump(), set_at=at, set_by=by.person_id))
            await uow.flush()
            event = FeeRateSet(
                court_id=court_id, what=command.what, cents=command.cents, since=command.since.isoformat()
            )
            await append(uow, event, by=by.by, at=at)

    async def set_account(self, court_id: UUID, command: SetAccount, *, by: Principal) -> None:
        """Set currency and account. Raises OnlyAdministrators, CourtNotFound, AccountNumberWrong, CurrencyInUse."""
        require_administrator(by.desk)
        iban = "".join(command.iban.upper().split())
        if iban and not sound_iban(iban):
            raise AccountNumberWrong()
        at = self._clock.now()
        async with self._database.begin() as uow:
            await _held(uow, court_id)
            row = await uow.get(FeeAccount, court_id)
            if await charged_otherwise(uow, court_id, command.currency):
                raise CurrencyInUse()
            if row is None:
                row = FeeAccount(court_id=court_id, currency=command.currency)
                uow.add(row)
            row.currency, row.payee, row.iban = command.currency, command.payee, iban
            await append(uow, FeeAccountSet(court_id=court_id, currency=command.currency), by=by.by, at=at)


def sound_iban(iban: str) -> bool:
    """Whether the check digits of an account number hold (ISO 13616)."""
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", iban):
        return False
    return int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97 == 1


async def _held(uow: UnitOfWork, court_id: UUID) -> None:
    try:
        await uow.lock(Court, court_id)
    except NotFound as reason:
        raise CourtNotFound() from reason
