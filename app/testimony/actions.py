"""Asking for protection, and the judge's ruling on it. A ruling replaces the one that stood before."""

from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.auth.views import Principal
from app.cases.models import Case
from app.cases.queries import case_file, parts_of, present
from app.cases.steps import enter_on_docket
from app.cases.terms import Act, Level
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import N_
from app.kernel.protected import Protected
from app.protection.errors import OnlyAJudgeRules
from app.protection.events import ProtectionAdvanced, ProtectionRequested, ProtectionRuled
from app.protection.models import ProtectionOrder
from app.protection.queries import orders_of
from app.protection.rules.orders import BINDING, Ruling, advance, check_ruling
from app.protection.terms import OrderAct, OrderStage, Role
from app.testimony.commands import RequestProtection, RuleOnProtection
from app.testimony.errors import MayNotAsk, NotInThisCase
from app.testimony.queries import order_in_view


class Protections:
    """Requests and rulings about protecting one person in one case."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def request(self, case_id: UUID, command: RequestProtection, *, by: Principal) -> UUID:
        """Ask for protection; every party learns of the request and its public reasons."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_file(uow, case_id, by)
            right = file.right(Act.ask_protection)
            if right is None:
                raise MayNotAsk()
            by = file.acting(by, Act.ask_protection)
            if command.person_id not in {part.person_id for part in present(await parts_of(uow, case_id), at)}:
                raise NotInThisCase()
            order = ProtectionOrder(
                case_id=case_id,
                person_id=command.person_id,
                status=advance(None, OrderAct.REQUEST, Role(right.held.relation)).value,
                preset=command.preset.value,
                requested_by=by.person_id,
                requested_at=at,
                public_reason=command.public_reason,
                sealed_reason=_sealed(command.sealed_reason, case_id),
            )
            uow.add(order)
            event = ProtectionRequested(
                case_id=case_id, order_id=order.id, protected=order.person_id, preset=command.preset
            )
            await append(uow, event, by=by.by, at=at)
        return order.id

    async def rule(self, order_id: UUID, command: RuleOnProtection, *, by: Principal) -> None:
        """Grant or refuse; what is granted is in force at once and ends what it replaces."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            seen, file = await order_in_view(uow, order_id, by)
            await uow.lock(Case, seen.case_id)  # one ruling at a time decides what it replaces
            order, role = await uow.lock(ProtectionOrder, order_id), Role.JUDGE
            if not file.may(Act.rule_on_protection):
                raise OnlyAJudgeRules()
            by = file.acting(by, Act.rule_on_protection)
            if command.decision == "grant":
                check_ruling(await _ruling(uow, order, command))
            await self._hear(uow, order, command, role, by, at)
            await self._decide(uow, order, command, role, by, at)

    async def _hear(
        self,
        uow: UnitOfWork,
        order: ProtectionOrder,
        command: RuleOnProtection,
        role: Role,
        by: Principal,
        at: datetime,
    ) -> None:
        stage = OrderStage(order.status)
        if stage is OrderStage.REQUESTED:
            stage = await self._step(uow, order, stage, OrderAct.NOTIFY, role, "", by, at)
        act = OrderAct.HEAR if command.defence_heard else OrderAct.DISPENSE
        await self._step(uow, order, stage, act, role, command.dispense_reason, by, at)
        order.defence_heard = command.defence_heard

    async def _decide(
        self,
        uow: UnitOfWork,
        order: ProtectionOrder,
        command: RuleOnProtection,
        role: Role,
        by: Principal,
        at: datetime,
    ) -> None:
        act = OrderAct.GRANT if command.decision == "grant" else OrderAct.REFUSE
        stage = advance(OrderStage(order.status), act, role, command.public_reason)
        order.ruled_by, order.ruled_at = by.person_id, at
        order.legal_basis, order.public_reason = command.legal_basis, command.public_reason
        order.sealed_reason = _sealed(command.sealed_reason, order.case_id) or order.sealed_reason
        title = N_("Protection refused")
        if act is OrderAct.GRANT:
            order.preset, order.review_on = command.preset.value, command.review_on
            order.measures = command.model_dump(include={"counterbalance", "counsel_may_tell", "sole_or_decisive"})
            await self._replace_earlier(uow, order, role, command.public_reason, by, at)
            title = N_("Order on protection")
        order.status = stage.value
        event = ProtectionRuled(
            case_id=order.case_id, order_id=order.id, stage=stage, preset=command.preset, review_on=order.review_on
        )
        await append(uow, event, by=by.by, at=at)
        if act is OrderAct.GRANT:
            await self._step(uow, order, stage, OrderAct.TAKE_EFFECT, role, "", by, at)
        await enter_on_docket(
            uow, order.case_id, kind="order", title=title, level=Level.parties, by=by.by, at=at, filer_id=by.person_id
        )

    async def _replace_earlier(
        self, uow: UnitOfWork, order: ProtectionOrder, role: Role, reason: str, by: Principal, at: datetime
    ) -> None:
        for earlier in await orders_of(uow, order.case_id):
            same = earlier.person_id == order.person_id and earlier.id != order.id
            if same and OrderStage(earlier.status) in BINDING:
                await self._step(uow, earlier, OrderStage(earlier.status), OrderAct.END, role, reason, by, at)
                earlier.ended_at = at
                order.replaces_id = earlier.id

    async def _step(
        self,
        uow: UnitOfWork,
        order: ProtectionOrder,
        stage: OrderStage,
        act: OrderAct,
        role: Role,
        reason: str,
        by: Principal,
        at: datetime,
    ) -> OrderStage:
        stage = advance(stage, act, role, reason)
        order.status = stage.value
        event = ProtectionAdvanced(case_id=order.case_id, order_id=order.id, stage=stage)
        await append(uow, event, by=by.by, at=at)
        return stage


def _sealed(text: str, case_id: UUID) -> Protected[str] | None:
    return Protected(text, (f"case:{case_id}",)) if text.strip() else None


async def _ruling(uow: UnitOfWork, order: ProtectionOrder, command: RuleOnProtection) -> Ruling:
    counsel = {part.role for part in present(await parts_of(uow, order.case_id), uow.at)}
    return Ruling(
        preset=command.preset,
        legal_basis=command.legal_basis,
        public_reason=command.public_reason,
        review_on=command.review_on,
        sealed_reason=command.sealed_reason,
        counterbalance=command.counterbalance,
        counsel_may_tell=command.counsel_may_tell,
        sole_or_decisive=command.sole_or_decisive,
        adverse_party_has_counsel=Role.DEFENCE_COUNSEL.value in counsel,
    )
