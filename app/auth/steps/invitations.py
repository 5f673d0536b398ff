"""What several actions do for those who come without an account: invite, recall, extend."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.events import InvitationRecalled, PersonInvited
from app.auth.models import Invitation, SignIn
from app.auth.queries import canonical_code, hashed
from app.auth.steps.sign_ins import BlindIndex
from app.auth.views import Invited
from app.db.database import UnitOfWork
from app.kernel.ids import secret_token, spoken_code


async def invite(
    uow: UnitOfWork,
    index: BlindIndex,
    person_id: UUID,
    hearing_id: UUID,
    *,
    expires_at: datetime,
    by: str | None,
    at: datetime,
) -> Invited:
    """Make a link and a code for one hearing and recall every earlier one of this person for it."""
    await recall_invitations(uow, person_id, hearing_id, by=by, at=at)
    link, code = secret_token(), spoken_code()
    row = Invitation(
        person_id=person_id,
        hearing_id=hearing_id,
        link_hash=hashed(link),
        code_hash=index.blind_index(canonical_code(code)),
        expires_at=expires_at,
    )
    uow.add(row)
    await uow.flush()
    event = PersonInvited(person_id=person_id, invitation_id=row.id, hearing_id=hearing_id)
    await append(uow, event, by=by, at=at)
    return Invited(row.id, link, f"{code[:4]}-{code[4:]}", expires_at)


async def recall_invitations(
    uow: UnitOfWork, person_id: UUID, hearing_id: UUID, *, by: str | None, at: datetime
) -> None:
    """End every open invitation of a person for a hearing, and the sign-ins that came through it."""
    statement = select(Invitation).where(
        Invitation.person_id == person_id,
        Invitation.hearing_id == hearing_id,
        Invitation.recalled_at == None,  # noqa: E711 (SQL)
    )
    for row in await uow.all(statement):
        row.recalled_at = at
        event = InvitationRecalled(person_id=person_id, invitation_id=row.id, hearing_id=hearing_id)
        await append(uow, event, by=by, at=at)


async def extend_invitations(uow: UnitOfWork, hearing_id: UUID, until: datetime) -> None:
    """Let every invitation for a hearing that was moved last as long as the hearing now does."""
    statement = select(Invitation).where(
        Invitation.hearing_id == hearing_id,
        Invitation.recalled_at == None,  # noqa: E711 (SQL)
    )
    for row in await uow.all(statement):
        row.expires_at = until


async def end_sign_ins_by(uow: UnitOfWork, invitation: Invitation, at: datetime) -> None:
    """End every open sign-in that came with this invitation; the caller holds it."""
    statement = select(SignIn).where(
        SignIn.invitation_id == invitation.id,
        SignIn.ended_at == None,  # noqa: E711 (SQL)
    )
    for row in await uow.all(statement):
        row.ended_at = at
