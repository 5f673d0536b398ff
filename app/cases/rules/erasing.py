"""Who may ask for an erasure, and who else may confirm it: two officers, one of them a registrar."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.terms import Desk
from app.cases.errors.erasing import (
    AnotherOfficerErases,
    ErasureGrew,
    ErasureNotWaiting,
    NothingReached,
    OnlyRegistrarsErase,
)
from app.cases.terms.erasing import MAY_ASK, MAY_DECIDE, Stage


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as far as rules look at it."""

    asked_by: UUID
    expires_at: datetime
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How much an erasure takes: cases, and documents of them."""

    cases: int
    documents: int


def stage(asked: Asked, at: datetime) -> Stage:
    """Where it stands now."""
    if asked.decision is not None:
        return Stage(asked.decision)
    return Stage.waiting if at < asked.expires_at else Stage.lapsed


def check_asking(desk: Desk) -> None:
    """Raises OnlyRegistrarsErase."""
    if desk not in MAY_ASK:
        raise OnlyRegistrarsErase()


def check_seeing(desk: Desk) -> None:
    """Raises OnlyRegistrarsErase."""
    if desk not in MAY_DECIDE:
        raise OnlyRegistrarsErase()


def check_deciding(desk: Desk, person_id: UUID, asked: Asked, at: datetime) -> None:
    """Another officer, while it waits. Raises OnlyRegistrarsErase, AnotherOfficerErases, ErasureNotWaiting."""
    check_seeing(desk)
    if person_id == asked.asked_by:
        raise AnotherOfficerErases()
    if stage(asked, at) is not Stage.waiting:
        raise ErasureNotWaiting()


def check_withdrawing(person_id: UUID, asked: Asked, at: datetime) -> None:
    """Whoever asked, while it waits. Raises OnlyRegistrarsErase, ErasureNotWaiting."""
    if person_id != asked.asked_by:
        raise OnlyRegistrarsErase()
    if stage(asked, at) is not Stage.waiting:
        raise ErasureNotWaiting()


def check_reach(asked: Reach, now: Reach) -> None:
    """What goes is what was looked at, and no more. Raises NothingReached, ErasureGrew."""
    if now.cases == 0:
        raise NothingReached()
    if now.cases > asked.cases or now.documents > asked.documents:
        raise ErasureGrew()
