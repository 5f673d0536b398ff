"""My sign-ins and my tokens: what is open in my name, and how to end it."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import MakePersonalToken
from app.auth.errors import PersonalTokenNotFound
from app.auth.queries import programs_reused
from app.auth.terms import Scope
from app.auth.views import Principal
from app.desks.sign_ins import my_personal_tokens, my_sign_ins
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.fresh import require_fresh_proof
from app.edge.services import services_of
from app.kernel.errors import N_, Invalid
from app.web.pages import go, say, show

router = APIRouter(prefix="/account")
SIGN_INS, TOKENS = "/account/sign-ins", "/account/tokens"

HOW_WORDS: Mapping[str, str] = {
    "password": N_("Password"),
    "totp": N_("Authenticator app"),
    "passkey": N_("Passkey"),
    "backup-code": N_("Backup code"),
    "code": N_("Code of an appointment"),
    "oidc": N_("Identity provider"),
    "recovery": N_("Code of two officers"),
}
_OTHERWISE = N_("Another way")
SCOPE_WORDS: Mapping[Scope, tuple[str, str]] = {
    Scope.read_cases: (N_("Read cases"), N_("Cases you may see, their dockets and documents.")),
    Scope.read_hearings: (N_("Read hearings"), N_("When hearings are, and their minutes.")),
    Scope.read_filings: (N_("Read filings"), N_("What was filed, and the receipts.")),
    Scope.file: (N_("File"), N_("Upload documents and submit filings in your name.")),
    Scope.read_log: (N_("Read the log"), N_("Checkpoints and proofs.")),
}
LASTS = ((30, N_("30 days")), (90, N_("90 days")), (180, N_("180 days")), (365, N_("One year")))


@router.get("/sign-ins")
async def sign_ins_page(request: Request) -> Response:
    """Everything open in my name, this one marked; never an address or a place."""
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        found = await my_sign_ins(reader, principal, services.clock.now())
        reused = await programs_reused(reader, principal.person_id, services.clock.now())
    how = {one.id: [HOW_WORDS.get(step.partition(":")[0], _OTHERWISE) for step in one.how.split("+")] for one in found}
    return await show(request, "sign_ins/list.html", sign_ins=found, how=how, reused=reused)


@router.post("/sign-ins/others/end")
async def end_others(request: Request) -> Response:
    """End all but this one."""
    await services_of(request).sign_ins.end_others(await identity.require(request))
    return go(SIGN_INS)


@router.post("/sign-ins/{sign_in_id:uuid}/end")
async def end(request: Request, sign_in_id: UUID) -> Response:
    """End one of them."""
    await services_of(request).sign_ins.end(sign_in_id, await identity.require(request))
    return go(SIGN_INS)


@router.get("/tokens")
async def tokens_page(request: Request) -> Response:
    """The tokens of my programs."""
    return await _tokens(request, await identity.require(request))


@router.get("/tokens/new")
async def new_token_page(request: Request) -> Response:
    """The form for another one."""
    await require_fresh_proof(request)
    return await _new(request, Form({}), None)


@router.post("/tokens/new")
async def make(request: Request) -> Response:
    """Make it and show it, this once."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = MakePersonalToken.model_validate(
            {"name": form["name"], "scopes": form.all("scopes"), "days": form["days"]}
        )
    except ValidationError as error:
        return await _new(request, form, error)
    made = await services_of(request).programs.make(command, principal)
    return await show(request, "sign_ins/made.html", made=made, called=command.name)


@router.post("/tokens/{personal_token_id:uuid}/revocation")
async def drop(request: Request, personal_token_id: UUID) -> Response:
    """Revoke one, asked once more."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    if form["confirmed"] != "yes":
        async with services.database.read() as reader:
            mine = await my_personal_tokens(reader, principal, services.clock.now())
        token = next((one for one in mine if one.id == personal_token_id), None)
        if token is None:
            raise PersonalTokenNotFound()
        return await show(request, "sign_ins/revoke.html", token=token)
    await services.programs.drop(personal_token_id, principal)
    return go(TOKENS)


async def _tokens(request: Request, principal: Principal) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        found = await my_personal_tokens(reader, principal, services.clock.now())
    return await show(request, "sign_ins/tokens.html", tokens=found, scopes=SCOPE_WORDS)


async def _new(request: Request, form: Form, error: ValidationError | None) -> Response:
    wrong = sorted({str(one["loc"][0]) for one in error.errors()}) if error else []
    errors = [(name, say(request, None, Invalid())) for name in wrong]
    kept = {"name": form["name"], "chosen": form.all("scopes"), "days": form["days"] or "90"}
    return await show(
        request,
        "sign_ins/new.html",
        status=422 if error else 200,
        errors=errors,
        kept=kept,
        scopes=[(scope.value, *words) for scope, words in SCOPE_WORDS.items()],
        lasts=LASTS,
    )
