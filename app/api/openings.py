"""Opening cases, and how each got its judge; what a court opens cases with, for administrators."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, IdempotencyKey, ServicesDep
from app.cases.commands import DescribeCaseType, DescribeJudgeList, NumberCases, OpenCase, ReplaceJudge
from app.cases.views import CaseRef, CaseTypeView, DrawView
from app.desks import opening
from app.desks.opening import CourtOpenings

router = APIRouter()


@router.get("/case-types", tags=["cases"])
async def list_case_types(services: ServicesDep, principal: CurrentPrincipal) -> list[CaseTypeView]:
    """The kinds of case your court takes, by name."""
    async with services.database.read() as reader:
        return await opening.kinds(reader, principal)


@router.post("/cases", status_code=201, tags=["cases"])
async def open_case(
    command: OpenCase, key: IdempotencyKey, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> CaseRef:
    """Open a case at your court: its number, its people, its judge and its first entry come into being together."""
    ref = await services.openings.open(command, by=principal, key=key)
    response.headers["location"] = f"/api/v1/cases/{ref.id}"
    return ref


@router.get("/cases/{case_id}/judges", tags=["cases"])
async def list_draws(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> list[DrawView]:
    """How judges were given this case, the newest first: among whom, with which weights, who was left out and why."""
    async with services.database.read() as reader:
        return (await opening.judges(reader, case_id, principal, services.clock.now())).draws


@router.post("/cases/{case_id}/judges", status_code=204, tags=["cases"])
async def replace_judge(
    case_id: UUID, command: ReplaceJudge, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Draw another judge in place of one of the case."""
    await services.openings.replace_judge(case_id, command, by=principal)


@router.get("/admin/courts/{court_id}/openings", tags=["administration"])
async def show_openings(court_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> CourtOpenings:
    """How a court opens cases: the form of its numbers, its kinds of case, its lists of judges."""
    async with services.database.read() as reader:
        return await opening.of_court(reader, principal, court_id, services.clock.now())


@router.put("/admin/courts/{court_id}/numbering", status_code=204, tags=["administration"])
async def number_cases(
    court_id: UUID, command: NumberCases, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Set the letters of a court and the form of its case numbers."""
    await services.kinds.number(court_id, command, by=principal)


@router.post("/admin/courts/{court_id}/case-types", status_code=201, tags=["administration"])
async def add_case_type(
    court_id: UUID, command: DescribeCaseType, services: ServicesDep, principal: CurrentPrincipal
) -> Made:
    """Add a kind of case."""
    return Made(id=await services.kinds.describe(court_id, command, by=principal))


@router.put("/admin/courts/{court_id}/case-types/{type_id}", status_code=204, tags=["administration"])
async def change_case_type(
    court_id: UUID, type_id: UUID, command: DescribeCaseType, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Change a kind of case, for cases opened from now on."""
    await services.kinds.describe(court_id, command, by=principal, type_id=type_id)


@router.delete("/admin/courts/{court_id}/case-types/{type_id}", status_code=204, tags=["administration"])
async def retire_case_type(court_id: UUID, type_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take no more cases of a kind."""
    await services.kinds.retire(court_id, type_id, by=principal)


@router.post("/admin/courts/{court_id}/judge-lists", status_code=201, tags=["administration"])
async def add_judge_list(
    court_id: UUID, command: DescribeJudgeList, services: ServicesDep, principal: CurrentPrincipal
) -> Made:
    """Make a list of judges to draw from."""
    return Made(id=await services.kinds.put_on_list(court_id, command, by=principal))


@router.put("/admin/courts/{court_id}/judge-lists/{list_id}", status_code=204, tags=["administration"])
async def change_judge_list(
    court_id: UUID, list_id: UUID, command: DescribeJudgeList, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Say who is on a list from now on."""
    await services.kinds.put_on_list(court_id, command, by=principal, list_id=list_id)
