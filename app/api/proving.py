"""/sign-in: the challenges that the scripts of the sign-in pages ask for, and proving again who one is."""

from fastapi import APIRouter, Request, Response

from app.api.deps import CurrentPrincipal, ServicesDep
from app.auth.commands import ProveItIsYou
from app.auth.errors import FirstStepEnded
from app.auth.queries.factors import owed_step
from app.auth.views import Challenge
from app.desks.security import own_label
from app.edge import identity
from app.edge.first_step import first_step_token

router = APIRouter(prefix="/sign-in", tags=["sign-in"])


@router.post("/passkey-challenges", status_code=201)
async def sign_in_challenge(services: ServicesDep) -> Challenge:
    """What `navigator.credentials.get` is to be given by whoever signs in; the answer goes to the sign-in page."""
    return await services.passkeys.ask_to_sign_in()


@router.post("/second-step/passkey-challenges", status_code=201)
async def second_step_challenge(request: Request, services: ServicesDep) -> Challenge:
    """The same for somebody who gave the right password and owes the second step."""
    return await services.second_steps.ask_passkey(first_step_token(request))


@router.post("/set-up/passkey-challenges", status_code=201)
async def set_up_challenge(request: Request, services: ServicesDep) -> Challenge:
    """What `navigator.credentials.create` is to be given by somebody whose first second factor is a passkey."""
    token = first_step_token(request)
    async with services.database.read() as reader:
        owed = await owed_step(reader, token, services.clock.now())
        if owed is None:
            raise FirstStepEnded()
        label = await own_label(reader, owed.person_id)
    return await services.second_steps.ask_to_register(token, label)


@router.post("/proof/passkey-challenges", status_code=201)
async def proof_challenge(principal: CurrentPrincipal, services: ServicesDep) -> Challenge:
    """What `navigator.credentials.get` is to be given to prove again who you are."""
    return await services.proofs.ask_passkey(principal)


@router.post("/proof", status_code=204)
async def prove(
    request: Request, response: Response, command: ProveItIsYou, principal: CurrentPrincipal, services: ServicesDep
) -> None:
    """Prove again who you are, for five minutes; the browser's cookie gets a new secret."""
    async with services.limits.second_step(principal.account_id or principal.person_id):
        opened = await services.proofs.prove(principal, command)
    identity.remember(request, response, opened)
