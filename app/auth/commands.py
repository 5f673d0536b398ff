"""What people send when they come in."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.auth.terms import LONGEST_PERSONAL_TOKEN, Desk, Limit, RequestDecision, Scope, SiteKind, Vouches


class SignInWithPassword(BaseModel):
    """An e-mail address and a password."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"email": "clerk@varda.example", "password": "a long phrase only you know"}]},
    )
    email: str = Field(min_length=3, max_length=254)
    password: str = Field(min_length=1, max_length=1024)


class AskForToken(SignInWithPassword):
    """The same for a program; `code` of the authenticator app, or a backup code, when the account has an app."""

    code: str | None = Field(default=None, max_length=40)


class EnterWithCode(BaseModel):
    """A spoken code and the secret of the link, or either pasted with what stood around it."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"code": "7K2M-9QXT"}]})
    code: str = Field(min_length=1, max_length=1000)
    link: str = Field(default="", max_length=1000)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits who types a code: the secret this browser keeps, and that of a site's device.

    `source` is what wrong codes are counted against: this browser, or the network address.
    """

    device: str
    source: str
    site: str = ""


class OpenSite(BaseModel):
    """A place the court vouches for, where somebody it knows helps people in."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"kind": "assisted"}]})
    kind: SiteKind


class OpenAccount(BaseModel):
    """An account for somebody: who they are, which desk it opens, and where clerks and judges belong."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [{"name": "Nora Chen", "email": "nora@court.example", "desk": "counsel", "language": "en"}]
        },
    )
    name: str = Field(min_length=1, max_length=200)
    email: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    desk: Desk
    court_id: UUID | None = None
    language: str = Field(default="en", max_length=10)


class ChangeAccount(BaseModel):
    """The desk an account opens from now on, and the court of a clerk or judge."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"desk": "registrar", "court_id": None}]}
    )
    desk: Desk
    court_id: UUID | None = None


class SetUpAccount(BaseModel):
    """The secret of the link somebody was given, and the password they choose."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"link": "the part of the link after #", "password": "a long phrase only you know"}]
        },
    )
    link: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=1024)


class GiveCode(BaseModel):
    """Six digits of an authenticator app, or a backup code."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"code": "492 039"}]})
    code: str = Field(min_length=1, max_length=40)


class SetPassword(BaseModel):
    """A new password."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"password": "seven herons under an old lamp"}]}
    )
    password: str = Field(min_length=1, max_length=1024)


class PasskeyAnswer(BaseModel):
    """What a passkey answered to a challenge: `credential` as the browser's `PublicKeyCredential.toJSON()` gives it."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "challenge_id": "019ab1c2-7d3e-7abc-8def-0123456789ab",
                    "credential": {"id": "AQID", "rawId": "AQID", "type": "public-key", "response": {}},
                }
            ]
        },
    )
    challenge_id: UUID
    credential: dict[str, object]


class NamePasskey(BaseModel):
    """The name its owner gives a passkey."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, json_schema_extra={"examples": [{"name": "Blue key"}]}
    )
    name: str = Field(min_length=1, max_length=60)


class AddPasskey(PasskeyAnswer, NamePasskey):
    """A new passkey with its name."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Blue key",
                    "challenge_id": "019ab1c2-7d3e-7abc-8def-0123456789ab",
                    "credential": {"id": "AQID", "rawId": "AQID", "type": "public-key", "response": {}},
                }
            ]
        },
    )


class ProveItIsYou(BaseModel):
    """The password, with a code when an authenticator app is set up; or the answer of a passkey."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"password": "a long phrase only you know", "code": "492039"}]},
    )
    password: str | None = Field(default=None, max_length=1024)
    code: str | None = Field(default=None, max_length=40)
    passkey: PasskeyAnswer | None = None


class ProposeRecovery(BaseModel):
    """Whose account is to be given back, by the e-mail address it is known under, and why."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [{"email": "defence-counsel@varda.example", "reason": "Lost the phone. Seen in person."}]
        },
    )
    email: str = Field(min_length=3, max_length=254)
    reason: str = Field(min_length=3, max_length=1000)


class UseRecovery(BaseModel):
    """The code an officer told, and the new password."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"code": "7K2M-9QXT-4HRD-01VB", "password": "seven herons under an old lamp"}]},
    )
    code: str = Field(min_length=1, max_length=60)
    password: str = Field(min_length=1, max_length=1024)


