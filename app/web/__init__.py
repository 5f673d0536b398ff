"""Pages: server-rendered, plain forms, working without JavaScript wherever a form can."""

from fastapi import APIRouter

from app.web import (
    access,
    admin,
    admin_installation,
    admin_openings,
    backlog,
    break_glass,
    calendar,
    cases,
    confirm,
    corrections,
    deadlines,
    documents,
    file,
    filings,
    hearings,
    log,
    mandates,
    oidc,
    opening,
    paper,
    protection,
    providers,
    public,
    readers,
    recovery,
    review,
    rooms,
    search,
    second_step,
    security,
    set_up,
    sign_in,
    sign_ins,
    sites,
    start,
    today,
    uploads,
)

_MODULES = (
    access,
    admin,
    admin_installation,
    admin_openings,
    break_glass,
    calendar,
    cases,
    confirm,
    corrections,
    deadlines,
    documents,
    file,
    filings,
    hearings,
    log,
    mandates,
    oidc,
    opening,
    paper,
    protection,
    providers,
    public,
    readers,
    recovery,
    review,
    rooms,
    second_step,
    security,
    set_up,
    sign_in,
    sign_ins,
    sites,
    start,
    today,
    uploads,
)


def routers() -> list[APIRouter]:
    """Every router of this edge; none of them is part of the API's description."""
    pages = APIRouter(include_in_schema=False)
    for module in _MODULES:
        pages.include_router(module.router)
    return [pages]
