"""Finding the invitation a code opens."""

from datetime import datetime

from sqlmodel import select

from app.auth.models import Invitation
from app.auth.queries.sign_ins import hashed
from app.auth.rules import invitation_open
from app.db.database import Reader
from app.kernel.ids import normalise_code


async def open_invitation(reader: Reader, code_hash: bytes, link: str | None, at: datetime) -> Invitation | None:
    """The invitation this code opens; a link, when there is one, must belong to the same invitation."""
    found: Invitation | None = await reader.first(select(Invitation).where(Invitation.code_hash == code_hash))
    if found is None or not invitation_open(found.expires_at, found.recalled_at, at):
        return None
    return found if link is None or found.link_hash == hashed(link) else None


def canonical_code(code: str) -> str:
    """The code as it is hashed."""
    return f"code:{normalise_code(code)}"
