"""Which steps a viewer may take now: read from the tables themselves, so that no button is refused by design."""

from collections.abc import Callable, Iterable
from functools import partial

from app.hearings.models import Participant
from app.hearings.rules.tables import SITTING, advance_participant, advance_sitting
from app.hearings.terms import ParticipantAct, Role, SittingAct, SittingState, Stage
from app.kernel.errors import Refusal
from app.protection.terms import CLOSED, ON_FLOOR, PARTIES, WITNESSES
from app.sittings.queries import Situation
from app.sittings.terms import ACT_WORDS
from app.sittings.views import ControlView

Translate = Callable[[str], str]

_OFFERED = tuple(act for act in SittingAct if act not in {SittingAct.STOP, SittingAct.SUSPEND_TECHNICAL})
_NEEDS = {SittingAct.ADJOURN: ["reason", "next_date"], SittingAct.RULE_ON_OBJECTION: ["sustained"]}
_MAIN = {SittingAct.OPEN, SittingAct.BEGIN, SittingAct.RESUME}
_CHECKS = {"identity": ["method", "reason"], "alone": ["method", "reason"], "promise": ["form"]}


def controls_of(facts: Situation, me: Participant | None, state: SittingState, say: Translate) -> list[ControlView]:
    """The steps open to this participant; none for those who watch."""
    if me is None:
        return []
    role = Role(me.role)
    found = [*_of_the_sitting(role, state, say)]
    if role in {Role.JUDGE, Role.CLERK}:
        for row in facts.participants:
            found += _about(row, role, say)
            found += _without(row, role, state, say)
        found += _in_a_stop(facts, role, state, say)
    return found


def _of_the_sitting(role: Role, state: SittingState, say: Translate) -> Iterable[ControlView]:
    for act in _OFFERED:
        if (state, act) in SITTING and _open(partial(advance_sitting, state, act, role)):
            yield ControlView(
                act=act.value,
                words=say(ACT_WORDS[act.value]),
                needs=_NEEDS.get(act, []),
                weight="main" if act in _MAIN else "quiet",
            )


def _about(row: Participant, role: Role, say: Translate) -> Iterable[ControlView]:
    stage = Stage(row.state)
    for act in (ParticipantAct.ADMIT, ParticipantAct.CALL, ParticipantAct.RELEASE):
        calling = act is not ParticipantAct.ADMIT
        if calling and (Role(row.role) not in WITNESSES or (act is ParticipantAct.CALL and role is not Role.JUDGE)):
            continue
        if _open(partial(advance_participant, stage, act, role)):
            yield ControlView(act=act.value, words=say(ACT_WORDS[act.value]), participant_id=row.id)
    if Role(row.role) in WITNESSES and stage in {*ON_FLOOR, Stage.WAITING}:
        for check, needs in _CHECKS.items():
            if check not in row.checks:
                yield ControlView(act=check, words=say(ACT_WORDS[check]), participant_id=row.id, needs=needs)


def _without(row: Participant, role: Role, state: SittingState, say: Translate) -> Iterable[ControlView]:
    if role is not Role.JUDGE or Role(row.role) not in PARTIES or state in CLOSED:
        return
    if row.checks.get("summary_owed"):
        yield ControlView(act="summary", words=say(ACT_WORDS["summary"]), participant_id=row.id)
    elif not row.checks.get("removed"):
        yield ControlView(act="remove", words=say(ACT_WORDS["remove"]), participant_id=row.id, needs=["reason"])


def _in_a_stop(facts: Situation, role: Role, state: SittingState, say: Translate) -> Iterable[ControlView]:
    if state is SittingState.STOPPED and role is Role.JUDGE and facts.sitting is not None:
        yield ControlView(act="line", words=say(ACT_WORDS["line"]), needs=["open"])


def _open(step: Callable[[], object]) -> bool:
    try:
        step()
    except Refusal:
        return False
    return True
