"""Tries to come in, as both edges make them: each held against the budget it belongs to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import HTTPConnection

from app.auth.queries import account_by_address
from app.edge import device
from app.edge.services import services_of


@asynccontextmanager
async def password_try(connection: HTTPConnection, email: str) -> AsyncIterator[None]:
    """Hold a try with a password; a browser that was in on this account before has its own. Raises SignInTooOften."""
    services = services_of(connection)
    known = await _known_on(connection, email)
    async with services.limits.sign_in(device.address_of(connection), email, device=known):
        yield


async def _known_on(connection: HTTPConnection, email: str) -> str:
    if not device.device_of(connection):
        return ""
    services = services_of(connection)
    index = services.identity.blind_index(f"email:{email.strip().lower()}")
    async with services.database.read() as reader:
        account = await account_by_address(reader, index)
    return device.known_device(connection, account.id) if account is not None else ""
