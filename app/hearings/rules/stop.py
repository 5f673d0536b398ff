"""Law 6: Stop takes effect for anybody it may concern, and only the judge resumes, after her own ready tap."""

from dataclasses import dataclass, replace
from uuid import UUID

from app.hearings.errors import NotYourStep, ReadyTapNeeded, StepNotOpen
from app.hearings.rules.tables import MAY_STOP, advance_sitting
from app.hearings.terms import SittingAct, SittingState
from app.protection.terms import Person, Role


@dataclass(frozen=True, slots=True)
class Stopping:
    """A sitting's state with the Stop that stands in it.

    `question` is the pending question's id, kept over the Stop. `ready` is her tap since she stopped.
    """

    state: SittingState
    stopped_for: UUID | None = None
    ready: bool = False
    line_open: bool = False
    question: UUID | None = None


def stop(now: Stopping, by: Person, whom: UUID) -> Stopping:
    """Stop for `whom`: by herself, by those who help her, by bench or clerk. Asks for no reason."""
    own = by.id == whom or by.serves_person(whom) or by.role in {Role.JUDGE, Role.CLERK}
    if not own or by.role not in MAY_STOP:
        raise NotYourStep(act=SittingAct.STOP)
    if now.stopped_for not in (None, whom):
        return now  # a second guarded person is cut by the Stop that stands
    state = advance_sitting(now.state, SittingAct.STOP, by.role)
    return Stopping(state, whom, ready=False, line_open=False, question=now.question)


def ready(now: Stopping, by: Person) -> Stopping:
    """Her own tap; nobody else has one."""
    if now.stopped_for != by.id:
        raise NotYourStep(act="ready")
    return replace(now, ready=True)


def set_line(now: Stopping, by: Role, *, is_open: bool) -> Stopping:
    """The judge's one line: prosecution and defence counsel hear and cannot speak, the jury is out."""
    if by is not Role.JUDGE:
        raise NotYourStep(act="line")
    if now.state is not SittingState.STOPPED:
        raise StepNotOpen(state=now.state, act="line")
    return replace(now, line_open=is_open)


def resume(now: Stopping, by: Role) -> Stopping:
    """Back in session. A Stop that stands, even behind a crash, asks for her ready tap first."""
    state = advance_sitting(now.state, SittingAct.RESUME, by)
    if now.stopped_for is not None and not now.ready:
        raise ReadyTapNeeded()
    return Stopping(state, question=now.question)
