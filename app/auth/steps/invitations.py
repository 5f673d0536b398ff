"""What several actions do for those who come without an account: invite, recall, extend, count wrong codes."""

from datetime import datetime
from math import ceil
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col, select

from app.audit.log import append
from app.auth.errors import SignInTooOften
from app.auth.events import InvitationRecalled, PersonInvited
from app.auth.models import Invitation, SignIn, Tries
from app.auth.queries import canonical_code, hashed
from app.auth.rules.invitations import FORGOTTEN_AFTER, free_tries, pause_after
from app.auth.steps.sign_ins import BlindIndex
from app.auth.views import Invited
from app.db.database import Reader, UnitOfWork
from app.kernel.ids import secret_token, spoken_code


async def invite(
    uow: UnitOfWork,
    index: BlindIndex,
    person_id: UUID,
    hearing_id: UUID,
    *,
    court_id: UUID,
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
        court_id=court_id,
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
        col(Invitation.recalled_at).is_(None),
    )
    for row in await uow.all(statement):
        row.recalled_at = at
        await end_sign_ins_by(uow, row, at)
        event = InvitationRecalled(person_id=person_id, invitation_id=row.id, hearing_id=hearing_id)
        await append(uow, event, by=by, at=at)


async def extend_invitations(uow: UnitOfWork, hearing_id: UUID, until: datetime) -> None:
    """Let every invitation for a hearing that was moved last as long as the hearing now does."""
    statement = select(Invitation).where(Invitation.hearing_id == hearing_id, col(Invitation.recalled_at).is_(None))
    for row in await uow.all(statement):
        row.expires_at = until


async def end_sign_ins_by(uow: UnitOfWork, invitation: Invitation, at: datetime) -> None:
    """End every open sign-in that came with this invitation."""
    statement = select(SignIn).where(SignIn.invitation_id == invitation.id, col(SignIn.ended_at).is_(None))
    for row in await uow.all(statement):
        row.ended_at = at


async def refuse_during_pause(reader: Reader, key: bytes, at: datetime) -> None:
    """Raises SignInTooOften, with the seconds left, while a pause lasts at this place."""
    row: Tries | None = await reader.first(select(Tries).where(Tries.key == key))
    if row is not None:
        _refuse_before(row, at)


async def take_turn(uow: UnitOfWork, key: bytes, at: datetime) -> Tries:
    """The count of wrong codes at this place, held until commit: of many tries at one moment each waits its turn."""
    forget_at = at + FORGOTTEN_AFTER
    await uow.insert_if_absent(Tries, key=key, wrong=0, free_at=at, forget_at=forget_at)
    statement = select(Tries).where(col(Tries.key) == key).with_for_update()
    row: Tries = (await uow.execute(statement.execution_options(populate_existing=True))).scalars().one()
    _refuse_before(row, at)
    if row.forget_at <= at:
        row.wrong = 0
    row.forget_at = forget_at
    return row


async def hold_sought(uow: UnitOfWork, link: str, code_hash: bytes) -> Invitation | None:
    """The invitation this link is of, or this code when there is no link; held, and whatever became of it."""
    sought = col(Invitation.link_hash) == hashed(link) if link else col(Invitation.code_hash) == code_hash
    statement = select(Invitation).where(sought).with_for_update().execution_options(populate_existing=True)
    found: Invitation | None = (await uow.execute(statement)).scalars().first()
    return found


async def count_wrong(uow: UnitOfWork, tries: Tries, link: str, wrong_in_all: int, at: datetime) -> None:
    """One wrong code more, from this place and for this link. The same statements whatever was wrong."""
    tries.wrong += 1
    tries.free_at = at + pause_after(tries.wrong, free_tries(wrong_in_all))
    counted = update(Invitation).where(col(Invitation.link_hash) == hashed(link))
    await uow.execute(counted.values(wrong=col(Invitation.wrong) + 1).execution_options(synchronize_session=False))
    forgotten = delete(Tries).where(col(Tries.forget_at) < at)
    await uow.execute(forgotten.execution_options(synchronize_session=False))


def _refuse_before(row: Tries, at: datetime) -> None:
    if at < row.free_at:
        raise SignInTooOften(retry_after=ceil((row.free_at - at).total_seconds()))
