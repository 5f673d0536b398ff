"""What people send when they come in."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.auth.terms import Desk


class SignInWithPassword(BaseModel):
    """An e-mail address and a password."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"email": "clerk@varda.example", "password": "a long phrase only you know"}]},
    )
    email: str = Field(min_length=3, max_length=254)
    password: str = Field(min_length=1, max_length=1024)


class EnterWithCode(BaseModel):
    """A spoken code, and the secret of the link when the person came by link."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"code": "7K2M-9QXT"}]})
    code: str = Field(min_length=1, max_length=40)
    link: str | None = Field(default=None, max_length=100)


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
        json_schema_extra={
            "examples": [{"code": "7K2M-9QXT-4HRD-01VB", "password": "seven herons under an old lamp"}]
        },
    )
    code: str = Field(min_length=1, max_length=60)
    password: str = Field(min_length=1, max_length=1024)
