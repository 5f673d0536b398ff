"""JSON over HTTP and WebSocket, versioned under /api/v1; health beside it."""

from fastapi import APIRouter

from app.api import calendar, health, hearings, log, protections, public, tokens

V1 = "/api/v1"


def routers() -> list[APIRouter]:
    """Every router of this edge."""
    versioned = APIRouter(prefix=V1)
    for module in (
        calendar,
        hearings,
        log,
        protections,
        public,
        tokens,
    ):
        versioned.include_router(module.router)
    return [versioned, health.router, log.well_known]
