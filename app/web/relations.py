"""A judge's page: people they are related to."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.relations import DeclareRelation
from app.desks.relations import declared
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_
from app.language.i18n import translate
from app.web.pages import go, language_of, show

router = APIRouter()
_MISSING = N_("Write the name, with at least two letters.")


@router.get("/relations")
async def relations_page(request: Request) -> Response:
    """What I declared."""
    return await _page(request, await identity.require(request), Form({}), [])


@router.post("/relations")
async def declare_relation(request: Request) -> Response:
    """Declare another."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = DeclareRelation.model_validate(form.chosen("name"))
    except ValidationError:
        problem = translate(_MISSING, language_of(request, principal).code)
        return await _page(request, principal, form, [("name", problem)])
    await services_of(request).relations.declare(command, by=principal)
    return go("/relations")


@router.post("/relations/{relation_id:uuid}/end")
async def end_relation(request: Request, relation_id: UUID) -> Response:
    """Take one back."""
    await services_of(request).relations.end(relation_id, by=await identity.require(request))
    return go("/relations")


async def _page(request: Request, principal: Principal, form: Form, errors: list[tuple[str | None, str]]) -> Response:
    async with services_of(request).database.read() as reader:
        rows = await declared(reader, principal)
    return await show(request, "relations.html", status=422 if errors else 200, rows=rows, form=form, errors=errors)
