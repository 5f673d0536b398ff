"""A court with one case and a panel of three judges, over a real database, real storage and real keys."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from app.auth.models import Account, Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, Court
from app.cases.terms import Level
from app.db.acting import system
from app.db.database import Database
from app.documents.models import Document
from app.kernel.clock import Clock
from app.keys.file import FileKeys
from app.keys.port import Purpose
from app.orders.actions import Motions, Orders, OrderSignatures, Templates
from app.orders.commands import AnswerOrder, BeginOrder, ChangeOrder, FreeField, PutToPanel, WriteTemplate
from app.orders.models import CourtOrder
from app.orders.steps import CourtSeal
from app.orders.terms import OrderState
from app.storage.disk import DiskStorage
from tests import builders

CAST = {
    "judge": "judge",
    "second": "judge",
    "third": "judge",
    "prosecutor": "prosecutor",
    "counsel": "defence_counsel",
    "accused": "accused",
    "victim": "victim",
}
NAMES = {"victim": "Mirela Voskanova", "accused": "Viktor Sarn", "judge": "Elena Ruiz"}
WORDS = "In {{case_number}} the court orders {{accused}} to pay {{sum}} to {{injured}}.\n\n{{judges}}"


@dataclass(slots=True)
class Bench:
    """The acts, the people, and shortcuts."""

    database: Database
    clock: Clock
    storage: DiskStorage
    seal: CourtSeal
    court: Court
    case: Case
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def orders(self) -> Orders:
        return Orders(self.database, self.clock)

    @property
    def motions(self) -> Motions:
        return Motions(self.database, self.clock)

    @property
    def templates(self) -> Templates:
        return Templates(self.database, self.clock)

    @property
    def signatures(self) -> OrderSignatures:
        return OrderSignatures(self.database, self.storage, self.seal, self.clock)

    def principal(self, key: str) -> Principal:
        """Somebody who proved a moment ago who they are."""
        desk = {"administrator": Desk.administrator, "clerk": Desk.clerk}.get(key, Desk.counsel)
        desk = Desk.judge if CAST.get(key) == "judge" else desk
        court_id = self.court.id if desk in {Desk.judge, Desk.clerk} else None
        return replace(Principal(self.people[key].id, desk, court_id), proved_at=self.clock.now())

    async def template(self, words: str = WORDS) -> UUID:
        """A template with one field of its own."""
        written = WriteTemplate(name="Compensation", words=words, free=(FreeField(name="sum", label="Sum"),))
        return await self.templates.write(self.court.id, written, by=self.principal("administrator"))

    async def draft(
        self, words: str = "The motion is granted.", level: Level = Level.public, *, template_id: UUID | None = None
    ) -> UUID:
        """A draft that says these words, or those of a template."""
        begun = BeginOrder(title="Order on the motion", level=level, template_id=template_id)
        order_id = await self.orders.begin(self.case.id, begun, by=self.principal("judge"))
        if template_id is None:
            await self.change(order_id, words=words)
        return order_id

    async def change(self, order_id: UUID, **said: object) -> None:
        row = await self.row(order_id)
        fields: dict[str, object] = {"version": row.version, "title": row.title, "level": row.level, "words": ""}
        await self.orders.change(order_id, ChangeOrder.model_validate(fields | said), by=self.principal("judge"))

    async def put(self, order_id: UUID) -> None:
        command = PutToPanel(version=(await self.row(order_id)).version)
        await self.orders.put_to_panel(order_id, command, by=self.principal("judge"))

    async def answer(self, order_id: UUID, who: str, *, agrees: bool = True, reasons: str = "") -> OrderState:
        said = AnswerOrder(sha256=(await self.row(order_id)).sha256 or "0" * 64, agrees=agrees, reasons=reasons)
        return await self.signatures.answer(order_id, said, by=self.principal(who))

    async def row(self, order_id: UUID) -> CourtOrder:
        async with self.database.read() as reader:
            found = await reader.get(CourtOrder, order_id)
        assert found is not None
        return found

    async def pdf(self, order_id: UUID) -> bytes:
        """The document of an order that is made."""
        async with self.database.read() as reader:
            wanted = select(Document).join(CourtOrder, CourtOrder.document_id == Document.id)  # type: ignore[arg-type]
            row = await reader.first(wanted.where(CourtOrder.id == order_id))
        assert row is not None
        return b"".join([part async for part in self.storage.read(row.blob, row.wrapped_key)])


async def open_bench(database: Database, clock: Clock, folder: Path) -> AsyncIterator[Bench]:
    """The court, its case and its people."""
    keys = FileKeys(folder / "keys" / "root.json")
    storage = DiskStorage(folder / "blobs", keys.domain(Purpose.COURT))
    court = builders.court()
    people = {key: builders.person(NAMES.get(key, f"Name of {key}")) for key in (*CAST, "clerk", "administrator")}
    with system():
        async with database.begin() as uow:
            uow.add(court, *people.values())
            await uow.flush()
            case = builders.case(court.id)
            uow.add(case)
            await uow.flush()
            for key, role in CAST.items():
                serves = people["accused"].id if key == "counsel" else None
                pseudonym = "K7" if key == "victim" else None
                uow.add(
                    builders.part(case.id, people[key].id, role, for_person_id=serves, pseudonym=pseudonym),
                    Account(
                        person_id=people[key].id, email_index=people[key].id.bytes, desk="counsel", password_hash="-"
                    ),
                )
                await uow.flush()
        yield Bench(database, clock, storage, CourtSeal(keys, None, production=False), court, case, people)