SignedWith = Literal["RS256", "PS256", "ES256", "EdDSA", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512"]


class RoleRule(BaseModel):
    """Whoever has `value` among what the provider says under `claim` gets this desk; a dot leads inside a claim."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    claim: str = Field(min_length=1, max_length=200)
    value: str = Field(min_length=1, max_length=200)
    desk: Literal[Desk.clerk, Desk.judge, Desk.counsel, Desk.participant]  # those over others are given by hand
    court_id: UUID | None = None


class SetProvider(BaseModel):
    """Everything about an identity provider but its short name; no secret keeps the one there is."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {
                    "name": "Bar Association of Varda",
                    "issuer": "https://id.bar.varda.example",
                    "client_id": "district-court",
                    "client_secret": "what the association gave the court",
                    "second_factor": "when-said",
                    "rules": [{"claim": "groups", "value": "advocates", "desk": "counsel"}],
                }
            ]
        },
    )
    name: str = Field(min_length=2, max_length=80)
    issuer: str = Field(min_length=8, max_length=500)
    client_id: str = Field(min_length=1, max_length=200)
    client_secret: str | None = Field(default=None, max_length=500, repr=False)
    scopes: str = Field(default="openid profile email", max_length=300, pattern=r"^openid( [!-~]+)*$")
    algorithms: tuple[SignedWith, ...] = Field(default=("RS256", "PS256", "ES256"), min_length=1, max_length=10)
    second_factor: Vouches = Vouches.never
    acr_values: str = Field(default="", max_length=300, pattern=r"^[!-~]*( [!-~]+)*$")
    rules: tuple[RoleRule, ...] = Field(default=(), max_length=50)


class AddProvider(SetProvider):
    """A new one. `key` is its short name in addresses and in the log, for ever."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "key": "bar-of-varda",
                    "name": "Bar Association of Varda",
                    "issuer": "https://id.bar.varda.example",
                    "client_id": "district-court",
                    "client_secret": "what the association gave the court",
                }
            ]
        },
    )
    key: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", min_length=2, max_length=40)


class ChangeProvider(SetProvider):
    """The version that was on the screen goes along, so that nobody undoes what somebody else just did."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "version": 1,
                    "name": "Bar Association of Varda",
                    "issuer": "https://id.bar.varda.example",
                    "client_id": "district-court",
                }
            ]
        },
    )
    version: int = Field(ge=1)


class SwitchProvider(BaseModel):
    """Whether people may come in through a provider."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"enabled": False}]})
    enabled: bool


class TryProvider(BaseModel):
    """The address to ask who is there."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"issuer": "https://id.bar.varda.example"}]},
    )
    issuer: str = Field(min_length=8, max_length=500)


class DecideRequest(BaseModel):
    """Approve with the desk the provider's rules give (`desk` left out) or with another one; or refuse.

    `name`: instead of the name the provider gave.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"decision": "approved", "desk": "counsel"}]}
    )
    decision: RequestDecision
    desk: Desk | None = None
    court_id: UUID | None = None
    name: str | None = Field(default=None, min_length=1, max_length=200, repr=False)


class RefreshAccess(BaseModel):
    """The refresh token of the last answer; it works once."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"refresh_token": "ejr_the whole text you got"}]}
    )
    refresh_token: str = Field(min_length=1, max_length=200)


class RevokeToken(BaseModel):
    """A refresh token, an access token or a personal token that is to open nothing any more (RFC 7009)."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"token": "ejr_the whole text you got"}]}
    )
    token: str = Field(min_length=1, max_length=4096)


class MakePersonalToken(BaseModel):
    """A token for a program: a name for its owner, what it is for, and how many days it lasts."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [{"name": "Office software", "scopes": ["cases:read", "filings:write"], "days": 90}]
        },
    )
    name: str = Field(min_length=1, max_length=60)
    scopes: frozenset[Scope] = Field(min_length=1)
    days: int = Field(ge=1, le=LONGEST_PERSONAL_TOKEN.days)


class SetLimits(BaseModel):
    """How often something may be tried, from now on; what is not named stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"limits": {"code": 20}}]})
    limits: dict[Limit, int] = Field(min_length=1)
