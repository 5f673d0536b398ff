"""Requests to erase for good, as the officers who ask and decide read them: counts and references, never content."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.views import Principal
from app.cases.commands.erasing import Erase
from app.cases.errors import CaseNotFound
from app.cases.errors.erasing import OnlyRegistrarsErase
from app.cases.queries.erasing import ErasureFile, erasure_file, erasure_files, scope_of, stage_of
from app.cases.terms.erasing import MAY_ASK, MAY_DECIDE, Stage
from app.db.database import Reader
from app.documents.errors import DocumentNotFound
from app.protection.labels import officer_for, reason_for


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class ErasureView(_View):
    """A request. `cases`, `documents`: what was looked at when it was asked for. `may`: confirm, refuse, withdraw."""

    id: UUID
    kind: str
    name: str
    order_ref: str
    reason: str
    cases: int
    documents: int
    stage: Stage
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    decided_by: str
    decided_at: datetime | None
    may: list[str]


class Preview(_View):
    """A request, and what would go if it were confirmed now. `grew`: more than was looked at."""

    request: ErasureView
    cases: int
    documents: int
    files: int
    grew: bool


async def requests_for(reader: Reader, principal: Principal, at: datetime) -> list[ErasureView]:
    """Every request, the newest first. Raises OnlyRegistrarsErase."""
    _admit(principal)
    return [_view(file, principal, at) for file in await erasure_files(reader)]


async def request_of(reader: Reader, request_id: UUID, principal: Principal, at: datetime) -> Preview:
    """One request with its preview. Raises OnlyRegistrarsErase, ErasureNotFound."""
    _admit(principal)
    file = await erasure_file(reader, request_id)
    row, view = file.row, _view(file, principal, at)
    cases = documents = files = 0
    if view.stage is Stage.waiting:
        async with reader.beyond_the_wall():  # officers enter no case; they are told numbers
            try:
                scope = await scope_of(reader, Erase(row.kind, row.name, row.order_ref))  # type: ignore[arg-type]
                cases, documents, files = len(scope.cases), len(scope.documents), len(scope.blobs)
            except (CaseNotFound, DocumentNotFound):
                pass
    grew = cases > row.cases or documents > row.documents
    return Preview(request=view, cases=cases, documents=documents, files=files, grew=grew)


def may_ask(principal: Principal) -> bool:
    """Whether this officer asks, and does not only decide."""
    return principal.desk in MAY_ASK


def _admit(principal: Principal) -> None:
    if principal.desk not in MAY_DECIDE:
        raise OnlyRegistrarsErase()


def _view(file: ErasureFile, principal: Principal, at: datetime) -> ErasureView:
    row, stands = file.row, stage_of(file.row, at)
    mine, waits = row.asked_by == principal.person_id, stands is Stage.waiting
    may = [] if not waits else ["withdraw"] if mine else ["confirm", "refuse"]
    return ErasureView(
        **row.model_dump(include={"id", "kind", "name", "order_ref", "cases", "documents", "asked_at", "expires_at"}),
        reason=reason_for(True, row.reason),
        stage=stands,
        asked_by=officer_for(True, file.asked_by),
        decided_by=officer_for(True, file.decided_by) if file.decided_by else "",
        decided_at=row.decided_at,
        may=may,
    )
