"""Whom a judge is related to: declared before any case, so that they are not drawn for one of that person."""

from uuid import UUID

from fastapi import APIRouter

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep
from app.cases.commands.relations import DeclareRelation
from app.cases.views import RelationView
from app.desks.relations import declared

router = APIRouter(prefix="/relations", tags=["cases"])


@router.get("")
async def list_relations(services: ServicesDep, principal: CurrentPrincipal) -> list[RelationView]:
    """What you declared; nobody else reads it."""
    async with services.database.read() as reader:
        return await declared(reader, principal)


@router.post("", status_code=201)
async def declare_relation(command: DeclareRelation, services: ServicesDep, principal: CurrentPrincipal) -> Made:
    """Declare a relation: you are not drawn for a case in which somebody bears this name."""
    return Made(id=await services.relations.declare(command, by=principal))


@router.delete("/{relation_id}", status_code=204)
async def end_relation(relation_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Take a declaration back."""
    await services.relations.end(relation_id, by=principal)
