"""The pages of identity providers, and of those who wait for an account."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import AddProvider, ChangeProvider, DecideRequest, SwitchProvider, TryProvider
from app.auth.errors import ConfirmItIsYou, ProviderKeyTaken
from app.auth.terms import Desk, RequestDecision, Vouches
from app.auth.views import FoundProvider, Principal, ProviderView
from app.desks import providers as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.fresh import require_fresh_proof
from app.edge.services import services_of
from app.kernel.errors import N_, Invalid, Refusal
from app.language.i18n import translate
from app.oidc.errors import DiscoveryUnusable, ProviderAddressRefused, ProviderSilent
from app.web.pages import DESK_WORDS, go, language_of, say, show

router = APIRouter(prefix="/admin")
_EMPTY_RULES = 3
_FIELDS: dict[type[Refusal], str] = {
    ProviderKeyTaken: "key",
    ProviderAddressRefused: "issuer",
    DiscoveryUnusable: "issuer",
    ProviderSilent: "issuer",
}
_WAYS = {
    Vouches.never: N_("Never. People add a second proof here, where their desk needs one."),
    Vouches.when_said: N_("When it says so: its answer names a level below, or two kinds of proof."),
    Vouches.always: N_("Always. It lets nobody in with one proof alone."),
}
_MAPPED = (Desk.counsel, Desk.participant)
_OF_A_COURT = (Desk.clerk, Desk.judge)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One line of the rules, as the form has it. `place`: desk, or desk:court."""

    claim: str = ""
    value: str = ""
    place: str = ""


class ProviderForm:
    """What the form shows: what was sent, else what stands."""

    def __init__(self, form: Form | None, provider: ProviderView | None) -> None:
        self._form, self._provider = form, provider
        lines = _lines(form) if form else _standing(provider)
        self.rules = [*lines, *(RuleLine() for _ in range(_EMPTY_RULES))]

    def __getitem__(self, name: str) -> str:
        if self._form is not None:
            return self._form[name]
        value = getattr(self._provider, name, "") if self._provider else ""
        return " ".join(value) if isinstance(value, list) else str(value)


@router.get("/providers")
async def providers_page(request: Request) -> Response:
    """Every provider."""
    principal, services = await identity.require(request), services_of(request)
    async with services.database.read() as reader:
        found = await desk.providers(reader, principal, services.settings.public_url)
    return await show(request, "admin/providers.html", found=found)


@router.get("/providers/new")
async def new_provider_page(request: Request) -> Response:
    """The form for a new one; whoever fills it in proves first who they are, so that nothing typed is lost."""
    return await _page(request, await require_fresh_proof(request), None, None, None)


@router.post("/providers/new")
async def add(request: Request) -> Response:
    """Take a new one."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = AddProvider.model_validate({**_sent(form), "key": form["key"]})
        provider_id = await services_of(request).providers.add(command, principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, principal, None, form, error)
    return go(f"/admin/providers/{provider_id}")


@router.post("/providers/connection")
async def try_out(request: Request) -> Response:
    """Ask the issuer in the form who it is; the form stays as it is."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = TryProvider.model_validate({"issuer": form["issuer"]})
        found = await services_of(request).providers.try_out(command, principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, principal, _id(form["provider_id"]), form, error)
    return await _page(request, principal, _id(form["provider_id"]), form, None, found)


@router.get("/providers/{provider_id:uuid}")
async def provider_page(request: Request, provider_id: UUID) -> Response:
    """One provider, ready to be changed."""
    return await _page(request, await identity.require(request), provider_id, None, None)


