"""What people send when they come in."""

from pydantic import BaseModel, ConfigDict, Field


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
