"""The administrator's pages about people: who has an account, and what each account opens."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import ChangeAccount, OpenAccount
from app.auth.errors import AddressTaken, ConfirmItIsYou, CourtNeeded
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands import UnitsOfClerk
from app.desks import admin
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import Invalid, Refusal
from app.language.i18n import LANGUAGES, translate
from app.web.pages import DESK_WORDS, go, language_of, say, show

router = APIRouter()
_FIELDS: dict[type[Refusal], str] = {AddressTaken: "email", CourtNeeded: "court_id"}


@router.get("/admin")
async def people_page(request: Request, search: str = "", desk: str = "", court: str = "", after: str = "") -> Response:
    """Everybody with an account, or those asked for."""
    principal, services = await identity.require(request), services_of(request)
    asked = admin.Asked(search, Desk(desk) if desk in set(Desk) else None, _id(court), after)
    async with services.database.read() as reader:
        found = await admin.accounts(reader, principal, asked)
        views = await _offered(request, reader_courts=await admin.courts(reader, principal), principal=principal)
    shown = {"search": search, "desk": asked.desk.value if asked.desk else "", "court": court}
    return await show(request, "admin/people.html", found=found, asked=shown, **views)


@router.get("/admin/accounts/new")
async def new_account_page(request: Request) -> Response:
    """The form for somebody new."""
    return await _new(request, await identity.require(request), Form({}), None)


@router.post("/admin/accounts/new")
async def open_account(request: Request) -> Response:
    """Give somebody an account."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = OpenAccount.model_validate(form.chosen("name", "email", "desk", "court_id", "language"))
        account_id = await services_of(request).accounts.open(command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _new(request, principal, form, error)
    return go(f"/admin/accounts/{account_id}")


@router.get("/admin/accounts/{account_id:uuid}")
async def account_page(request: Request, account_id: UUID) -> Response:
    """One account and what can be done with it."""
    return await _account(request, await identity.require(request), account_id, Form({}), None)


@router.post("/admin/accounts/{account_id:uuid}/desk")
async def change(request: Request, account_id: UUID) -> Response:
    """Take another desk or court for an account."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = ChangeAccount.model_validate(form.chosen("desk", "court_id"))
        await services_of(request).accounts.change(account_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _account(request, principal, account_id, form, error)
    return go(f"/admin/accounts/{account_id}")


@router.post("/admin/accounts/{account_id:uuid}/units")
async def assign_units(request: Request, account_id: UUID) -> Response:
    """Take the units a clerk works for."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = UnitsOfClerk.model_validate({"units": [one for one in form.all("units") if one]})
        await services_of(request).courts.assign(account_id, command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _account(request, principal, account_id, form, error)
    return go(f"/admin/accounts/{account_id}")


@router.post("/admin/accounts/{account_id:uuid}/link")
async def reissue(request: Request, account_id: UUID) -> Response:
    """Have a fresh link sent."""
    principal = await identity.require(request)
    try:
        await services_of(request).accounts.reissue(account_id, by=principal)
    except Refusal as refusal:
        return await _account(request, principal, account_id, Form({}), refusal)
    return go(f"/admin/accounts/{account_id}")


@router.post("/admin/accounts/{account_id:uuid}/closure")
async def close(request: Request, account_id: UUID) -> Response:
    """Close an account, after the second question."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    if form["confirmed"] != "yes":
        async with services.database.read() as reader:
            account = await admin.account(reader, principal, account_id)
        return await show(request, "admin/close_account.html", account=account)
    try:
        await services.accounts.close(account_id, by=principal)
    except Refusal as refusal:
        return await _account(request, principal, account_id, Form({}), refusal)
    return go(f"/admin/accounts/{account_id}")


@router.post("/admin/accounts/{account_id:uuid}/reopening")
async def reopen(request: Request, account_id: UUID) -> Response:
    """Open a closed account again."""
    principal = await identity.require(request)
    try:
        await services_of(request).accounts.reopen(account_id, by=principal)
    except Refusal as refusal:
        return await _account(request, principal, account_id, Form({}), refusal)
    return go(f"/admin/accounts/{account_id}")


async def _new(request: Request, principal: Principal, form: Form, error: Exception | None) -> Response:
    async with services_of(request).database.read() as reader:
        views = await _offered(request, await admin.courts(reader, principal), principal)
    errors = refusals(request, principal, error)
    return await show(
        request, "admin/new_account.html", status=422 if error else 200, errors=errors, form=form, **views
    )


async def _account(
    request: Request, principal: Principal, account_id: UUID, form: Form, error: Exception | None
) -> Response:
    async with services_of(request).database.read() as reader:
        account = await admin.account(reader, principal, account_id)
        views = await _offered(request, await admin.courts(reader, principal), principal)
    errors, status = refusals(request, principal, error), 422 if error else 200
    return await show(request, "admin/account.html", status=status, account=account, errors=errors, form=form, **views)


async def _offered(request: Request, reader_courts: list[admin.CourtView], principal: Principal) -> dict[str, Any]:
    """What there is to choose from, in the reader's language."""
    code = language_of(request, principal).code
    words = {desk: translate(DESK_WORDS[desk], code) for desk in Desk}
    return {
        "desk_words": words,
        "desks": [(desk.value, words[desk]) for desk in Desk],
        "courts": [(str(court.id), court.name) for court in reader_courts],
        "languages_offered": [(one.code, one.name) for one in LANGUAGES],
    }


def refusals(request: Request, principal: Principal, error: Exception | None) -> list[tuple[str | None, str]]:
    """What to correct, for the top of a form: (field or None, sentence)."""
    if error is None:
        return []
    if isinstance(error, ConfirmItIsYou):
        raise error  # asked for on a page in between, which carries the form along
    refusal = error if isinstance(error, Refusal) else Invalid()
    return [(_FIELDS.get(type(refusal)), say(request, principal, refusal))]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
