"""What the acts of access share: the case held for those who decide, people by address, things by id."""

from uuid import UUID

from app.auth.models import Account
from app.auth.queries import account_by_address
from app.auth.steps import BlindIndex
from app.auth.views import Principal
from app.cases.errors import CaseNotFound, NoSuchAccount, NotYoursToGive, ThingNotFound
from app.cases.models import Case, DocketEntry
from app.cases.queries import CaseFile, case_file
from app.cases.rules import Thing
from app.cases.terms import Act
from app.db.database import Reader, UnitOfWork
from app.documents.models import Document

Sealable = Case | DocketEntry | Document


async def case_to_decide(
    uow: UnitOfWork, case_id: UUID, by: Principal, act: Act = Act.give_access
) -> tuple[CaseFile, Principal]:
    """The case, held, for those who may do this in it, and whom they act for. Raises CaseNotFound, NotYoursToGive."""
    if await uow.get(Case, case_id) is None:
        raise CaseNotFound()
    await uow.lock(Case, case_id)  # first: what decides is read when nobody else can change it
    file = await case_file(uow, case_id, by)
    if not file.may(act):
        raise NotYoursToGive()
    return file, file.acting(by, act)


async def holder_of_address(reader: Reader, index: BlindIndex, email: str) -> Account:
    """The account with this e-mail address; raises NoSuchAccount."""
    account = await account_by_address(reader, index.blind_index(f"email:{email.strip().lower()}"))
    if account is None:
        raise NoSuchAccount()
    return account


async def thing_in(reader: Reader, file: CaseFile, kind: str, thing_id: UUID | None) -> tuple[Sealable, Thing]:
    """The case, or an entry or document on its docket, and how the table of access sees it. Raises ThingNotFound."""
    if kind == "case":
        return file.case, file.thing
    document = await reader.get(Document, thing_id) if kind == "document" and thing_id else None
    entry_id = document.entry_id if document else thing_id
    entry = await reader.get(DocketEntry, entry_id) if entry_id and (document or kind == "entry") else None
    if entry is None or entry.case_id != file.case.id:
        raise ThingNotFound()
    return (document, file.document(document, entry)) if document else (entry, file.entry(entry))
