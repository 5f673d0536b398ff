"""What a route asks for by type: the services, the person, an Idempotency-Key."""

from typing import Annotated

from fastapi import Depends, Header, Request

from app.auth.views import Principal
from app.edge import identity
from app.edge.device import address_of
from app.edge.services import Services, services_of


def _services(request: Request) -> Services:
    return services_of(request)


async def _principal(request: Request) -> Principal:
    return await identity.require(request)


async def _viewer(request: Request) -> Principal | None:
    return await identity.reader(request)


async def _looked_up(request: Request) -> None:
    await services_of(request).limits.look_up(address_of(request))


ServicesDep = Annotated[Services, Depends(_services)]
CurrentPrincipal = Annotated[Principal, Depends(_principal)]
Viewer = Annotated[Principal | None, Depends(_viewer)]
IdempotencyKey = Annotated[
    str, Header(alias="Idempotency-Key", max_length=80, description="A fresh random key; the same when retrying.")
]
COUNTED = Depends(_looked_up)
"""For what anybody may ask without signing in: so many answers a minute for each network address."""
