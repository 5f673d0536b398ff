"""The people of a case and their names."""

from uuid import UUID

from fastapi import APIRouter

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.persons import AddName, DescribePerson, RenamePerson
from app.cases.views import InCaseView
from app.desks import people

router = APIRouter(prefix="/cases/{case_id}/people", tags=["people"])


@router.get("")
async def list_people(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> list[InCaseView]:
    """Everybody in this case whom you may know of, under the names you may read."""
    async with services.database.read() as reader:
        return (await people.of_case(reader, case_id, principal, services.clock.now())).people


@router.get("/{part_id}")
async def show_person(case_id: UUID, part_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> InCaseView:
    """One of them, by the part they play."""
    async with services.database.read() as reader:
        return (await people.one_of_case(reader, case_id, part_id, principal, services.clock.now())).person


@router.put("/{part_id}/name", status_code=204)
async def rename(
    case_id: UUID, part_id: UUID, command: RenamePerson, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Write down the full name anew; the one before is kept, and is as protected as the new one."""
    await services.persons.rename(case_id, part_id, command, by=principal)


@router.put("/{part_id}/kind", status_code=204)
async def describe(
    case_id: UUID, part_id: UUID, command: DescribePerson, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Say what kind of person this is."""
    await services.persons.describe(case_id, part_id, command, by=principal)


@router.post("/{part_id}/names", status_code=201)
async def add_name(
    case_id: UUID, part_id: UUID, command: AddName, services: ServicesDep, principal: CurrentPrincipal
) -> Made:
    """Write down a further name: in other letters, a former one, or what to call them."""
    return Made(id=await services.persons.add_name(case_id, part_id, command, by=principal))


@router.delete("/{part_id}/names/{name_id}", status_code=204)
async def end_name(
    case_id: UUID, part_id: UUID, name_id: UUID, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """A further name is in use no more; it stays as protected as it was."""
    await services.persons.end_name(case_id, part_id, name_id, by=principal)
