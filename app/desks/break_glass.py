"""Requests for emergency access as pages and API show them: to officers, and to the judges of the case."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.views import Principal
from app.cases.errors import OnlyOfficers
from app.cases.queries import case_file
from app.cases.queries.break_glass import (
    BreakGlassFile,
    break_glass_file,
    break_glass_files,
    break_glass_of_case,
    judges_of,
    opened_under,
    silence_in,
)
from app.cases.terms import Act
from app.cases.terms.break_glass import MAY_ASK, Stage, What
from app.cases.views import CaseView
from app.db.database import Reader
from app.kernel.protected import Protected
from app.protection.labels import officer_for, reason_for, revealed


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class BreakGlassView(_View):
    """A request. `number` is what was asked for, found or not; `case_id` is known once it was allowed.

    `may`: what this reader can do with it: allow, refuse, end, open, review.
    """

    id: UUID
    number: str
    what: What
    pseudonym: str
    reason: str
    minutes: int
    stage: Stage
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    until: datetime | None
    ended_at: datetime | None
    case_id: UUID | None
    persons_told: bool
    reviewed_at: datetime | None
    note: str
    may: list[str]


class OpenedView(_View):
    """One thing that was opened: when, and its address."""

    at: datetime
    page: str


class ReviewedView(_View):
    """A request with everything that was opened by it, for a judge of the case."""

    request: BreakGlassView
    opened: list[OpenedView]


class RevealedView(_View):
    """The name that was asked for."""

    name: str


class CaseBreakGlassView(_View):
    """Emergency access in one case, for its judges. `silence`: why the persons concerned are not told, or null."""

    case: CaseView
    requests: list[BreakGlassView]
    silence: str | None


async def requests_for(reader: Reader, principal: Principal, at: datetime) -> list[BreakGlassView]:
    """What this officer asked for, can decide on, or has to look at. Raises OnlyOfficers."""
    if principal.desk not in MAY_ASK:
        raise OnlyOfficers()
    return [_view(one) for one in await break_glass_files(reader, principal, at)]


async def request_of(reader: Reader, request_id: UUID, principal: Principal, at: datetime) -> ReviewedView:
    """One request; what was opened is for the judges of the case. Raises BreakGlassNotFound."""
    found = await break_glass_file(reader, request_id, principal, at)
    opened = await opened_under(reader, found.row) if found.is_judge else []
    return ReviewedView(request=_view(found), opened=[OpenedView(at=when, page=page) for when, page in opened])


async def of_case(reader: Reader, case_id: UUID, principal: Principal, at: datetime) -> CaseBreakGlassView:
    """Every emergency access there was in a case, for its judges. Raises CaseNotFound."""
    file = await case_file(reader, case_id, principal, Act.rule_on_protection)
    is_judge = principal.person_id in await judges_of(reader, case_id)
    silence = await silence_in(reader, case_id)
    return CaseBreakGlassView(
        case=file.view(),
        requests=[_view(one) for one in await break_glass_of_case(reader, case_id, principal, at)],
        silence=reason_for(is_judge, silence.reason) if silence else None,
    )


def revealed_name(name: Protected[str]) -> RevealedView:
    """A name that emergency access disclosed, as words."""
    return RevealedView(name=revealed(name))


def _view(file: BreakGlassFile) -> BreakGlassView:
    row = file.row
    shared = {"id", "number", "pseudonym", "minutes", "asked_at", "decided_at", "until", "ended_at", "case_id"}
    return BreakGlassView(
        **row.model_dump(include=shared | {"reviewed_at"}),
        what=What(row.what),
        reason=reason_for(file.for_reader, row.reason),
        stage=file.stage,
        asked_by=officer_for(True, file.asker),
        decided_by=officer_for(True, file.decider) if file.decider else "",
        persons_told=not row.silent,
        note=reason_for(file.is_judge, row.note),
        may=_may(file),
    )


def _may(file: BreakGlassFile) -> list[str]:
    running = file.stage is Stage.running
    offered = {
        "allow": file.may_decide,
        "refuse": file.may_decide,
        "open": file.own and running,
        "end": (running and (file.own or file.is_judge or file.decided)) or (file.own and file.stage is Stage.waiting),
        "review": file.is_judge and file.stage is Stage.over and file.row.reviewed_at is None,
    }
    return [act for act, allowed in offered.items() if allowed]
