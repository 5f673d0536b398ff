"""Who is asking: the cookie of a browser, or the bearer token of an API client, within its scopes."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.auth.errors import BadToken, OnlyYourAppointment, OutsideTheScopes
from app.auth.terms import Mark
from app.auth.views import Opened, Principal
from app.db.acting import NOBODY, Acting, act_for
from app.edge import device
from app.edge.scopes import scope_for
from app.edge.services import services_of
from app.kernel.errors import Unauthenticated


def cookie_name(connection: HTTPConnection) -> str:
    """`__Host-` over https; plain http exists on loopback only and cannot carry that prefix."""
    return "__Host-sign-in" if _https(connection) else "sign-in"


async def who(connection: HTTPConnection) -> Principal | None:
    """The person behind this request, or None; found once for each request, whose transactions are theirs then."""
    if not hasattr(connection.state, "principal"):
        connection.state.principal = found = await _who(connection)
        act_for(Acting(found.person_id, found.desk, found.court_id) if found else NOBODY)
    principal: Principal | None = connection.state.principal
    return principal


async def require(connection: HTTPConnection) -> Principal:
    """The same, or Unauthenticated; a spoken code opens one hearing and no desk: OnlyYourAppointment."""
    principal = await who(connection)
    if principal is None:
        raise Unauthenticated()
    if principal.hearing_id is not None:
        raise OnlyYourAppointment()
    return principal


async def reader(connection: HTTPConnection) -> Principal | None:
    """Who reads what is open to all; somebody invited reads it as one of the public."""
    principal = await who(connection)
    return None if principal is None or principal.hearing_id is not None else principal


async def _who(connection: HTTPConnection) -> Principal | None:
    sign_ins = services_of(connection).sign_ins
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await _by_token(connection, token)
    cookie = connection.cookies.get(cookie_name(connection))
    return await sign_ins.recognise(cookie, connection.headers.get("user-agent", "")) if cookie else None


async def _by_token(connection: HTTPConnection, token: str) -> Principal:
    services = services_of(connection)
    personal = token.startswith(Mark.personal)
    principal = await (services.programs.recognise(token) if personal else services.sign_ins.recognise_bearer(token))
    if principal is None:
        raise BadToken()
    if principal.scopes is not None:
        needed = scope_for(connection.scope.get("method", ""), connection.scope["path"])
        if needed not in principal.scopes:
            raise OutsideTheScopes(scope=needed)
    return principal


def remember(connection: HTTPConnection, response: Response, opened: Opened) -> None:
    """Set the sign-in cookie: for this host alone, invisible to scripts, gone with the browser.

    On an account the browser also keeps that it was in, so that its next tries are its own (`edge.device`).
    """
    if opened.principal.account_id is not None:
        device.remember_account(connection, response, opened.principal.account_id)
    response.set_cookie(
        cookie_name(connection), opened.token, path="/", secure=_https(connection), httponly=True, samesite="lax"
    )


def forget(connection: HTTPConnection, response: Response) -> None:
    """Take the cookie back and ask the browser to drop what it kept of this site, but for which browser it is."""
    response.delete_cookie(cookie_name(connection), path="/", secure=_https(connection), httponly=True)
    response.headers["clear-site-data"] = '"cache", "storage"'


def forget_everything(connection: HTTPConnection, response: Response) -> None:
    """Leave nothing in the browser, for somebody who must not be found out. A device of a site stays one."""
    for name in connection.cookies:
        if not device.is_of_site(connection, name):
            response.delete_cookie(name, path="/", secure=_https(connection), httponly=True)
    kept = device.site_of(connection)
    response.headers["clear-site-data"] = '"cache", "storage"' if kept else '"cache", "cookies", "storage"'


def _https(connection: HTTPConnection) -> bool:
    return services_of(connection).settings.public_url.startswith("https:")
