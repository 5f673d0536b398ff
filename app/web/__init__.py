"""Pages: server-rendered, plain forms, working without JavaScript wherever a form can."""

from fastapi import APIRouter

from app.web import cases, documents, file, filings, log, protection, review, rooms, sign_in, start, uploads


def routers() -> list[APIRouter]:
    """Every router of this edge; none of them is part of the API's description."""
    pages = APIRouter(include_in_schema=False)
    for module in (
        cases,
        documents,
        file,
        filings,
        log,
        protection,
        review,
        rooms,
        sign_in,
        start,
        uploads,
    ):
        pages.include_router(module.router)
    return [pages]
