"""The web application: middleware around the two edges, built once for each process."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app import api, web, wiring
from app.api import problems
from app.auth.errors import ForeignOrigin, SignInsBusy
from app.edge import operated
from app.edge.bodies import Bodies
from app.edge.crowd import Crowd
from app.edge.headers import SecurityHeaders
from app.edge.localhost import PreferLocalhost
from app.edge.namings import NamesNoted
from app.edge.nobody import AsNobody
from app.edge.noted import Noted
from app.edge.origin import SameOrigin
from app.edge.services import Services
from app.edge.unforeseen import Unforeseen
from app.kernel.errors import Refusal
from app.settings import Settings
from app.web import first_look
from app.web.busy import busy_page
from app.web.errors import render_page
from app.web.static_files import TREE, StaticMount

_FOR_PROGRAMS = ("/api/", "/health", "/.well-known")
_STREAMS = re.compile(r"/api/v1/uploads/[^/]+|/file/[^/]+/documents")  # uploads count their own bytes


def create_app(settings: Settings | None = None, services: Services | None = None) -> FastAPI:
    """The application; `services` are given by tests, otherwise built from the settings at start."""
    settings = settings or (services.settings if services else Settings())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if services is not None:
            yield
            return
        async with (
            wiring.build(settings) as built,
            operated.listening(settings.data_dir, operated.commands(built)),
        ):
            app.state.services = built
            await first_look.look(app, settings.public_url)
            yield

    app = FastAPI(
        title="E-Justice",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    if services is not None:
        app.state.services = services
    for router in (*api.routers(), *web.routers()):
        app.include_router(router)
    # Compressed where nothing is secret: in pages, length would tell (BREACH).
    app.mount("/static", GZipMiddleware(StaticMount(TREE)), name="static")
    for kind in (Refusal, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _refused)
    _guard(app, settings)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """What every request and answer passes; the last one added is the outermost."""
    origin = settings.public_url.rstrip("/")
    app.add_middleware(NamesNoted)
    app.add_middleware(Noted)
    app.add_middleware(Unforeseen, answer=_answer)
    app.add_middleware(Bodies, streams=_STREAMS, refuse=_answer)
    app.add_middleware(SameOrigin, origin=origin, refuse=_foreign)
    app.add_middleware(PreferLocalhost, public_url=settings.public_url)
    app.add_middleware(Crowd, refuse=_busy)
    app.add_middleware(SecurityHeaders, https=origin.startswith("https:"))
    app.add_middleware(AsNobody)


async def _refused(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(_FOR_PROGRAMS):
        return await problems.render(request, error)
    return await render_page(request, error)


async def _answer(scope: Scope, receive: Receive, send: Send, error: Exception) -> None:
    response = await _refused(Request(scope, receive), error)
    await response(scope, receive, send)


async def _busy(scope: Scope, receive: Receive, send: Send) -> None:
    request, refusal = Request(scope, receive), SignInsBusy(retry_after=2)
    for_program = request.url.path.startswith(_FOR_PROGRAMS)
    response = await problems.render(request, refusal) if for_program else busy_page(request, refusal)
    await response(scope, receive, send)


async def _foreign(scope: Scope, receive: Receive, send: Send) -> None:
    await _answer(scope, receive, send, ForeignOrigin())
