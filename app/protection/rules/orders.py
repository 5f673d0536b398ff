"""The life of a protection order: its table of steps, who may take them, and what a ruling must state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.protection.errors import (
    EvidenceAwaitsRuling,
    NotInTable,
    OnlyAJudgeRules,
    ReasonsNeeded,
    RulingIncomplete,
    WithdrawalTooLate,
)
from app.protection.terms import Effect, Exposure, OrderAct, OrderStage, Preset, Role

WITHDRAWAL_WITHIN = timedelta(minutes=2)

_S, _A = OrderStage, OrderAct
TABLE: dict[tuple[OrderStage | None, OrderAct], OrderStage] = {
    (None, _A.REQUEST): _S.REQUESTED,
    (_S.REQUESTED, _A.NOTIFY): _S.NOTIFIED,
    (_S.NOTIFIED, _A.HEAR): _S.HEARD,
    (_S.NOTIFIED, _A.DISPENSE): _S.DISPENSED_WITH,
    (_S.HEARD, _A.GRANT): _S.GRANTED,
    (_S.HEARD, _A.VARY): _S.VARIED,
    (_S.HEARD, _A.REFUSE): _S.REFUSED,
    (_S.DISPENSED_WITH, _A.GRANT): _S.GRANTED,
    (_S.DISPENSED_WITH, _A.VARY): _S.VARIED,
    (_S.DISPENSED_WITH, _A.REFUSE): _S.REFUSED,
    (_S.GRANTED, _A.TAKE_EFFECT): _S.IN_FORCE,
    (_S.VARIED, _A.TAKE_EFFECT): _S.IN_FORCE,
    (_S.IN_FORCE, _A.RELAX): _S.RELAXED,
    (_S.IN_FORCE, _A.END): _S.ENDED,
    (_S.RELAXED, _A.RELAX): _S.RELAXED,
    (_S.RELAXED, _A.END): _S.ENDED,
    (None, _A.RESTRICT_AT_ONCE): _S.INTERIM,
    (_S.INTERIM, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.INTERIM, _A.END): _S.ENDED,
}
"""What is not here is refused. A relaxed order still binds, with the measures the relaxing ruling wrote."""

BINDING = frozenset({_S.IN_FORCE, _S.RELAXED, _S.INTERIM})
RULED = frozenset({_S.GRANTED, _S.VARIED, _S.REFUSED, _S.IN_FORCE, _S.RELAXED, _S.ENDED})
GRANTED = RULED - {_S.REFUSED}
_JUDGE = frozenset({Role.JUDGE})
_OFFICE = frozenset({Role.JUDGE, Role.CLERK})
_BY: dict[OrderAct, frozenset[Role]] = {
    _A.NOTIFY: _OFFICE,
    _A.TAKE_EFFECT: _OFFICE,
    _A.RESTRICT_AT_ONCE: _OFFICE,
    _A.WITHDRAW: frozenset({Role.CLERK}),
    _A.HEAR: _JUDGE,
    _A.DISPENSE: _JUDGE,
    _A.GRANT: _JUDGE,
    _A.VARY: _JUDGE,
    _A.REFUSE: _JUDGE,
    _A.RELAX: _JUDGE,
    _A.END: _JUDGE,
}
_NEVER_ASK = frozenset({Role.UNKNOWN, Role.PUBLIC, Role.PRESS, Role.OPERATOR, Role.JUROR})
_NEED_REASONS = frozenset({_A.DISPENSE, _A.GRANT, _A.VARY, _A.REFUSE, _A.RELAX, _A.END, _A.WITHDRAW})


def advance(stage: OrderStage | None, act: OrderAct, by: Role, reason: str = "") -> OrderStage:
    """The stage after `act`, or NotInTable, OnlyAJudgeRules, ReasonsNeeded."""
    if (stage, act) not in TABLE:
        raise NotInTable(stage=stage, act=act)
    allowed = by in _BY[act] if act in _BY else by not in _NEVER_ASK
    if not allowed:
        raise OnlyAJudgeRules(act=act)
    if act in _NEED_REASONS and not reason.strip():
        raise ReasonsNeeded(act=act)
    return TABLE[stage, act]


def check_withdrawal(restricted_at: datetime, first_effect_at: datetime | None, at: datetime) -> None:
    """A clerk takes back a restriction within two minutes, or later if it never had any effect."""
    if at - restricted_at > WITHDRAWAL_WITHIN and first_effect_at is not None:
        raise WithdrawalTooLate(restricted_at=restricted_at, within_s=WITHDRAWAL_WITHIN.seconds)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a judge writes to grant or vary. Texts are plain; `public_reason` is what everybody may read."""

    preset: Preset
    legal_basis: str
    public_reason: str
    review_on: date | None = None
    sealed_reason: str = ""
    counterbalance: str = ""
    counsel_may_tell: str = ""
    sole_or_decisive: bool | None = None
    adverse_party_has_counsel: bool = False


def missing_from(ruling: Ruling) -> tuple[str, ...]:
    """Names of the fields a ruling still lacks; P4 lacks nothing only when the defence is counterbalanced."""
    needed: dict[str, bool] = {
        "legal_basis": bool(ruling.legal_basis.strip()),
        "public_reason": bool(ruling.public_reason.strip()),
    }
    if ruling.preset is not Preset.P0:
        needed["review_on"] = ruling.review_on is not None
    if ruling.preset is Preset.P4:
        needed |= {
            "counterbalance": bool(ruling.counterbalance.strip()),
            "counsel_may_tell": bool(ruling.counsel_may_tell.strip()),
            "sole_or_decisive": ruling.sole_or_decisive is not None,
            "adverse_party_has_counsel": ruling.adverse_party_has_counsel,
        }
    return tuple(name for name, there in needed.items() if not there)


def check_ruling(ruling: Ruling) -> None:
    """RulingIncomplete unless the ruling states all it must."""
    missing = missing_from(ruling)
    if missing:
        raise RulingIncomplete(missing=missing)


def review_overdue(stage: OrderStage, review_on: date | None, today: date) -> bool:
    """An overdue review alerts judge and both sides; it changes nobody's exposure."""
    return stage in BINDING and review_on is not None and review_on < today


def check_evidence_may_go_on(orders: Iterable[tuple[UUID, OrderStage]], ruled: bool) -> None:
    """Evidence of a protected person: a judge has ruled (`ruled`, P0 counts), no request or interim is open."""
    waiting = frozenset(OrderStage) - RULED - {OrderStage.WITHDRAWN}
    awaiting = tuple(order for order, stage in orders if stage in waiting)
    if awaiting or not ruled:
        raise EvidenceAwaitsRuling(orders=awaiting)


def follows_into(made_in: UUID, case: UUID, came_from: Mapping[UUID, Iterable[UUID]]) -> bool:
    """Whether an order made in one case binds in another: in itself and in every descendant.

    `came_from` names, for a case, those it was joined, severed, transferred, appealed or remitted from.
    """
    seen: set[UUID] = set()
    ahead = [case]
    while ahead:
        here = ahead.pop()
        if here == made_in:
            return True
        if here not in seen:
            seen.add(here)
            ahead.extend(came_from.get(here, ()))
    return False


def effect_of(changes: Iterable[tuple[Exposure, Exposure]]) -> Effect:
    """Restrict or relax, from pairs of exposure before and after; incomparable counts as both."""
    rises = falls = False
    for before, after in changes:
        rises = rises or not after <= before
        falls = falls or not before <= after
    if rises:
        return Effect.BOTH if falls else Effect.RELAXES
    return Effect.RESTRICTS if falls else Effect.NONE
