"""/account: one's own password, authenticator app, backup codes and passkeys."""

from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter

from app.api.deps import CurrentPrincipal, ServicesDep
from app.auth.commands import AddPasskey, GiveCode, NamePasskey, SetPassword
from app.auth.errors import NoAuthenticatorApp
from app.auth.queries.factors import app_secret
from app.auth.views import AppSecret, BackupCodes, Challenge, PasskeyAdded
from app.desks.security import SecurityView, own_label, security_of

router = APIRouter(prefix="/account", tags=["account"])


@router.get("/security")
async def my_security(principal: CurrentPrincipal, services: ServicesDep) -> SecurityView:
    """What is set up for your account; no secret among it."""
    async with services.database.read() as reader:
        return await security_of(reader, principal, services.clock.now())


@router.put("/password", status_code=204)
async def change_password(command: SetPassword, principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Set another password. Every other sign-in and every token ends. Needs a fresh proof."""
    await services.own_passwords.change(principal, command)


@router.delete("/password", status_code=204)
async def give_up_password(principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Come in with passkeys alone from now on. Needs a fresh proof and a passkey."""
    await services.own_passwords.give_up(principal)


@router.post("/authenticator", status_code=201)
async def begin_authenticator(principal: CurrentPrincipal, services: ServicesDep) -> AppSecret:
    """A secret to share with an authenticator app; it counts once a code confirmed it."""
    await services.authenticators.begin(principal)
    issuer = urlsplit(services.settings.public_url).hostname or ""
    async with services.database.read() as reader:
        label = await own_label(reader, principal.person_id)
        secret = await app_secret(reader, principal.account_id, label, issuer) if principal.account_id else None
    if secret is None:
        raise NoAuthenticatorApp()
    return secret


@router.put("/authenticator/confirmation")
async def confirm_authenticator(command: GiveCode, principal: CurrentPrincipal, services: ServicesDep) -> BackupCodes:
    """Confirm it with a code of the app; the backup codes are shown this once."""
    async with services.limits.second_step(principal.account_id or principal.person_id):
        return await services.authenticators.confirm(principal, command)


@router.delete("/authenticator", status_code=204)
async def remove_authenticator(principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Remove the app and its backup codes."""
    await services.authenticators.remove(principal)


@router.post("/backup-codes", status_code=201)
async def renew_backup_codes(principal: CurrentPrincipal, services: ServicesDep) -> BackupCodes:
    """Ten fresh backup codes; the earlier ones work no more."""
    return await services.authenticators.renew_backup_codes(principal)


@router.post("/passkey-challenges", status_code=201)
async def passkey_challenge(principal: CurrentPrincipal, services: ServicesDep) -> Challenge:
    """What `navigator.credentials.create` is to be given for a new passkey. Needs a fresh proof."""
    async with services.database.read() as reader:
        label = await own_label(reader, principal.person_id)
    return await services.passkeys.ask_to_register(principal, label)


@router.post("/passkeys", status_code=201)
async def add_passkey(command: AddPasskey, principal: CurrentPrincipal, services: ServicesDep) -> PasskeyAdded:
    """Keep the passkey that answered the challenge."""
    return await services.passkeys.add(principal, command)


@router.put("/passkeys/{passkey_id}/name", status_code=204)
async def rename_passkey(
    passkey_id: UUID, command: NamePasskey, principal: CurrentPrincipal, services: ServicesDep
) -> None:
    """Give one of your passkeys another name."""
    await services.passkeys.rename(principal, passkey_id, command)


@router.delete("/passkeys/{passkey_id}", status_code=204)
async def remove_passkey(passkey_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> None:
    """Remove one of your passkeys, never the last way in. Needs a fresh proof."""
    await services.passkeys.remove(principal, passkey_id)
