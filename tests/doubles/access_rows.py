"""The facts of the oracle as rows of a database: a case with everything in it, and everybody at their desk."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from app.auth.models import Account
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Case, DocketEntry, Grant, Part, SealName, StandIn, Unit, UnitClerk
from app.db.database import UnitOfWork
from app.documents.models import Document
from tests import builders
from tests.builders import NOW
from tests.doubles import access_facts as facts
from tests.doubles.access_facts import ELSEWHERE, HERE, OTHER_CASE, OTHER_UNIT, UNIT, key, when
from tests.doubles.access_law import PARTS, Deputy, Fact, Matter, World


def principal(world: World, who: str | None) -> Principal | None:
    """Somebody signed in at their desk."""
    if who is None:
        return None
    office = world.offices[who]
    return Principal(key(who), Desk(office.desk), HERE if office.here else ELSEWHERE)


async def people(uow: UnitOfWork, world: World) -> None:
    """Two courts with their units, everybody with an account, and who acts for whom."""
    uow.add(builders.court(id=HERE), builders.court(id=ELSEWHERE, name="Elsewhere"))
    uow.add(*(builders.person(who, id=key(who)) for who in world.offices))
    await uow.flush()
    uow.add(Unit(id=UNIT, court_id=HERE, name="One"), Unit(id=OTHER_UNIT, court_id=HERE, name="Two"))
    uow.add(builders.case(ELSEWHERE, id=OTHER_CASE))
    for who, office in world.offices.items():
        court = HERE if office.here else ELSEWHERE
        account = Account(
            person_id=key(who), email_index=key(who).bytes, desk=office.desk, court_id=court, password_hash="none"
        )
        uow.add(account)
    await uow.flush()
    for who in world.offices:
        for unit in facts.units_of(world, who):
            uow.add(UnitClerk(unit_id=unit, person_id=key(who), since=NOW))
    uow.add(*(stand_in(deputy) for deputy in world.deputies))
    await uow.flush()


def stand_in(deputy: Deputy) -> StandIn:
    return StandIn(
        kind=deputy.kind,
        for_person_id=key(deputy.whom),
        by_person_id=key(deputy.who),
        case_id=None if deputy.here else OTHER_CASE,
        may_sign=deputy.may_sign,
        since=when(deputy.since),
        until=None if deputy.until is None else when(deputy.until),
        given_at=NOW,
    )


async def case(uow: UnitOfWork, world: World, case_id: UUID, matter: Matter) -> Case:
    """A case under the first seal of a matter, with the parts everybody has in it."""
    ((level, names),) = matter.seals[:1]
    row = builders.case(HERE, id=case_id, unit_id=UNIT, level=level)
    uow.add(row)
    await uow.flush()
    uow.add(*(part(case_id, fact) for fact in world.facts if fact.what in PARTS))
    uow.add(*_named(case_id, case_id, names))
    uow.add(*(grant(case_id, fact, None) for fact in world.facts if _is_grant(fact) and fact.document is None))
    await uow.flush()
    return row


async def entry(uow: UnitOfWork, world: World, case_id: UUID, number: int, matter: Matter) -> tuple[UUID, UUID]:
    """An entry under the second seal, holding one document under the third; their ids."""
    entry_id, document_id = uuid5(case_id, f"entry {number}"), uuid5(case_id, f"document {number}")
    level, names = matter.seals[1]
    document_level, document_names = matter.seals[2] if len(matter.seals) > 2 else ("public", frozenset[str]())
    uow.add(
        DocketEntry(
            id=entry_id,
            case_id=case_id,
            sequence=number,
            number=number,
            kind="filing",
            title="A motion",
            level=level,
            filer_id=key(matter.filer) if matter.filer else None,
            side_id=case_id if matter.client == "" else facts.side_of(matter.client),
            entered_at=NOW,
        )
    )
    await uow.flush()
    owner = key(matter.filer or next(iter(world.offices)))
    uow.add(document(case_id, document_id, entry_id, owner, document_level))
    await uow.flush()
    uow.add(*_named(case_id, entry_id, names), *_named(case_id, document_id, document_names))
    given = [fact for fact in world.facts if _is_grant(fact) and fact.document in matter.documents]
    uow.add(*(grant(case_id, fact, document_id) for fact in given))
    return entry_id, document_id


def document(case_id: UUID, document_id: UUID, entry_id: UUID | None, owner: UUID, level: str) -> Document:
    """A document of a case; nobody opens its bytes here."""
    fields = {"status": "checked", "sha256": "0" * 64, "size": 1, "blob": "none", "wrapped_key": b"none"}
    return Document(
        id=document_id,
        case_id=case_id,
        owner_id=owner,
        file_name=builders.person("a file").name,
        first_byte_at=NOW,
        received_at=NOW,
        entry_id=entry_id,
        level=level,
        **fields,
    )


def part(case_id: UUID, fact: Fact) -> Part:
    return builders.part(
        case_id,
        key(fact.who),
        fact.what,
        for_person_id=key(fact.client) if fact.client else None,
        since=when(fact.since),
        until=None if fact.until is None else when(fact.until),
        suspended_at=NOW if fact.suspended else None,
    )


def grant(case_id: UUID, fact: Fact, document_id: UUID | None) -> Grant:
    return Grant(
        case_id=case_id,
        person_id=key(fact.who),
        kind=fact.what,
        document_id=document_id,
        for_person_id=key(fact.client) if fact.client else None,
        purpose="a purpose",
        granted_by=key("the judge"),
        since=when(fact.since),
        until=None if fact.until is None else when(fact.until),
    )


def _is_grant(fact: Fact) -> bool:
    return fact.what in {"guest", "press", "advocate", "liaison", "break_glass"}


def _named(case_id: UUID, thing_id: UUID, names: Iterable[str]) -> list[SealName]:
    return [
        SealName(case_id=case_id, thing_id=thing_id, person_id=key(who), named_by=key("the judge"), since=NOW)
        for who in sorted(names)
    ]
