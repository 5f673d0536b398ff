"""GET /health/live and /health/ready: is the process there, and does each part of it work."""

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import JSONResponse

from app.api.deps import ServicesDep

router = APIRouter(prefix="/health", tags=["health"])


class Ready(BaseModel):
    """Each part by name: "ok", or what is wrong with it in one word; never a secret or an address."""

    ready: bool
    parts: dict[str, str]


@router.get("/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/ready", responses={503: {"model": Ready}})
async def ready(services: ServicesDep) -> JSONResponse:
    """Every part the service needs, each tried now."""
    parts = await services.health.parts()
    answer = Ready(ready=all(state == "ok" for state in parts.values()), parts=parts)
    return JSONResponse(answer.model_dump(), 200 if answer.ready else 503)
