"""Setting how often something may be tried, in force at once, within bounds that nobody can leave."""

from app.audit.log import append
from app.auth.commands import SetLimits
from app.auth.events import LimitsSet
from app.auth.models.limits import LimitSet
from app.auth.queries.limits import limits_in_force
from app.auth.rules.accounts import require_administrator
from app.auth.rules.limits import check_limits
from app.auth.rules.step_up import require_fresh
from app.auth.views import Principal
from app.db.database import Database
from app.kernel.clock import Clock


class LimitSettings:
    """What administrators do with limits."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def change(self, command: SetLimits, *, by: Principal) -> None:
        """Set these; what is as it was leaves no trace. Raises OnlyAdministrators, ConfirmItIsYou, LimitOutOfBounds."""
        at = self._clock.now()
        require_administrator(by.desk)
        require_fresh(by.proved_at, at)
        check_limits(command.limits)
        async with self._database.begin() as uow:
            for name in sorted(command.limits):
                await uow.insert_if_absent(LimitSet, name=name.value, value=0, set_by=by.person_id, set_at=at)
            rows = {name: await uow.lock(LimitSet, name.value) for name in sorted(command.limits)}
            before = await limits_in_force(uow)
            for name, row in rows.items():
                row.value, row.set_by, row.set_at = command.limits[name], by.person_id, at
            changed = [name for name in rows if before[name] != command.limits[name]]
            if changed:
                said = tuple(f"{name}: {before[name]} to {command.limits[name]}" for name in changed)
                await append(uow, LimitsSet(limits=said), by=by.by, at=at)
