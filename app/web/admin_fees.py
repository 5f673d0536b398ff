"""The administrator's page of a court's fees: what each costs from which day on, and where it is paid."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.desks import fees as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.filings.terms import FilingType
from app.kernel.errors import N_, Refusal
from app.kernel.money import AmountUnreadable, cents_of
from app.paper.commands import SetAccount, SetRate
from app.paper.errors import AccountNumberWrong, CurrencyInUse
from app.web.pages import go, say, show
from app.web.today import look_of

router = APIRouter(prefix="/admin/courts/{court_id:uuid}")
_FIELDS: dict[type[Refusal], str] = {
    AmountUnreadable: "amount",
    CurrencyInUse: "currency",
    AccountNumberWrong: "iban",
}
_MISSING = {
    "what": N_("Choose what the fee is for."),
    "since": N_("Give the day from which it costs this."),
    "currency": N_("Write the three letters of the currency, for example EUR."),
    "cents": N_("This is not an amount of money."),
}


@router.get("/fees")
async def fees_page(request: Request, court_id: UUID) -> Response:
    """The schedule as it is, with what is still to begin."""
    return await _page(request, await identity.require(request), court_id, Form({}), [])


@router.post("/fees")
async def set_rate(request: Request, court_id: UUID) -> Response:
    """Set what something costs from a day on."""
    principal, form, services = await identity.require(request), await read_form(request), services_of(request)
    async with services.database.read() as reader:
        currency = (await desk.schedule(reader, principal, court_id)).currency
    try:
        said = {**form.chosen("what", "since"), "cents": cents_of(form["amount"], currency)}
        await services.fee_schedules.set_rate(court_id, SetRate.model_validate(said), by=principal)
    except (ValidationError, AmountUnreadable) as error:
        return await _page(request, principal, court_id, form, _problems(request, principal, error))
    return go(f"/admin/courts/{court_id}/fees")


@router.post("/fee-account")
async def set_account(request: Request, court_id: UUID) -> Response:
    """Set the currency and the account."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = SetAccount.model_validate(form.chosen("currency", "payee", "iban"))
        await services_of(request).fee_schedules.set_account(court_id, command, by=principal)
    except (ValidationError, CurrencyInUse, AccountNumberWrong) as error:
        return await _page(request, principal, court_id, form, _problems(request, principal, error))
    return go(f"/admin/courts/{court_id}/fees")


async def _page(
    request: Request, principal: Principal, court_id: UUID, form: Form, errors: list[tuple[str | None, str]]
) -> Response:
    translate = look_of(request, principal).translate
    async with services_of(request).database.read() as reader:
        found = await desk.schedule(reader, principal, court_id)
    things = [f"filing:{kind.value}" for kind in FilingType] + [f"opening:{series}" for series in found.series]
    return await show(
        request,
        "admin/fees.html",
        status=422 if errors else 200,
        desk=found,
        form=form,
        errors=errors,
        things=[(what, desk.what_words(what, translate)) for what in things],
        what=lambda one: desk.what_words(one, translate),
    )


def _problems(request: Request, principal: Principal, error: Refusal | ValidationError) -> list[tuple[str | None, str]]:
    if isinstance(error, Refusal):
        return [(_FIELDS.get(type(error)), say(request, principal, error))]
    translate = look_of(request, principal).translate
    names = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
    return [("amount" if name == "cents" else name, translate(_MISSING.get(name, _MISSING["cents"]))) for name in names]
