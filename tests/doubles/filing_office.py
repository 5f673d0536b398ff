"""A court with one case, its people, and every act of filing over real storage and the real check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from app.auth.models import Account, Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court, Part
from app.cases.terms import Level
from app.db.database import Database
from app.db.outbox import Relay
from app.filings.actions import CHECK, Filings, filings
from app.filings.commands import Accept, Decision, FilingPayload
from app.filings.models import Filing
from app.filings.queries import filing_of, filing_view
from app.filings.terms import FilingType
from app.filings.views import FilingView, ReceiptView
from app.kernel.clock import Clock
from app.keys.file import FileKeys
from app.keys.port import Purpose
from app.pdf.port import PdfTools
from app.storage.disk import DiskStorage
from app.storage.port import Storage
from tests import builders
from tests.doubles.pdfs import pdf
from tests.doubles.streams import stream

CONSEQUENCES: Mapping[str, tuple[str, ...]] = {"documents.received": (CHECK,)}
PROTECTED_NAME = "Mirela Voskanova"
CAST = ("judge", "prosecutor", "defence_counsel", "accused", "victim", "victim_counsel")
CLEAN = pdf("The court is asked to hear the expert by video.")


@dataclass(slots=True)
class Office:
    """The acts, and shortcuts through them; `relay.drain()` lets the outbox do what is due."""

    database: Database
    clock: Clock
    storage: Storage
    acts: Filings
    relay: Relay
    court: Court
    case: Case
    people: dict[str, Person] = field(default_factory=dict)

    def principal(self, key: str) -> Principal:
        """Clerks, judges, and everybody else as counsel."""
        if key in {"clerk", "second_clerk"}:
            return Principal(self.people[key].id, Desk.clerk, self.court.id)
        if key == "judge":
            return Principal(self.people[key].id, Desk.judge, self.court.id)
        return Principal(self.people[key].id, Desk.counsel)

    @property
    def lawyer(self) -> Principal:
        return self.principal("prosecutor")

    @property
    def clerk(self) -> Principal:
        return self.principal("clerk")

    def payload(
        self, *documents: UUID, title: str = "Motion to hear the expert", level: str = "public"
    ) -> FilingPayload:
        return FilingPayload(
            case_id=self.case.id, type=FilingType.motion, title=title, level=Level(level), documents=list(documents)
        )

    async def upload(
        self,
        content: bytes = CLEAN,
        name: str = "motion.pdf",
        filing_id: UUID | None = None,
        by: Principal | None = None,
    ) -> UUID:
        """A document that has arrived completely, not checked yet."""
        by = by or self.lawyer
        case_id = None if filing_id else self.case.id
        view = await self.acts.uploads.create(by, name, len(content), case_id=case_id, filing_id=filing_id)
        if content:
            view = await self.acts.uploads.append(by, view.id, 0, stream(content))
        assert view.document_id is not None
        return view.document_id

    async def draft(self, content: bytes = CLEAN, *, checked: bool = True, **given: str) -> FilingView:
        """A draft with one document."""
        document = await self.upload(content)
        if checked:
            await self.relay.drain()
        return await self.acts.drafts.begin(self.lawyer, self.payload(document, **given))

    async def filed(self, content: bytes = CLEAN, *, checked: bool = True, **given: str) -> ReceiptView:
        """A filing the court has."""
        draft = await self.draft(content, checked=checked, **given)
        return await self.acts.submissions.submit(self.lawyer, draft.id, uuid4().hex)

    async def decide(self, filing_id: UUID, decision: Decision, by: Principal | None = None) -> FilingView:
        return await self.acts.reviews.decide(by or self.clerk, filing_id, decision, uuid4().hex)

    async def docketed(self, content: bytes = CLEAN, **given: str) -> FilingView:
        """A filing that is on the docket."""
        receipt = await self.filed(content, checked=True, **given)
        await self.decide(receipt.filing_id, Accept(at_once=True))
        await self.relay.drain()
        return await self.view(receipt.filing_id)

    async def view(self, filing_id: UUID, by: Principal | None = None) -> FilingView:
        """The filing as its filer, or somebody else, sees it now."""
        async with self.database.read() as reader:
            return await filing_view(reader, await filing_of(reader, filing_id, by or self.lawyer))

    async def row(self, filing_id: UUID) -> Filing:
        async with self.database.read() as reader:
            row = await reader.get(Filing, filing_id)
        assert row is not None
        return row


def storage_in(folder: Path) -> DiskStorage:
    """A storage on disk with keys of its own, the same ones when opened again."""
    return DiskStorage(folder / "blobs", FileKeys(folder / "root.json").domain(Purpose.COURT))


def office_over(
    database: Database, storage: Storage, pdf_tools: PdfTools, clock: Clock, court: Court, case: Case
) -> Office:
    """The acts over these parts; people come from `open_office`."""
    acts = filings(database, storage, pdf_tools, clock, upload_limit=5_000_000)
    return Office(database, clock, storage, acts, Relay(database, acts.handlers, clock), court, case)


async def open_office(database: Database, storage: Storage, pdf_tools: PdfTools, clock: Clock) -> Office:
    """A court, a public case with everybody in it, two clerks, a stranger; counsel have accounts."""
    database.consequences = CONSEQUENCES
    court = builders.court()
    case = builders.case(court.id)
    made = office_over(database, storage, pdf_tools, clock, court, case)
    async with database.begin() as uow:
        uow.add(court)
        await uow.flush()
        uow.add(case)
        for key in ("clerk", "second_clerk", "stranger", *CAST):
            made.people[key] = builders.person(PROTECTED_NAME if key == "victim" else f"Name of {key}")
        uow.add(*made.people.values())
        await uow.flush()
        for key in CAST:
            uow.add(_part(made, key))
        uow.add(*(_account(made, key) for key in ("clerk", "prosecutor", "defence_counsel", "victim_counsel")))
    return made


def _part(office: Office, key: str) -> Part:
    serves = {"victim_counsel": "victim", "defence_counsel": "accused"}.get(key)
    return builders.part(
        office.case.id,
        office.people[key].id,
        key,
        for_person_id=office.people[serves].id if serves else None,
        pseudonym="K7" if key == "victim" else None,
    )


def _account(office: Office, key: str) -> Account:
    person_id = office.people[key].id
    desk, court_id = (Desk.clerk, office.court.id) if key == "clerk" else (Desk.counsel, None)
    return Account(
        person_id=person_id, email_index=person_id.bytes, desk=desk.value, court_id=court_id, password_hash="-"
    )