@router.post("/providers/{provider_id:uuid}")
async def change(request: Request, provider_id: UUID) -> Response:
    """Take the changes."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = ChangeProvider.model_validate({**_sent(form), "version": form["version"] or 0})
        await services_of(request).providers.change(provider_id, command, principal)
    except (Refusal, ValidationError) as error:
        return await _page(request, principal, provider_id, form, error)
    return go(f"/admin/providers/{provider_id}")


@router.post("/providers/{provider_id:uuid}/standing")
async def switch(request: Request, provider_id: UUID) -> Response:
    """Switch it on; or off, after a second question."""
    principal, form, services = await identity.require(request), await read_form(request), services_of(request)
    enabled = form["enabled"] == "yes"
    if not enabled and form["confirmed"] != "yes":
        async with services.database.read() as reader:
            view = await desk.provider(reader, principal, provider_id, services.settings.public_url)
        return await show(request, "admin/switch_off_provider.html", provider=view)
    await services.providers.switch(provider_id, SwitchProvider(enabled=enabled), principal)
    return go(f"/admin/providers/{provider_id}")


@router.get("/pending")
async def pending_page(request: Request) -> Response:
    """Who waits for an account."""
    return await _pending(request, await identity.require(request), None)


@router.post("/pending/{request_id:uuid}")
async def decide(request: Request, request_id: UUID) -> Response:
    """Give the account, or refuse."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = DecideRequest.model_validate(form.chosen("decision", "desk", "court_id", "name"))
        await services_of(request).account_requests.decide(request_id, command, principal)
    except ConfirmItIsYou:
        raise
    except (Refusal, ValidationError) as error:
        return await _pending(request, principal, error)
    return go("/admin/pending")


async def _pending(request: Request, principal: Principal, error: Exception | None) -> Response:
    async with services_of(request).database.read() as reader:
        every = await desk.waiting(reader, principal)
        courts = await desk.court_choices(reader)
    code = language_of(request, principal).code
    words = {one: translate(DESK_WORDS[one], code) for one in Desk}
    by_administrator = principal.desk is Desk.administrator
    given = [one for one in Desk if by_administrator or one in (*_MAPPED, *_OF_A_COURT)]
    return await show(
        request,
        "admin/pending.html",
        status=422 if error else 200,
        waiting=[one for one in every if one.decision is None],
        decided=[one for one in every if one.decision is not None],
        desks=[(one.value, words[one]) for one in given],
        desk_words=words,
        courts=[(str(court_id), name) for court_id, name in courts.items()],
        administers=by_administrator,
        approved=RequestDecision.approved,
        errors=_errors(request, principal, error),
    )


async def _page(
    request: Request,
    principal: Principal,
    provider_id: UUID | None,
    form: Form | None,
    error: Exception | None,
    found: FoundProvider | None = None,
) -> Response:
    services, code = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        view, courts = await desk.form(reader, principal, provider_id, services.settings.public_url)
    words = {one: translate(DESK_WORDS[one], code) for one in Desk}
    places = [("", "–"), *((one.value, words[one]) for one in _MAPPED)]
    for court_id, name in courts.items():
        places += [(f"{one.value}:{court_id}", f"{words[one]} · {name}") for one in _OF_A_COURT]
    return await show(
        request,
        "admin/provider.html",
        status=422 if error else 200,
        provider=view,
        form=ProviderForm(form, view),
        errors=_errors(request, principal, error),
        found=found,
        places=places,
        ways=[(way.value, translate(text, code)) for way, text in _WAYS.items()],
    )


def _errors(request: Request, principal: Principal, error: Exception | None) -> list[tuple[str | None, str]]:
    if error is None:
        return []
    if isinstance(error, ValidationError):
        known = {str(one["loc"][0]) for one in error.errors() if one["loc"]} & set(AddProvider.model_fields) - {"rules"}
        text = say(request, principal, Invalid())
        return [(name, text) for name in sorted(known)] or [(None, text)]
    refusal = error if isinstance(error, Refusal) else Invalid()
    return [(_FIELDS.get(type(refusal)), say(request, principal, refusal))]


def _sent(form: Form) -> dict[str, object]:
    fields = ("name", "issuer", "client_id", "client_secret", "scopes", "acr_values", "second_factor")
    rules = [
        {"claim": line.claim, "value": line.value, **_place(line.place)}
        for line in _lines(form)
        if line.claim or line.value
    ]
    return {**form.chosen(*fields), "algorithms": tuple(form["algorithms"].split()), "rules": rules}


def _lines(form: Form) -> list[RuleLine]:
    rows = zip(form.all("claim"), form.all("value"), form.all("place"), strict=False)
    return [RuleLine(*row) for row in rows if any(row)]


def _place(text: str) -> dict[str, str]:
    name, _, court_id = text.partition(":")
    return {"desk": name, **({"court_id": court_id} if court_id else {})}


def _standing(provider: ProviderView | None) -> list[RuleLine]:
    rules = provider.rules if provider else []
    return [
        RuleLine(rule.claim, rule.value, f"{rule.desk.value}:{rule.court_id}" if rule.court_id else rule.desk.value)
        for rule in rules
    ]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
