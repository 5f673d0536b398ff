"""Pages: server-rendered, plain forms, working without JavaScript wherever a form can."""

from fastapi import APIRouter

from app.web import (
    calendar,
    cases,
    documents,
    file,
    filings,
    hearings,
    log,
    protection,
    public,
    review,
    rooms,
    sign_in,
    start,
    today,
    uploads,
)


def routers() -> list[APIRouter]:
    """Every router of this edge; none of them is part of the API's description."""
    pages = APIRouter(include_in_schema=False)
    for module in (
        calendar,
        cases,
        documents,
        file,
        filings,
        hearings,
        log,
        protection,
        public,
        review,
        rooms,
        sign_in,
        start,
        today,
        uploads,
    ):
        pages.include_router(module.router)
    return [pages]
