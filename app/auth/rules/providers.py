"""What a provider's word is worth here: which desk it gives, how sure it makes us, when it was proved."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.errors import NothingMapped, OnlyForRegistration
from app.auth.terms import FRESH, Desk, Strength, Vouches

# RFC 8176 §2: what each method of `amr` rests on. Two different kinds make two factors; `mfa` says so itself.
_KINDS = {
    **dict.fromkeys(("pwd", "pin", "kba"), "know"),
    **dict.fromkeys(("otp", "sms", "swk", "hwk", "sc", "tel", "pop"), "have"),
    **dict.fromkeys(("face", "fpt", "iris", "retina", "vbm"), "are"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A desk, and the court it stands in."""

    desk: Desk
    court_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Whoever has `value` among what the provider says under `claim` gets this place."""

    claim: str
    value: str
    place: Place


def place_for(rules: Iterable[Rule], claims: Mapping[str, frozenset[str]]) -> Place | None:
    """The place of the first rule that fits; None when none does."""
    return next((rule.place for rule in rules if rule.value in claims.get(rule.claim, frozenset())), None)


def strength_of(vouches: Vouches, acr_wanted: str, acr: str, amr: frozenset[str]) -> Strength:
    """How surely we know who it is. Without the court's trust in the provider nothing it says makes two of one."""
    if vouches is Vouches.never:
        return Strength.one
    kinds = {_KINDS[method] for method in amr if method in _KINDS}
    said = (acr != "" and acr in acr_wanted.split()) or "mfa" in amr or len(kinds) > 1
    return Strength.two if vouches is Vouches.always or said else Strength.one


def proved_at(auth_time: datetime | None, again: bool, at: datetime) -> datetime:
    """When the person last proved who they are: the provider may have remembered them for hours.

    A provider that does not say is taken to have remembered, unless it was asked for a proof now.
    """
    if auth_time is not None:
        return min(auth_time, at)
    return at if again else at - FRESH


def approved_place(chosen: Desk | None, court_id: UUID | None, mapped: Place | None) -> tuple[Place, bool]:
    """The place somebody gets and whether it follows the provider's claims from now on; raises NothingMapped."""
    if chosen is not None:
        return Place(chosen, court_id), False
    if mapped is None:
        raise NothingMapped()
    return mapped, True


def require_registration(desk: Desk) -> None:
    """Raises OnlyForRegistration unless people are registered at this desk."""
    if desk not in {Desk.administrator, Desk.registrar}:
        raise OnlyForRegistration()


def require_may_give(by: Desk, given: Desk) -> None:
    """A registrar gives desks of the courts and the bar, never those that look after or over the installation."""
    beyond = {Desk.administrator, Desk.registrar, Desk.auditor}
    if by is not Desk.administrator and given in beyond:
        raise OnlyForRegistration()


def subject_text(issuer: str, subject: str) -> str:
    """What the keyed hash of an identity is made of: both parts, case and all (OpenID Connect Core 1.0 §2)."""
    return f"oidc:{hashlib.sha256(f'{len(issuer)}:{issuer}{subject}'.encode()).hexdigest()}"


def secret_for(browser: str, state: str, purpose: str) -> str:
    """The nonce or the PKCE verifier of one journey, out of what this browser alone holds: no row keeps it."""
    return hmac.new(browser.encode(), f"{purpose}:{state}".encode(), hashlib.sha256).hexdigest()
