"""Which browser this is: a random secret it keeps, marked with a key of ours so that nobody can make one up.

It opens nothing by itself. An invitation stays with the device that used it, and a device that was signed in on
an account before has tries of its own there.
"""

import hmac
from datetime import timedelta
from uuid import UUID

from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.edge.limits import network_of
from app.edge.services import services_of
from app.kernel.ids import secret_token

KEPT = timedelta(days=180)
_MOST = 8  # accounts on one browser


def device_of(connection: HTTPConnection) -> str:
    """The secret this browser keeps, or nothing when it has none that we gave out."""
    secret, _, mark = connection.cookies.get(_name(connection, "device"), "").partition(".")
    return secret if secret and hmac.compare_digest(mark, _mark(connection, f"device:{secret}")) else ""


def source_of(connection: HTTPConnection) -> str:
    """What wrong codes from here are counted against: this browser, or its network address."""
    device = device_of(connection)
    return f"device:{device}" if device else f"address:{network_of(address_of(connection))}"


def address_of(connection: HTTPConnection) -> str:
    """The network address of the other side; behind a proxy, what the proxy says (uvicorn's forwarded-allow-ips)."""
    return connection.client.host if connection.client else ""


def fresh_device() -> str:
    """A secret for a browser that keeps none yet."""
    return secret_token()


def offer(connection: HTTPConnection, response: Response) -> None:
    """Give a browser without a secret one, until it is closed. Nothing is kept of it here."""
    if not device_of(connection):
        _set(connection, response, "device", _marked(connection, fresh_device()), None)


def keep(connection: HTTPConnection, response: Response, device: str) -> None:
    """Let the browser keep its secret after it is closed."""
    _set(connection, response, "device", _marked(connection, device), KEPT)


def knows(connection: HTTPConnection, account_id: UUID) -> bool:
    """Whether this browser was signed in on this account before."""
    device = device_of(connection)
    mark = _mark(connection, f"known:{device}:{account_id}")
    return bool(device) and any(hmac.compare_digest(mark, known) for known in _known(connection))


def known_device(connection: HTTPConnection, account_id: UUID) -> str:
    """The secret of this browser if it was signed in on this account before, or nothing."""
    return device_of(connection) if knows(connection, account_id) else ""


def remember_account(connection: HTTPConnection, response: Response, account_id: UUID) -> None:
    """Note in the browser that it was signed in on this account."""
    device = device_of(connection) or fresh_device()
    keep(connection, response, device)
    mark = _mark(connection, f"known:{device}:{account_id}")
    others = [known for known in _known(connection) if known != mark]
    _set(connection, response, "known", ".".join([mark, *others][:_MOST]), KEPT)


def site_of(connection: HTTPConnection) -> str:
    """The secret of a site's device, if this is one."""
    return connection.cookies.get(_name(connection, "site"), "")


def is_of_site(connection: HTTPConnection, name: str) -> bool:
    """Whether the cookie called so is what makes this browser a device of a site."""
    return name == _name(connection, "site")


def keep_site(connection: HTTPConnection, response: Response, secret: str) -> None:
    """Make this browser a device of a site."""
    _set(connection, response, "site", secret, timedelta(days=400))


def _known(connection: HTTPConnection) -> list[str]:
    return connection.cookies.get(_name(connection, "known"), "").split(".")


def _marked(connection: HTTPConnection, device: str) -> str:
    return f"{device}.{_mark(connection, f'device:{device}')}"


def _mark(connection: HTTPConnection, text: str) -> str:
    return services_of(connection).identity.blind_index(text).hex()[:32]


def _name(connection: HTTPConnection, name: str) -> str:
    return f"__Host-{name}" if _https(connection) else name


def _set(connection: HTTPConnection, response: Response, name: str, value: str, life: timedelta | None) -> None:
    response.set_cookie(
        _name(connection, name),
        value,
        path="/",
        secure=_https(connection),
        httponly=True,
        samesite="lax",
        max_age=int(life.total_seconds()) if life else None,
    )


def _https(connection: HTTPConnection) -> bool:
    return services_of(connection).settings.public_url.startswith("https:")
