"""A motion to decide: by words on it, or by an order; a judge's page."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.errors import ConfirmItIsYou
from app.auth.views import Principal
from app.cases.terms import LEVEL_WORDS
from app.desks import orders as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Forbidden, NotFound, Refusal
from app.language.i18n import translate
from app.orders.commands import EndorseMotion
from app.orders.terms import LEVELS, OUTCOME_WORDS
from app.web.orders import placed
from app.web.pages import go, language_of, show

router = APIRouter()
_MISSING = N_("Choose what the court decides.")


@router.get("/motions/{filing_id:uuid}")
async def motion_page(request: Request, filing_id: UUID) -> Response:
    """The motion, and the ways to decide it."""
    return await _page(request, filing_id, await identity.require(request), Form({}), [])


@router.post("/motions/{filing_id:uuid}/ruling")
async def endorse_motion(request: Request, filing_id: UUID) -> Response:
    """Decide it by words on it."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        said = {**form.chosen("outcome", "words"), "not_meant": form["not_meant"] == "yes"}
        await services_of(request).motions.endorse(filing_id, EndorseMotion.model_validate(said), by=principal)
    except ValidationError:
        words = translate(_MISSING, language_of(request, principal).code)
        return await _page(request, filing_id, principal, form, [("outcome", words)])
    except (ConfirmItIsYou, NotFound, Forbidden):
        raise
    except Refusal as refusal:
        return await _page(request, filing_id, principal, form, placed(request, principal, refusal, "words"))
    return go("/bench?done=ruled")


async def _page(
    request: Request, filing_id: UUID, principal: Principal, form: Form, errors: list[tuple[str | None, str]]
) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        found = await desk.of_motion(reader, filing_id, principal, services.clock.now())
    return await show(
        request,
        "orders/motion.html",
        status=422 if errors else 200,
        desk=found,
        form=form,
        errors=errors,
        outcomes=[(outcome.value, words) for outcome, words in OUTCOME_WORDS.items()],
        levels=[(level.value, LEVEL_WORDS[level]) for level in LEVELS],
    )
