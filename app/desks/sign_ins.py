"""My sign-ins and tokens: what is open in my name, since when and with what; never from where."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.queries import open_sign_ins_of, personal_tokens_of
from app.auth.terms import Scope, Strength
from app.auth.views import Principal
from app.db.database import Reader
from app.protection.labels import own_words


class SignInView(BaseModel):
    """One open sign-in. `browser` and `system` are names of products, empty when it does not say. `how`: for
    example "password+totp", "passkey", "code", "oidc:<provider>"; `program`: it holds tokens, not a cookie."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    browser: str
    system: str
    program: bool
    how: str
    strength: Strength
    since: datetime
    seen_at: datetime
    expires_at: datetime
    this_one: bool


class PersonalTokenView(BaseModel):
    """One personal token; `begins`: its first letters."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    name: str
    begins: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


async def my_sign_ins(reader: Reader, me: Principal, at: datetime) -> list[SignInView]:
    """What is open in my name, the last seen first."""
    rows = await open_sign_ins_of(reader, me.person_id, at)
    found = []
    for row in sorted(rows, key=lambda row: row.seen_at, reverse=True):
        browser, _, system = own_words(row.device).partition("/") if row.device else ("", "", "")
        found.append(
            SignInView(
                id=row.id,
                browser=browser,
                system=system,
                program=row.refresh_hash is not None,
                how=row.how,
                strength=Strength(row.strength),
                since=row.created_at,
                seen_at=row.seen_at,
                expires_at=row.expires_at,
                this_one=row.id == me.sign_in_id,
            )
        )
    return found


async def my_personal_tokens(reader: Reader, me: Principal, at: datetime) -> list[PersonalTokenView]:
    """The tokens my programs may use, newest first."""
    return [
        PersonalTokenView(
            **row.model_dump(include={"id", "begins", "created_at", "expires_at", "used_at"}),
            name=own_words(row.name),
            scopes=[Scope(scope) for scope in row.scopes],
        )
        for row in await personal_tokens_of(reader, me.person_id, at)
    ]
