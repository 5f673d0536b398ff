"""What every act of a sitting does: hold the sitting, write the event under its number, tell the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit.log import append
from app.auth.views import Principal
from app.db.database import UnitOfWork
from app.hearings.errors import HearingNotFound, NotYourStep
from app.hearings.models import Hearing, Participant, Sitting, SittingEvent
from app.hearings.rules.tables import advance_participant
from app.hearings.terms import ParticipantAct, Role, SittingState, Stage
from app.kernel.events import Event
from app.sittings.events import ParticipantMoved, ParticipantNoted, SittingStepTaken
from app.sittings.queries import Situation, situation


@dataclass(frozen=True, slots=True)
class Doing:
    """One act under way: its transaction, the facts, the row held, who acts and when. `actor` None: the service."""

    uow: UnitOfWork
    facts: Situation
    sitting: Sitting
    actor: Participant | None
    at: datetime

    @property
    def role(self) -> Role | None:
        return Role(self.actor.role) if self.actor else None

    @property
    def by(self) -> str | None:
        """The actor as the log names them: "X", or "X for Y" in the place of absent counsel Y."""
        if self.actor is None or self.actor.acts_for_id is None:
            return str(self.actor.person_id) if self.actor else None
        return f"{self.actor.person_id} for {self.actor.acts_for_id}"


async def hold(uow: UnitOfWork, hearing_id: UUID, by: Principal | None, at: datetime) -> Doing:
    """Hold the sitting against every other act until commit; makes its row the first time. Raises HearingNotFound."""
    if await uow.get(Hearing, hearing_id) is None:
        raise HearingNotFound()
    values = {"hearing_id": hearing_id, "state": SittingState.NOT_OPEN.value, "opened_at": at, "last_event": 0}
    await uow.insert_if_absent(Sitting, **values, ready=False, line_open=False)
    sitting = await uow.lock(Sitting, hearing_id)
    facts = await situation(uow, hearing_id)
    actor = facts.of_person(by.person_id) if by else None
    if by is not None and actor is None:
        raise HearingNotFound()
    return Doing(uow, facts, sitting, actor, at)


def acting(doing: Doing) -> Role:
    """The role of whoever acts; raises NotYourStep for the service itself."""
    if doing.role is None:
        raise NotYourStep()
    return doing.role


async def note(doing: Doing, kind: str, **data: Any) -> int:
    """Write what happened as the next event of the sitting and give its number."""
    doing.sitting.last_event += 1
    doing.uow.add(
        SittingEvent(
            hearing_id=doing.sitting.hearing_id,
            sequence=doing.sitting.last_event,
            kind=kind,
            at=doing.at,
            by_id=doing.actor.person_id if doing.actor else None,
            data=data,
        )
    )
    return doing.sitting.last_event


async def tell(doing: Doing, event: Event) -> None:
    """Put the event into the log."""
    await append(doing.uow, event, by=doing.by, at=doing.at)


async def settle(doing: Doing, row: Participant, act: str, **data: Any) -> None:
    """Write what was settled about one participant."""
    sequence = await note(doing, act, participant_id=str(row.id), **data)
    await tell(
        doing,
        ParticipantNoted(
            case_id=doing.facts.case.id,
            hearing_id=doing.sitting.hearing_id,
            sequence=sequence,
            participant_id=row.id,
            act=act,
        ),
    )


async def set_state(doing: Doing, act: str, state: SittingState, **data: Any) -> None:
    """Let the sitting stand in a new state."""
    doing.sitting.state = state.value
    sequence = await note(doing, act, state=state.value, **data)
    hearing_id = doing.sitting.hearing_id
    await tell(
        doing,
        SittingStepTaken(
            case_id=doing.facts.case.id, hearing_id=hearing_id, sequence=sequence, act=act, state=state.value
        ),
    )


async def move(doing: Doing, row: Participant, act: ParticipantAct, by: Role) -> None:
    """Move one participant along their table."""
    stage = advance_participant(Stage(row.state), act, by)
    row.state = stage.value
    sequence = await note(doing, act.value, participant_id=str(row.id), stage=stage.value)
    await tell(
        doing,
        ParticipantMoved(
            case_id=doing.facts.case.id,
            hearing_id=doing.sitting.hearing_id,
            sequence=sequence,
            participant_id=row.id,
            act=act.value,
            stage=stage.value,
        ),
    )
