"""What a provider says about a person, out of the claims of a checked token (OpenID Connect Core 1.0 §5.1)."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.kernel.protected import Protected
from app.oidc.port import Said

_LONGEST = 254
_MOST = 200  # values of one claim


def said(claims: Mapping[str, Any], info: Mapping[str, Any], wanted: tuple[str, ...]) -> Said:
    """One statement from the signed claims and the userinfo; where both speak, what was signed counts."""
    merged = {**info, **claims}
    auth_time = claims.get("auth_time")
    amr = claims.get("amr")
    return Said(
        issuer=claims["iss"],
        subject=claims["sub"],
        name=_name(merged),
        email=_protected(merged.get("email")),
        email_verified=merged.get("email_verified") is True,
        claims={path: values_at(merged, path) for path in wanted},
        auth_time=datetime.fromtimestamp(auth_time, UTC) if type(auth_time) is int and 0 < auth_time < 2**33 else None,
        acr=_text(claims.get("acr")),
        amr=frozenset(one for one in amr if isinstance(one, str)) if isinstance(amr, list) else frozenset(),
        session=_text(claims.get("sid")),
    )


def values_at(claims: Mapping[str, Any], path: str) -> frozenset[str]:
    """Every text at `path`: a claim of that very name, otherwise one step inside for each dot."""
    found: Any = claims.get(path)
    if path not in claims:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, dict) else None
    values = found if isinstance(found, list) else [found]
    return frozenset(value for value in values[:_MOST] if isinstance(value, str) and 0 < len(value) <= _LONGEST)


def base64_of(text: str) -> str:
    """RFC 7617 §2."""
    return base64.b64encode(text.encode()).decode()


def _name(claims: Mapping[str, Any]) -> Protected[str] | None:
    parts = (_text(claims.get("given_name")), _text(claims.get("family_name")))
    return _protected(claims.get("name")) or _protected(" ".join(part for part in parts if part))


def _protected(value: object) -> Protected[str] | None:
    text = _text(value)
    return Protected(text) if text else None


def _text(value: object) -> str:
    """One line of printable text, or nothing."""
    return value.strip() if isinstance(value, str) and len(value) <= _LONGEST and value.isprintable() else ""
