"""What somebody sees of their own way in: password, app, backup codes, passkeys; never a secret."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.auth.errors import NothingToConfirmHere
from app.auth.queries import name_of
from app.auth.queries.factors import backup_codes_left, factors_of_account, passkeys_of
from app.auth.queries.recovery import open_recovery_of
from app.auth.terms import NEEDS_TWO
from app.auth.views import Principal
from app.db.database import Reader
from app.protection.labels import own_name, own_words


class PasskeyView(BaseModel):
    """One passkey, under the name its owner gave it. `synced`: it lives on several devices."""

    id: UUID
    name: str
    synced: bool
    created_at: datetime
    used_at: datetime | None


class SecurityView(BaseModel):
    """`needs_two`: the work of this account asks for a second factor. `recovery_id`: officers are giving it back."""

    password: bool
    app: bool
    backup_codes_left: int
    passkeys: list[PasskeyView]
    needs_two: bool
    recovery_id: UUID | None


async def security_of(reader: Reader, principal: Principal, at: datetime) -> SecurityView:
    """The reader's own account; raises NothingToConfirmHere for somebody without one."""
    if principal.account_id is None:
        raise NothingToConfirmHere()
    factors = await factors_of_account(reader, principal.account_id)
    recovery = await open_recovery_of(reader, principal.account_id, at)
    return SecurityView(
        password=factors.password,
        app=factors.app,
        backup_codes_left=await backup_codes_left(reader, principal.account_id),
        passkeys=[
            PasskeyView(
                id=row.id,
                name=own_words(row.name),
                synced=row.synced,
                created_at=row.created_at,
                used_at=row.used_at,
            )
            for row in await passkeys_of(reader, principal.account_id)
        ],
        needs_two=principal.desk in NEEDS_TWO,
        recovery_id=recovery.id if recovery else None,
    )


async def own_label(reader: Reader, person_id: UUID) -> str:
    """What a person's own device shows them beside a passkey or a code."""
    return own_name(await name_of(reader, person_id))
