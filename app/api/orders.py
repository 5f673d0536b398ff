"""Templates of a court; orders of a case from the first draft to the last signature; whom to trust for their seal."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from app.api.admin import Made
from app.api.deps import CurrentPrincipal, ServicesDep
from app.desks import orders as desk
from app.desks.orders import CourtTemplates
from app.orders.commands import AnswerOrder, BeginOrder, ChangeOrder, EndDraft, EndorseMotion, PutToPanel, WriteTemplate
from app.orders.views import CourtOrderView, MotionLine, OrderLine, RulingView, TemplateView

router = APIRouter(tags=["orders"])
_PDF: dict[str, Any] = {"content": {"application/pdf": {}}}
_PEM: dict[str, Any] = {"content": {"application/x-pem-file": {}}}


class Answered(BaseModel):
    """How an order stands after a judge answered."""

    model_config = ConfigDict(frozen=True)
    state: str


@router.get("/courts/{court_id}/templates")
async def list_templates(court_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> CourtTemplates:
    """The templates of a court that are in use."""
    async with services.database.read() as reader:
        return await desk.of_court(reader, principal, court_id)


@router.post("/courts/{court_id}/templates", status_code=201)
async def write_template(
    court_id: UUID, command: WriteTemplate, services: ServicesDep, principal: CurrentPrincipal
) -> Made:
    """Write a template. Fields stand in double braces; an unknown one is refused with its line and column."""
    return Made(id=await services.templates.write(court_id, command, by=principal))


@router.get("/courts/{court_id}/templates/{template_id}")
async def show_template(
    court_id: UUID, template_id: UUID, services: ServicesDep, principal: CurrentPrincipal
) -> TemplateView:
    """A template with every version it had."""
    async with services.database.read() as reader:
        return await desk.of_template(reader, principal, court_id, template_id)


@router.put("/courts/{court_id}/templates/{template_id}", status_code=204)
async def rewrite_template(
    court_id: UUID, template_id: UUID, command: WriteTemplate, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Write its next version; orders begun before keep theirs."""
    await services.templates.write(court_id, command, by=principal, template_id=template_id)


@router.delete("/courts/{court_id}/templates/{template_id}", status_code=204)
async def retire_template(
    court_id: UUID, template_id: UUID, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Take it out of use."""
    await services.templates.retire(court_id, template_id, by=principal)


@router.get("/orders")
async def list_orders(services: ServicesDep, principal: CurrentPrincipal) -> list[OrderLine]:
    """Drafts and orders that wait for signatures in your cases as a judge."""
    async with services.database.read() as reader:
        return await desk.of_bench(reader, principal)


@router.get("/orders/authority", response_class=Response, responses={200: _PEM})
async def authority(services: ServicesDep) -> Response:
    """The certificate to trust when checking the seal of an order, as PEM."""
    return Response(services.court_seal.authority(), media_type="application/x-pem-file")


@router.get("/motions")
async def list_motions(services: ServicesDep, principal: CurrentPrincipal) -> list[MotionLine]:
    """The motions that wait for a decision in your cases as a judge, the longest waiting first."""
    async with services.database.read() as reader:
        return await desk.motions(reader, principal, services.clock.now())


@router.post("/motions/{filing_id}/ruling", status_code=204)
async def endorse_motion(
    filing_id: UUID, command: EndorseMotion, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Decide a motion by words on it, after a fresh proof of who you are. A panel decides by an order."""
    await services.motions.endorse(filing_id, command, by=principal)


@router.get("/cases/{case_id}/rulings")
async def list_rulings(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> list[RulingView]:
    """How the motions of a case were decided, as far as you read them."""
    async with services.database.read() as reader:
        return await desk.rulings(reader, case_id, principal)


@router.get("/cases/{case_id}/orders")
async def list_orders_of_case(case_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> list[OrderLine]:
    """The orders of a case that you may know of; drafts are its judges' alone."""
    async with services.database.read() as reader:
        return (await desk.of_case(reader, case_id, principal)).orders


@router.post("/cases/{case_id}/orders", status_code=201)
async def begin_order(
    case_id: UUID, command: BeginOrder, services: ServicesDep, principal: CurrentPrincipal, response: Response
) -> Made:
    """Begin a draft, from a template or from nothing."""
    order_id = await services.orders.begin(case_id, command, by=principal)
    response.headers["location"] = f"/api/v1/orders/{order_id}"
    return Made(id=order_id)


@router.get("/orders/{order_id}")
async def show_order(order_id: UUID, services: ServicesDep, principal: CurrentPrincipal) -> CourtOrderView:
    """One order: its words for the judges of the case, its document for everybody who may read it."""
    async with services.database.read() as reader:
        return (await desk.of_order(reader, order_id, principal, services.clock.now())).order


@router.put("/orders/{order_id}", status_code=204)
async def change_order(
    order_id: UUID, command: ChangeOrder, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Change a draft."""
    await services.orders.change(order_id, command, by=principal)


@router.post("/orders/{order_id}/preview", response_class=Response, responses={200: _PDF})
async def preview_order(
    order_id: UUID, services: ServicesDep, principal: CurrentPrincipal, said: ChangeOrder | None = None
) -> Response:
    """The draft as a PDF, or as it would be with these words, which are not kept; the log notes that you looked."""
    found = await services.orders.preview(order_id, said, by=principal)
    return Response(found.content, media_type="application/pdf")


@router.post("/orders/{order_id}/panel", status_code=204)
async def put_to_panel(order_id: UUID, command: PutToPanel, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """Let its words stand, and ask every judge of the case to answer."""
    await services.orders.put_to_panel(order_id, command, by=principal)


@router.post("/orders/{order_id}/draft", status_code=204)
async def take_back_order(
    order_id: UUID, command: EndDraft, services: ServicesDep, principal: CurrentPrincipal
) -> None:
    """Make it a draft again; signatures so far count for nothing."""
    await services.orders.take_back(order_id, command, by=principal)


@router.post("/orders/{order_id}/withdrawal", status_code=204)
async def withdraw_order(order_id: UUID, command: EndDraft, services: ServicesDep, principal: CurrentPrincipal) -> None:
    """End it before it is made."""
    await services.orders.withdraw(order_id, command, by=principal)


@router.post("/orders/{order_id}/answers")
async def answer_order(
    order_id: UUID, command: AnswerOrder, services: ServicesDep, principal: CurrentPrincipal
) -> Answered:
    """Sign it or dissent, after a fresh proof of who you are. The last answer makes the order, or ends it."""
    return Answered(state=(await services.order_signatures.answer(order_id, command, by=principal)).value)
