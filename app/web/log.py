"""Pages about the log, and what each refusal means."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.api.problems import described
from app.audit.queries import latest_checkpoint
from app.edge.services import services_of
from app.kernel.errors import NotFound
from app.web.pages import show

router = APIRouter()


@router.get("/log")
async def log_page(request: Request) -> Response:
    """The newest checkpoint, the key, and how anybody can check the court."""
    services = services_of(request)
    async with services.database.read() as reader:
        checkpoint = await latest_checkpoint(reader)
    return await show(request, "log/log.html", checkpoint=checkpoint, key=str(services.log_key))


@router.get("/problems/{code}")
async def problem_page(request: Request, code: str) -> Response:
    """What one refusal means; raises NotFound for a code we do not use."""
    problem = described().get(code)
    if problem is None:
        raise NotFound()
    return await show(request, "problem.html", problem=problem)


@router.get("/api")
async def reference_page(request: Request) -> Response:
    """The API, read from its own description."""
    description = request.app.openapi()
    return await show(request, "log/api.html", paths=description["paths"], schemas=description["components"]["schemas"])
