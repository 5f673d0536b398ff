"""A judge's draft of an order: begun, changed, looked at as a document, put to the panel, taken back, withdrawn."""

import asyncio
import json
from uuid import UUID

from app.audit.disclosure import Disclosed
from app.audit.log import append
from app.auth.views import Principal
from app.cases.models import Case
from app.cases.queries import case_file
from app.cases.terms import Act
from app.db.database import Database, Reader
from app.kernel.clock import Clock
from app.kernel.protected import Protected
from app.language.i18n import translate
from app.orders.commands import BeginOrder, ChangeOrder, EndDraft, PutToPanel
from app.orders.errors import (
    MotionDecided,
    MotionNotFound,
    NoPanel,
    NotOnThePanel,
    OnlyTheBenchWrites,
    OrderStepNotOpen,
    OutcomeMissing,
)
from app.orders.events import OrderBegun, OrderNotMade, OrderPreviewed, OrderPutToPanel, OrderTakenBack
from app.orders.models import CourtOrder, OrderSignature
from app.orders.queries import bundle_of, on_bench, template_row, version_of
from app.orders.queries.motions import motion_of
from app.orders.rules.panel import moved
from app.orders.rules.paper import OrderPaper, paper
from app.orders.steps import digest, held_order, put_into_words
from app.orders.terms import Answer, OrderState
from app.pdf.writer import write


