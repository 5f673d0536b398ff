"""The cookie of a browser that went to an identity provider: its journey back works in this browser alone."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.auth.terms import JOURNEY_LIFE
from app.auth.views import Departure
from app.edge.services import services_of


def remember_journey(connection: HTTPConnection, response: Response, departure: Departure) -> None:
    """Set it for as long as the journey may take. `lax`: the way back is a navigation from another site."""
    response.set_cookie(
        _name(connection),
        departure.browser,
        max_age=int(JOURNEY_LIFE.total_seconds()),
        path="/",
        secure=_https(connection),
        httponly=True,
        samesite="lax",
    )


def journey_secret(connection: HTTPConnection) -> str:
    """The cookie's secret, or nothing."""
    return connection.cookies.get(_name(connection), "")


def _name(connection: HTTPConnection) -> str:
    return "__Host-journey" if _https(connection) else "journey"


def _https(connection: HTTPConnection) -> bool:
    return services_of(connection).settings.public_url.startswith("https:")
