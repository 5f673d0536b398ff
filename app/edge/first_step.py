"""The cookie of somebody who still owes the second step: short-lived, and good for nothing else."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.auth.errors import FirstStepEnded
from app.auth.terms import FIRST_STEP_LIFE
from app.auth.views import HalfOpen
from app.edge.services import services_of


def remember_first_step(connection: HTTPConnection, response: Response, half: HalfOpen) -> None:
    """Set it; it ends by itself when the time for the second step is over."""
    life, https = int(FIRST_STEP_LIFE.total_seconds()), _https(connection)
    response.set_cookie(
        _name(connection), half.token, path="/", secure=https, httponly=True, samesite="lax", max_age=life
    )


def forget_first_step(connection: HTTPConnection, response: Response) -> None:
    """Take it back."""
    if _name(connection) in connection.cookies:
        response.delete_cookie(_name(connection), path="/", secure=_https(connection), httponly=True)


def first_step_token(connection: HTTPConnection) -> str:
    """The cookie's secret; raises FirstStepEnded without one."""
    token = connection.cookies.get(_name(connection))
    if not token:
        raise FirstStepEnded()
    return token


def _name(connection: HTTPConnection) -> str:
    return "__Host-first-step" if _https(connection) else "first-step"


def _https(connection: HTTPConnection) -> bool:
    return services_of(connection).settings.public_url.startswith("https:")
