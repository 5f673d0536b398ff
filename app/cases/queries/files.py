"""One case with everything that decides who may do what in it, for one person at one moment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import Case, CaseAlias, Court, DocketEntry, Grant, Part, SealName
from app.cases.queries.actors import actor_of, live
from app.cases.queries.scope import visible_to
from app.cases.rules import FROM_PARTS, Actor, Held, Right, Sealed, Thing, may, right_to, rights_to
from app.cases.terms import Act, Level, Relation
from app.cases.terms.moves import CaseState
from app.cases.views import CaseView
from app.db.database import Reader
from app.documents.models import Document


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its court and what decides what the asking person may do in it.

    `names`: whom orders name, by the thing they are named to. `granted`: documents that grants name, by the
    entry they are in.
    """

    case: Case
    court: Court
    actor: Actor
    held: tuple[Held, ...] = ()
    names: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    granted: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

    def may(self, act: Act, thing: Thing | None = None) -> bool:
        """Whether this person may do this with the case, or with a thing in it."""
        return may(self.actor, act, thing or self.thing)

    def right(self, act: Act, thing: Thing | None = None) -> Right | None:
        """In whose right they may, and by which relation."""
        return right_to(self.actor, act, thing or self.thing)

    def in_place_of(self, act: Act) -> tuple[UUID, ...]:
        """Everybody in whose place this person may do this with the case now."""
        rights = rights_to(self.actor, act, self.thing)
        return tuple(right.for_person_id for right in rights if right.for_person_id is not None)

    def acting(self, principal: Principal, act: Act, thing: Thing | None = None) -> Principal:
        """The same person, marked with whom they act for in this act."""
        right = self.right(act, thing)
        return replace(principal, for_person_id=right.for_person_id if right else None)

    @property
    def thing(self) -> Thing:
        """The case itself, as the table of access sees it."""
        return self.inside((), None, None)

    def entry(self, row: DocketEntry) -> Thing:
        """One entry of its docket."""
        return self.inside((self._sealed(row),), row.filer_id, row.side_id, self.granted.get(row.id, frozenset()))

    def document(self, row: Document, entry: DocketEntry) -> Thing:
        """One document of an entry."""
        return self.inside((self._sealed(entry), self._sealed(row)), entry.filer_id, entry.side_id, {row.id})

    def inside(
        self,
        seals: Collection[Sealed],
        filer_id: UUID | None,
        side_id: UUID | None,
        documents: Collection[UUID] = (),
    ) -> Thing:
        """Something in the case under these seals, filed by this person for this side."""
        return Thing(
            self.case.id,
            self.case.court_id,
            self.case.unit_id,
            (self._sealed(self.case), *seals),
            self.held,
            filer_id,
            side_id,
            frozenset(documents),
            self.case.state == CaseState.archived,
        )

    def view(self) -> CaseView:
        """The case as JSON and pages show it."""
        fields = self.case.model_dump(include={"id", "number", "matter", "about", "level", "opened_at"})
        return CaseView(**fields, court=self.court.name, zone=self.court.zone)

    def _sealed(self, row: Case | DocketEntry | Document) -> Sealed:
        return Sealed(Level(row.level), self.names.get(row.id, frozenset()))


async def open_file(reader: Reader, case_id: UUID, principal: Principal | None) -> CaseFile:
    """The case with what decides about it, whoever asks; raises CaseNotFound when there is none."""
    case = await reader.get(Case, case_id)
    if case is None:
        raise CaseNotFound()
    court = await reader.get(Court, case.court_id)
    assert court is not None
    held = await held_in(reader, case_id)
    return CaseFile(
        case=case,
        court=court,
        actor=await actor_of(reader, principal),
        held=held,
        names=await _names(reader, case_id),
        granted=await _granted(reader, held),
    )


async def case_file(reader: Reader, case_id: UUID, principal: Principal | None, act: Act = Act.know) -> CaseFile:
    """The case, if this person may know of it, or do this with it; raises CaseNotFound otherwise."""
    file = await open_file(reader, case_id, principal)
    if not file.may(act):
        raise CaseNotFound()
    return file


async def case_by_number(reader: Reader, number: str, principal: Principal | None) -> CaseFile:
    """The same, by the number people use. What they may not know of is asked for like what is not there."""
    scope = visible_to(await actor_of(reader, principal))
    wanted = select(Case.id).where(Case.number == number, scope.cases(Act.know))
    found = await reader.first(wanted.params(scope.values))
    if found is None:
        former = select(Case.id).join(CaseAlias, col(CaseAlias.case_id) == col(Case.id))
        former = former.where(CaseAlias.number == number, scope.cases(Act.know)).order_by(col(CaseAlias.since).desc())
        found = await reader.first(former.params(scope.values))
    if found is None:
        raise CaseNotFound()
    return await case_file(reader, found, principal)


async def held_in(reader: Reader, case_id: UUID) -> tuple[Held, ...]:
    """Every relation anybody ever had to a case by a part, a grant or an order that names them."""
    parts = await reader.all(select(Part).where(Part.case_id == case_id).order_by(col(Part.since), col(Part.id)))
    grants = await reader.all(select(Grant).where(Grant.case_id == case_id).order_by(col(Grant.id)))
    names = await reader.all(select(SealName).where(SealName.case_id == case_id).order_by(col(SealName.id)))
    return (
        *(held_by_part(row) for row in parts if row.role in _GIVEN_BY_PART),
        *(held_by_grant(row) for row in grants),
        *(Held(row.person_id, Relation.named, row.since, row.until) for row in names),
    )


def held_by_part(row: Part) -> Held:
    """The relation a part gives."""
    return Held(
        row.person_id,
        Relation(row.role),
        row.since,
        row.until,
        suspended=row.suspended_at is not None,
        for_person_id=row.for_person_id,
    )


def held_by_grant(row: Grant) -> Held:
    """The relation a grant gives."""
    return Held(
        row.person_id,
        Relation(row.kind),
        row.since,
        row.until,
        for_person_id=row.for_person_id,
        document_id=row.document_id,
    )


_GIVEN_BY_PART = frozenset(relation.value for relation in FROM_PARTS)


async def _names(reader: Reader, case_id: UUID) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, frozenset[UUID]] = {}
    rows = select(SealName).where(SealName.case_id == case_id, *live(SealName, reader.at))
    for row in await reader.all(rows):
        found[row.thing_id] = found.get(row.thing_id, frozenset()) | {row.person_id}
    return found


async def _granted(reader: Reader, held: Collection[Held]) -> dict[UUID, frozenset[UUID]]:
    wanted = {one.document_id for one in held if one.document_id is not None}
    found: dict[UUID, frozenset[UUID]] = {}
    if not wanted:
        return found
    rows = select(Document.id, Document.entry_id).where(
        col(Document.id).in_(wanted), col(Document.entry_id).is_not(None)
    )
    for document_id, entry_id in await reader.rows(rows):
        found[entry_id] = found.get(entry_id, frozenset()) | {document_id}
    return found
