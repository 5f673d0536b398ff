"""JSON over HTTP and WebSocket, versioned under /api/v1; health beside it."""

from fastapi import APIRouter

from app.api import (
    access,
    admin,
    askings,
    backlog,
    break_glass,
    calendar,
    cases,
    corrections,
    deadlines,
    documents,
    erasures,
    exhibits,
    fees,
    filings,
    health,
    hearings,
    log,
    many,
    moves,
    notes,
    openings,
    orders,
    paper,
    people,
    person_register,
    protections,
    providers,
    proving,
    public,
    readers,
    recoveries,
    relations,
    search,
    security,
    sign_ins,
    signalling,
    sites,
    sittings,
    tokens,
    uploads,
    work,
)
from app.api.problems import PROBLEMS

V1 = "/api/v1"

_MODULES = (
    access,
    admin,
    askings,
    backlog,
    break_glass,
    calendar,
    cases,
    corrections,
    deadlines,
    documents,
    erasures,
    exhibits,
    fees,
    many,  # before filings: its words would be taken for an id
    filings,
    hearings,
    log,
    moves,
    notes,
    openings,
    orders,
    paper,
    people,
    person_register,
    protections,
    providers,
    proving,
    public,
    readers,
    recoveries,
    relations,
    search,
    security,
    sign_ins,
    signalling,
    sites,
    sittings,
    tokens,
    uploads,
    work,
)


def routers() -> list[APIRouter]:
    """Every router of this edge."""
    versioned = APIRouter(prefix=V1, responses=PROBLEMS)
    for module in _MODULES:
        versioned.include_router(module.router)
    return [versioned, health.router, log.well_known]
