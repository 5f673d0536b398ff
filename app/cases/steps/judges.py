"""Giving a case to a judge: drawn from the list of its kind, or named by hand for a reason; kept either way."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.cases.errors import NotAJudgeOfTheCourt, ReasonMissing
from app.cases.events import JudgeGiven
from app.cases.models import Case, Part
from app.cases.models.opening import CaseType, Draw
from app.cases.queries.opening import candidates_for, draws_of, judges_of
from app.cases.queries.relations import Index
from app.cases.rules.allotment import allot
from app.cases.steps.parts import give_part
from app.cases.terms import Method
from app.db.database import UnitOfWork
from app.kernel.ids import secret_token
from app.protection.terms import Role


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom to give the case to: nobody in particular, or one by hand; in place of whom; and why.

    `presides`: over a panel; None where a judge sits alone. `index`: finds whom judges declared relations to.
    """

    judge_id: UUID | None = None
    presides: bool | None = None
    replaced_id: UUID | None = None
    reason: str | None = None
    by: UUID | None = None
    index: Index | None = None


async def give_panel(
    uow: UnitOfWork, case: Case, kind: CaseType, choice: Choice, at: datetime, seed: Callable[[], str] = secret_token
) -> list[Draw]:
    """Give the case every judge its kind has, each drawn among those who do not sit in it yet; the first presides.

    One named by hand presides, and the others are drawn. Raises as give_judge does.
    """
    if kind.panel == 1:
        return [await give_judge(uow, case, kind, choice, at, seed)]
    draws = [await give_judge(uow, case, kind, replace(choice, presides=True), at, seed)]
    for _ in range(kind.panel - 1):
        draws.append(
            await give_judge(uow, case, kind, Choice(presides=False, by=choice.by, index=choice.index), at, seed)
        )
    return draws


async def give_judge(
    uow: UnitOfWork, case: Case, kind: CaseType, choice: Choice, at: datetime, seed: Callable[[], str] = secret_token
) -> Draw:
    """Give the case its judge. Raises NobodyToAllot, NotAJudgeOfTheCourt, ReasonMissing."""
    draw = await _named(uow, case, choice, at) if choice.judge_id else await _drawn(uow, case, kind, choice, at, seed())
    uow.add(draw)
    by = str(choice.by) if choice.by else None
    part = Part(case_id=case.id, person_id=draw.chosen_id, role=Role.JUDGE.value, since=at, granted_by=choice.by)
    await give_part(uow, part, by=by, at=at)
    event = JudgeGiven(
        case_id=case.id,
        draw_id=draw.id,
        person_id=draw.chosen_id,
        replaced_id=draw.replaced_id,
        presides=bool(draw.presides),
        method=draw.method,
        seed=draw.seed,
        drawn_of=tuple(UUID(person) for person, _ in draw.weights),
        weights=tuple(weight for _, weight in draw.weights),
    )
    await append(uow, event, by=by, at=at)
    return draw


async def presided(uow: UnitOfWork, case_id: UUID, judge_id: UUID) -> bool | None:
    """Whether this judge presides over the panel of a case; None where there is no panel."""
    draws = [row for row in await draws_of(uow, case_id) if row.chosen_id == judge_id]
    return draws[0].presides if draws else None


async def _named(uow: UnitOfWork, case: Case, choice: Choice, at: datetime) -> Draw:
    if choice.judge_id not in await judges_of(uow, case.court_id):
        raise NotAJudgeOfTheCourt()
    if not choice.reason:
        raise ReasonMissing()
    return Draw(
        case_id=case.id,
        chosen_id=choice.judge_id,
        replaced_id=choice.replaced_id,
        presides=choice.presides,
        weights=[],
        left_out=[],
        chosen_by=choice.by,
        reason=choice.reason,
        at=at,
    )


async def _drawn(uow: UnitOfWork, case: Case, kind: CaseType, choice: Choice, at: datetime, seed: str) -> Draw:
    candidates = await candidates_for(uow, kind, case.id, at, replaced=choice.replaced_id, index=choice.index)
    made = allot(candidates, Method(kind.method), seed)
    return Draw(
        case_id=case.id,
        chosen_id=made.chosen,
        replaced_id=choice.replaced_id,
        presides=choice.presides,
        method=made.method.value,
        seed=made.seed,
        weights=[[str(person), weight] for person, weight in made.weights],
        left_out=[[str(person), sorted(bars)] for person, bars in made.left_out],
        reason=choice.reason,
        at=at,
    )
