"""Exhibits for the court that keeps them."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.queries import CaseFile, case_file
from app.cases.terms import Act
from app.db.database import Reader
from app.paper.errors import ExhibitNotFound
from app.paper.models import Exhibit, ExhibitMove
from app.paper.rules.exhibits import open_acts
from app.paper.terms import ExhibitState
from app.paper.views import ExhibitLine, ExhibitList, ExhibitView, MoveView
from app.protection.labels import exhibit_words


@dataclass(frozen=True, slots=True)
class OpenExhibit:
    """A thing with its case and what decides who keeps it."""

    row: Exhibit
    file: CaseFile


async def exhibit_for(reader: Reader, exhibit_id: UUID, principal: Principal) -> OpenExhibit:
    """The thing, for clerks and judges of the case; raises ExhibitNotFound for everybody else."""
    row = await reader.get(Exhibit, exhibit_id)
    if row is None:
        raise ExhibitNotFound()
    try:
        return OpenExhibit(row, await case_file(reader, row.case_id, principal, Act.see_exhibits))
    except CaseNotFound as reason:
        raise ExhibitNotFound() from reason


async def exhibit_view(reader: Reader, exhibit_id: UUID, principal: Principal) -> ExhibitView:
    """The thing with its whole chain of custody."""
    found = await exhibit_for(reader, exhibit_id, principal)
    wanted = select(ExhibitMove).where(ExhibitMove.exhibit_id == exhibit_id).order_by(col(ExhibitMove.sequence))
    return ExhibitView(
        **_line(found.row).model_dump(),
        case=found.file.view(),
        version=found.row.version,
        moves=[_move(row) for row in await reader.all(wanted)],
        keeps=found.file.may(Act.keep_exhibits),
        open_acts=[act.value for act in open_acts(ExhibitState(found.row.state))],
    )


async def exhibits_of(reader: Reader, case_id: UUID, principal: Principal) -> ExhibitList:
    """The exhibits of a case, by number. Raises CaseNotFound for whoever may not see them."""
    file = await case_file(reader, case_id, principal, Act.see_exhibits)
    rows = await reader.all(select(Exhibit).where(Exhibit.case_id == case_id).order_by(col(Exhibit.number)))
    return ExhibitList(case=file.view(), exhibits=[_line(row) for row in rows], keeps=file.may(Act.keep_exhibits))


async def exhibit_by_code(reader: Reader, code: str, principal: Principal) -> UUID:
    """The thing whose label says this; raises ExhibitNotFound, also where it may not be seen."""
    row = await reader.first(select(Exhibit).where(Exhibit.code == code.strip().upper()))
    if row is None:
        raise ExhibitNotFound()
    return (await exhibit_for(reader, row.id, principal)).row.id


def _line(row: Exhibit) -> ExhibitLine:
    fields = row.model_dump(include=set(ExhibitLine.model_fields) - {"description"})
    return ExhibitLine(**fields, description=exhibit_words(True, row.description))


def _move(row: ExhibitMove) -> MoveView:
    fields = row.model_dump(include=set(MoveView.model_fields) - {"to"})
    return MoveView(**fields, to=exhibit_words(True, row.to))