class Orders:
    """What the judges of a case do with an order until it is signed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def begin(self, case_id: UUID, command: BeginOrder, *, by: Principal) -> UUID:
        """A draft that the judges of the case see alone; gives its id.

        Raises CaseNotFound, OnlyTheBenchWrites, TemplateNotFound, OutcomeMissing, MotionNotFound, MotionDecided.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_file(uow, case_id, by)
            if not file.may(Act.write_order):
                raise OnlyTheBenchWrites()
            by = file.acting(by, Act.write_order)
            await _check_motion(uow, command, case_id, by)
            template = await template_row(uow, file.court.id, command.template_id) if command.template_id else None
            version = await version_of(uow, template) if template else None
            under = (f"case:{case_id}",)
            row = CourtOrder(
                case_id=case_id,
                template_version_id=version.id if version else None,
                motion_id=command.motion_id,
                outcome=command.outcome.value if command.outcome else None,
                state=OrderState.draft.value,
                title=command.title,
                level=command.level.value,
                words=Protected(version.words if version else "", under),
                field_values=Protected("{}", under),
                begun_by=by.person_id,
                begun_at=at,
                changed_at=at,
            )
            uow.add(row)
            await uow.flush()
            event = OrderBegun(case_id=case_id, order_id=row.id, template_id=command.template_id)
            await append(uow, event, by=by.by, at=at)
        return row.id

    async def change(self, order_id: UUID, command: ChangeOrder, *, by: Principal) -> int:
        """Keep what the draft says now; gives its version. What is wrong is said when it is looked at or put up.

        Raises OrderUnknown, OnlyTheBenchWrites, OrderChangedMeanwhile, OrderStepNotOpen.
        """
        async with self._database.begin() as uow:
            order = (await held_order(uow, order_id, command.version, by)).order
            if order.state != OrderState.draft:
                raise OrderStepNotOpen(state=order.state)
            under = (f"case:{order.case_id}",)
            order.title, order.level, order.not_meant = command.title, command.level.value, command.not_meant
            order.words = Protected(command.words.replace("\r\n", "\n"), under)
            order.field_values = Protected(json.dumps(command.values, ensure_ascii=False), under)
            order.changed_at = self._clock.now()
            await uow.flush()
            return order.version

    async def preview(self, order_id: UUID, said: ChangeOrder | None = None, *, by: Principal) -> Disclosed[bytes]:
        """The draft as it would look, as a PDF; `said`: as it would with these words, which are not kept.

        Raises OrderUnknown, OnlyTheBenchWrites, and what `put_into_words` raises.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            bundle = await bundle_of(uow, order_id, by)
            if not bundle.bench:
                raise OnlyTheBenchWrites()
            file, order = bundle.file, _as_said(bundle.order, said) if said else bundle.order
            worded = await put_into_words(uow, order, file, at, lambda words: translate(words, file.court.language))
            await append(uow, OrderPreviewed(case_id=order.case_id, order_id=order_id), by=by.by, at=at)
        shown = OrderPaper(
            court=file.court.name,
            zone=file.court.zone,
            language=file.court.language,
            case_number=file.case.number,
            number=None,
            title=order.title,
            text=worded.text,
        )
        return Disclosed(await asyncio.to_thread(lambda: write(paper(shown))))

    async def put_to_panel(self, order_id: UUID, command: PutToPanel, *, by: Principal) -> None:
        """Let its words stand and ask every judge of the case to answer.

        Raises OrderUnknown, OnlyTheBenchWrites, OrderChangedMeanwhile, OrderStepNotOpen, NoPanel, NotOnThePanel, and
        what `put_into_words` raises.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            bundle = await held_order(uow, order_id, command.version, by)
            order, file = bundle.order, bundle.file
            order.state = moved(order.state, OrderState.signing).value
            panel = await on_bench(uow, order.case_id)
            order.presiding_id = _presiding(panel, command.presiding_id, by)
            worded = await put_into_words(uow, order, file, at, lambda words: translate(words, file.court.language))
            order.text = Protected(worded.text, (f"case:{order.case_id}",))
            order.sha256 = digest(order, file.case.number, worded.text, panel)
            order.changed_at = at
            await uow.flush()
            uow.add(*(OrderSignature(order_id=order.id, person_id=one, answer=Answer.waiting.value) for one in panel))
            event = OrderPutToPanel(
                case_id=order.case_id,
                order_id=order.id,
                sha256=order.sha256,
                panel=tuple(panel),
                presiding_id=order.presiding_id,
            )
            await append(uow, event, by=by.by, at=at)

    async def take_back(self, order_id: UUID, command: EndDraft, *, by: Principal) -> None:
        """Make it a draft again; every signature so far counts for nothing.

        Raises OrderUnknown, OnlyTheBenchWrites, OrderChangedMeanwhile, OrderStepNotOpen.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            bundle = await held_order(uow, order_id, command.version, by)
            order = bundle.order
            order.state = moved(order.state, OrderState.draft).value
            order.text, order.sha256, order.presiding_id, order.changed_at = None, None, None, at
            for row in bundle.signatures:
                await uow.delete(row)
            await append(uow, OrderTakenBack(case_id=order.case_id, order_id=order.id), by=by.by, at=at)

    async def withdraw(self, order_id: UUID, command: EndDraft, *, by: Principal) -> None:
        """End it before it is made; it stays with the bench.

        Raises OrderUnknown, OnlyTheBenchWrites, OrderChangedMeanwhile, OrderStepNotOpen.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            order = (await held_order(uow, order_id, command.version, by)).order
            await uow.lock(Case, order.case_id)
            order.state = moved(order.state, OrderState.withdrawn).value
            order.ended_at = order.changed_at = at
            event = OrderNotMade(case_id=order.case_id, order_id=order.id, state=order.state)
            await append(uow, event, by=by.by, at=at)


async def _check_motion(reader: Reader, command: BeginOrder, case_id: UUID, by: Principal) -> None:
    """An order on a motion says how it decides one of this case that nobody has decided."""
    if command.motion_id is None:
        return
    if command.outcome is None:
        raise OutcomeMissing()
    motion = await motion_of(reader, command.motion_id, by)
    if motion.file.case.id != case_id:
        raise MotionNotFound()
    if motion.decided:
        raise MotionDecided()


def _as_said(order: CourtOrder, said: ChangeOrder) -> CourtOrder:
    """The draft with other words, for a look at it; no row."""
    return CourtOrder(
        **order.model_dump(include={"case_id", "template_version_id", "state", "begun_by", "begun_at", "changed_at"}),
        title=said.title,
        level=said.level.value,
        not_meant=said.not_meant,
        words=Protected(said.words.replace("\r\n", "\n")),
        field_values=Protected(json.dumps(said.values, ensure_ascii=False)),
    )


def _presiding(panel: list[UUID], wanted: UUID | None, by: Principal) -> UUID:
    """Who presides: the judge named, or whoever asks, or the first of the panel."""
    if not panel:
        raise NoPanel()
    if wanted is not None and wanted not in panel:
        raise NotOnThePanel()
    return wanted or (by.person_id if by.person_id in panel else panel[0])
