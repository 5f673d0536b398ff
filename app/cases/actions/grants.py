"""Access that is no part in the case: guests, press, advocates, liaison officers; given for a time and recalled."""

from uuid import UUID

from app.audit.log import append
from app.auth.steps import BlindIndex
from app.auth.views import Principal
from app.cases.commands.access import GiveAccess
from app.cases.errors import ClientMissing, GrantNotFound, ThingNotFound
from app.cases.events import AccessGiven, AccessRecalled
from app.cases.models import Grant
from app.cases.queries import CaseFile
from app.cases.rules.mandates import check_grant
from app.cases.rules.table import FROM_PARTS
from app.cases.steps.access import case_to_decide, holder_of_address, thing_in
from app.cases.terms import Act, GrantKind
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock


class Grants:
    """What the clerk and the judge of a case do about access that is no part in it."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database, self._index, self._clock = database, index, clock

    async def give(self, case_id: UUID, command: GiveAccess, *, by: Principal) -> UUID:
        """Let somebody in; gives the grant's id.

        Raises NotYoursToGive, NoSuchAccount, PurposeMissing, PeriodWrong, ThingNotFound, ClientMissing.
        """
        at = self._clock.now()
        check_grant(command.kind, command.purpose, command.order_ref, command.until, at)
        async with self._database.begin() as uow:
            file, by = await case_to_decide(uow, case_id, by)
            account = await holder_of_address(uow, self._index, command.email)
            await _check(uow, file, command)
            grant = Grant(
                case_id=case_id,
                person_id=account.person_id,
                kind=command.kind.value,
                document_id=command.document_id,
                for_person_id=command.person_id,
                purpose=command.purpose,
                order_ref=command.order_ref,
                granted_by=by.person_id,
                since=at,
                until=command.until,
            )
            uow.add(grant)
            event = AccessGiven(
                case_id=case_id,
                grant_id=grant.id,
                person_id=grant.person_id,
                relation=grant.kind,
                document_id=grant.document_id,
                until=command.until,
            )
            await append(uow, event, by=by.by, at=at)
        return grant.id

    async def recall(self, case_id: UUID, grant_id: UUID, *, by: Principal) -> None:
        """End it at once, open sockets and downloads included; raises NotYoursToGive, GrantNotFound."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            _, by = await case_to_decide(uow, case_id, by)
            grant = await uow.get(Grant, grant_id)
            if grant is None or grant.case_id != case_id or grant.kind == GrantKind.break_glass:
                raise GrantNotFound()
            if grant.until is not None and grant.until <= at:
                return
            grant.until = at
            event = AccessRecalled(case_id=case_id, grant_id=grant_id, person_id=grant.person_id)
            await append(uow, event, by=by.by, at=at)


async def _check(uow: UnitOfWork, file: CaseFile, command: GiveAccess) -> None:
    """A document is one of this case that the giver reads; an advocate's mandate is from somebody in it."""
    if command.document_id is not None:
        _, thing = await thing_in(uow, file, "document", command.document_id)
        if not file.may(Act.read_record, thing):
            raise ThingNotFound()
    inside = {one.person_id for one in file.held if one.relation in FROM_PARTS and one.live(file.actor.at)}
    if (command.kind is GrantKind.advocate) != (command.person_id is not None) or (
        command.person_id is not None and command.person_id not in inside
    ):
        raise ClientMissing()
