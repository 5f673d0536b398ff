"""Whom a docketed filing is served on."""

from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Account
from app.cases.queries import parts_of
from app.cases.rules import Standing
from app.db.database import Reader
from app.filings.rules.service import ToServe


async def to_serve(reader: Reader, case_id: UUID) -> list[ToServe]:
    """Everybody who has a part in the case now, as the rule of service sees them."""
    parts = [part for part in await parts_of(reader, case_id) if part.until is None]
    people = list(dict.fromkeys(part.person_id for part in parts))
    accounts = select(Account.person_id).where(col(Account.person_id).in_(people), col(Account.disabled_at).is_(None))
    online = set(await reader.all(accounts))
    represented = {part.for_person_id for part in parts if part.role.endswith("_counsel")}
    return [
        ToServe(
            Standing(person, frozenset(part.role for part in parts if part.person_id == person)),
            online=person in online,
            represented=person in represented,
        )
        for person in people
    ]
