"""A court office of each kind of database with a cash desk: the acts of money over the acts of filing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.auth.views import Principal
from app.cases.models.fees import Charge, FeeAccount, FeeRate
from app.db.database import Database
from app.filings.commands import FilingPayload
from app.filings.terms import WaiverGround
from app.kernel.clock import SettableClock
from app.paper.actions.cash import CashDays
from app.paper.actions.fees import Fees
from app.paper.actions.statements import Statements
from app.paper.commands import TakeCash
from app.paper.queries.fees import charge_view
from app.paper.views import ChargeView, ReceiptRef
from app.payments.transfer import BankTransfer
from app.pdf.port import PdfTools
from app.pdf.sandboxed import JOBS, SandboxedPdfTools
from app.sandbox.forked import ForkedSandbox
from tests.doubles.filing_office import Office, open_office, storage_in

CENTS = 4_500


@dataclass(slots=True)
class CashDesk:
    """The acts, and shortcuts through them."""

    office: Office
    fees: Fees
    days: CashDays
    statements: Statements

    @property
    def clerk(self) -> Principal:
        return self.office.clerk

    @property
    def colleague(self) -> Principal:
        return self.office.principal("second_clerk")

    @property
    def payer(self) -> Principal:
        return self.office.lawyer

    async def charged(self, waiver: WaiverGround | None = None) -> UUID:
        """The fee of a motion that was just filed."""
        draft = await self.office.draft()
        document = draft.documents[0].id
        payload = self.office.payload(document)
        changed = FilingPayload(**payload.model_dump() | {"fee_waiver": waiver})
        receipt = await self.office.acts.submissions.submit(self.payer, draft.id, uuid4().hex, changed)
        async with self.office.database.read() as reader:
            row = await reader.first(select(Charge).where(Charge.filing_id == receipt.filing_id))
        assert row is not None
        return row.id

    async def paid(self, charge_id: UUID, cents: int = CENTS, key: str = "") -> ReceiptRef:
        return await self.fees.take_cash(charge_id, TakeCash(cents=cents), by=self.clerk, key=key or uuid4().hex)

    async def view(self, charge_id: UUID, by: Principal | None = None) -> ChargeView:
        async with self.office.database.read() as reader:
            return await charge_view(reader, charge_id, by or self.clerk)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[ForkedSandbox]:
    made = ForkedSandbox([JOBS])
    yield made
    made.close()


@pytest.fixture
def tools(sandbox: ForkedSandbox) -> PdfTools:
    return SandboxedPdfTools(sandbox)


@pytest.fixture
async def desk(database: Database, tools: PdfTools, clock: SettableClock, tmp_path: Path) -> CashDesk:
    office = await open_office(database, storage_in(tmp_path), tools, clock)
    async with database.begin() as uow:
        uow.add(FeeAccount(court_id=office.court.id, currency="EUR", payee="Court", iban="AT611904300234573201"))
        uow.add(
            FeeRate(
                court_id=office.court.id,
                what="filing:motion",
                cents=CENTS,
                since=date(2026, 1, 1),
                set_at=clock.now(),
                set_by=office.people["clerk"].id,
            )
        )
    bank = BankTransfer()
    return CashDesk(office, Fees(database, bank, clock), CashDays(database, clock), Statements(database, bank, clock))
