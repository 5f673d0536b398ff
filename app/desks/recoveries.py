"""What waits for a second officer: whose account, who proposed it, why."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.auth.errors import NotAnOfficer
from app.auth.queries.recovery import RECOVERY_OFFICERS, waiting_recoveries
from app.auth.terms import Desk
from app.auth.views import Principal
from app.db.database import Reader
from app.protection.labels import holder_for


class RecoveryView(BaseModel):
    """One proposal. `yours`: this reader made it, so somebody else confirms; `own`: it is their own account."""

    id: UUID
    owner: str
    desk: Desk
    proposed_by: str
    reason: str
    proposed_at: datetime
    expires_at: datetime
    yours: bool
    own: bool


async def recoveries_for(reader: Reader, officer: Principal, at: datetime) -> list[RecoveryView]:
    """The open proposals among the accounts this officer looks after; raises NotAnOfficer."""
    if officer.desk not in RECOVERY_OFFICERS:
        raise NotAnOfficer()
    return [
        RecoveryView(
            id=file.row.id,
            owner=holder_for(True, file.owner),
            desk=file.desk,
            proposed_by=holder_for(True, file.proposer),
            reason=holder_for(True, file.row.reason),
            proposed_at=file.row.proposed_at,
            expires_at=file.row.expires_at,
            yours=file.row.proposed_by == officer.person_id,
            own=file.owner_id == officer.person_id,
        )
        for file in await waiting_recoveries(reader, officer, at)
    ]
