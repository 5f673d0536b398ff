"""Templates of a court: written, written anew as another version, taken out of use. What was used is never changed."""

import hashlib
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.errors import CourtNotFound
from app.cases.models import Court
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import NotFound
from app.orders.commands import WriteTemplate
from app.orders.errors import OnlyTheCourtKeepsTemplates, TemplateNameTaken, TemplateNotFound
from app.orders.events import TemplateRetired, TemplateWritten
from app.orders.models import Template, TemplateVersion
from app.orders.queries.templates import check_reads, keeps, template_row
from app.orders.rules.language import check, names


class Templates:
    """What registrars and administrators do with the templates of a court."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def write(
        self, court_id: UUID, command: WriteTemplate, *, by: Principal, template_id: UUID | None = None
    ) -> UUID:
        """A new template, or the next version of one; gives its id.

        Raises CourtNotFound, OnlyTheCourtKeepsTemplates, TemplateNotFound, TemplateNameTaken, FreeFieldUnusable,
        BracesUnpaired, FieldUnknown.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            await _to_keep(uow, court_id, by)
            check(command.words, names(command.free))
            row = await template_row(uow, court_id, template_id) if template_id else _new(uow, court_id, command)
            await _check_name(uow, court_id, command.name, row.id)
            row.kind, row.name, row.number = command.kind.value, command.name, row.number + 1
            await uow.flush()
            version = TemplateVersion(
                template_id=row.id,
                number=row.number,
                words=command.words,
                free=[[one.name, one.label] for one in command.free],
                written_by=by.person_id,
                written_at=at,
            )
            uow.add(version)
            sha256 = hashlib.sha256(command.words.encode()).hexdigest()
            event = TemplateWritten(court_id=court_id, template_id=row.id, number=row.number, sha256=sha256)
            await append(uow, event, by=by.by, at=at)
        return row.id

    async def retire(self, court_id: UUID, template_id: UUID, *, by: Principal) -> None:
        """Offer it to nobody any more; twice changes nothing.

        Raises CourtNotFound, OnlyTheCourtKeepsTemplates, TemplateNotFound.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            await _to_keep(uow, court_id, by)
            row = await uow.get(Template, template_id)
            if row is None or row.court_id != court_id:
                raise TemplateNotFound()
            if row.retired_at is not None:
                return
            row.retired_at = at
            await append(uow, TemplateRetired(court_id=court_id, template_id=row.id), by=by.by, at=at)


def _new(uow: UnitOfWork, court_id: UUID, command: WriteTemplate) -> Template:
    row = Template(court_id=court_id, kind=command.kind.value, name=command.name)
    uow.add(row)
    return row


async def _to_keep(uow: UnitOfWork, court_id: UUID, by: Principal) -> None:
    """Hold the court, so that two templates of one name cannot be written at once."""
    await check_reads(uow, by, court_id)
    if not keeps(by, court_id):
        raise OnlyTheCourtKeepsTemplates()
    try:
        await uow.lock(Court, court_id)
    except NotFound as reason:
        raise CourtNotFound() from reason


async def _check_name(uow: UnitOfWork, court_id: UUID, name: str, own: UUID) -> None:
    same = select(Template.id).where(
        Template.court_id == court_id, Template.name == name, col(Template.retired_at).is_(None), Template.id != own
    )
    if await uow.first(same) is not None:
        raise TemplateNameTaken()
