"""Who may see a case, and why: for the court everybody, for everybody else their own relation, names by label."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.views import Principal
from app.cases.queries import CaseFile, CasePeople, case_file, case_people, docket
from app.cases.queries.access import (
    Access,
    Notice,
    SealRow,
    access_to,
    names_by_id,
    notices_waiting,
    numbers_of_entries,
    seals_on,
)
from app.cases.terms import (
    LEVEL_WORDS,
    NOTICE_WORDS,
    READS_WORDS,
    RELATION_WORDS,
    STAND_IN_WORDS,
    Act,
    GrantKind,
    Level,
    NoticeKind,
    Relation,
)
from app.cases.views import CaseView
from app.db.database import Reader
from app.filings.queries import documents_on_docket
from app.kernel.errors import N_
from app.kernel.protected import Protected
from app.protection.labels import Named, label_for
from app.protection.terms import Attendee, Person, Role

Translate = Callable[[str], str]


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class AccessView(_View):
    """One person's relation to the case. `reads`: up to which seal, in words; `entry`: only what is in this one.

    `source`: part, grant, name or stand_in; `me`: it is the reader's own.
    """

    id: UUID
    name: str
    relation: Relation
    relation_words: str
    reads: str
    reason: str
    since: datetime
    until: datetime | None
    granted_by: str
    order_ref: str | None
    entry: int | None
    on_behalf_of: str
    suspended: bool
    source: str
    me: bool


class NoticeView(_View):
    """What counsel told the court and waits for an answer."""

    id: UUID
    name: str
    kind: NoticeKind
    kind_words: str
    role_words: str
    given_at: datetime


class SealView(_View):
    """A seal that stands. `entry`: the number of the entry, null for the whole case."""

    id: UUID
    thing: str
    thing_id: UUID
    entry: int | None
    level: Level
    level_words: str
    before_words: str
    provisional: bool
    reason: str
    order_ref: str | None
    sealed_by: str
    since: datetime


class CaseAccessView(_View):
    """Who may see the case. For the court everybody, with notices and seals; for others their own relation."""

    case: CaseView
    everybody: bool
    people: list[AccessView]
    notices: list[NoticeView]
    seals: list[SealView]


@dataclass(frozen=True, slots=True)
class AccessDesk:
    """The page. `clients`, `parties`, `things`, `documents`, `counsel`: what its forms offer, (id, words)."""

    access: CaseAccessView
    judges: bool
    gives: bool
    may_ask_leave: bool
    people: list[tuple[str, str]]
    counsel: list[tuple[str, str]]
    things: list[tuple[str, str]]
    documents: list[tuple[str, str]]


async def access_desk(
    reader: Reader, case_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> AccessDesk:
    """The page of who may see a case, with what its forms offer; raises CaseNotFound."""
    file = await case_file(reader, case_id, principal)
    access = await case_access(reader, case_id, principal, at, translate)
    gives = file.may(Act.give_access)
    people = await case_people(reader, file.case)
    things, documents = await _things(reader, file, translate) if gives else ([], [])
    return AccessDesk(
        access=access,
        judges=file.may(Act.unseal),
        gives=gives,
        may_ask_leave=file.may(Act.ask_leave),
        people=_offered(people, principal, at, translate) if gives else [],
        counsel=[(str(one.id), one.name) for one in access.people if _is_counsel(one)] if gives else [],
        things=things,
        documents=documents,
    )


async def case_access(
    reader: Reader, case_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> CaseAccessView:
    """Who may see a case, as far as this reader may know; raises CaseNotFound."""
    file = await case_file(reader, case_id, principal)
    everybody = file.may(Act.see_access)
    rows = await access_to(reader, case_id)
    mine = {principal.person_id, *(stand.person_id for stand in file.actor.others)}
    shown = rows if everybody else [row for row in rows if row.person_id in mine]
    notices = await notices_waiting(reader, case_id) if everybody else []
    seals = await seals_on(reader, case_id) if everybody else []
    ids = {one for row in shown for one in (row.person_id, row.granted_by, row.for_person_id) if one}
    ids |= {notice.person_id for notice in notices} | {seal.sealed_by for seal in seals}
    words = _Words(
        await case_people(reader, file.case), principal, at, translate, await names_by_id(reader, ids), everybody
    )
    places = await numbers_of_entries(reader, _things_of(shown) | {seal.thing_id for seal in seals})
    return CaseAccessView(
        case=file.view(),
        everybody=everybody,
        people=[_access(row, words, places, principal) for row in shown],
        notices=[_notice(row, words) for row in notices],
        seals=[_seal(row, words, places) for row in seals],
    )


@dataclass(frozen=True, slots=True)
class _Words:
    people: CasePeople
    principal: Principal
    at: datetime
    say: Translate
    names: dict[UUID, Protected[str]]
    everybody: bool

    def of(self, person_id: UUID | None, role: Role = Role.PUBLIC) -> str:
        """The label this reader may read; those with no part in the case are known to the court alone."""
        if person_id is None:
            return ""
        viewer = self.people.viewer(self.principal)
        if person_id in self.people.people:
            return self.people.label(viewer, person_id, self.at, self.say).words
        if not self.everybody and person_id != self.principal.person_id:
            return self.say(N_("The court"))
        named = Named(Attendee(Person(person_id, role)), self.names[person_id])
        return label_for(viewer, named, self.people.place(self.at), self.say).words


def _access(row: Access, words: _Words, places: dict[UUID, int | None], principal: Principal) -> AccessView:
    say = words.say
    return AccessView(
        id=row.row_id,
        name=words.of(row.person_id),
        relation=row.relation,
        relation_words=say(STAND_IN_WORDS[row.acts_as] if row.acts_as else RELATION_WORDS[row.relation]),
        reads=say(READS_WORDS[row.up_to]) if row.up_to else say(N_("Nothing of the file")),
        reason=row.purpose or say(_REASONS[row.source]),
        since=row.since,
        until=row.until,
        granted_by=words.of(row.granted_by, Role.CLERK),
        order_ref=row.order_ref,
        entry=next((places.get(one) for one in (row.document_id, row.thing_id) if one), None),
        on_behalf_of=words.of(row.for_person_id),
        suspended=row.suspended,
        source=row.source,
        me=row.person_id == principal.person_id,
    )


def _notice(row: Notice, words: _Words) -> NoticeView:
    return NoticeView(
        id=row.id,
        name=words.of(row.person_id, Role.DEFENCE_COUNSEL),
        kind=NoticeKind(row.kind),
        kind_words=words.say(NOTICE_WORDS[NoticeKind(row.kind)]),
        role_words=words.say(RELATION_WORDS[Relation(row.role)]),
        given_at=row.given_at,
    )


def _seal(row: SealRow, words: _Words, places: dict[UUID, int | None]) -> SealView:
    return SealView(
        id=row.id,
        thing=row.thing,
        thing_id=row.thing_id,
        entry=places.get(row.thing_id),
        level=Level(row.level),
        level_words=words.say(LEVEL_WORDS[Level(row.level)]),
        before_words=words.say(LEVEL_WORDS[Level(row.before)]),
        provisional=row.provisional,
        reason=row.reason,
        order_ref=row.order_ref,
        sealed_by=words.of(row.sealed_by, Role.CLERK),
        since=row.since,
    )


_REASONS = {
    "part": N_("By their part in the case"),
    "grant": N_("By leave of the court"),
    "name": N_("By the order that seals it"),
    "stand_in": N_("In the other's right"),
}


def _things_of(rows: Iterable[Access]) -> set[UUID]:
    return {one for row in rows for one in (row.document_id, row.thing_id) if one}


def _is_counsel(one: AccessView) -> bool:
    return one.source == "part" and one.relation in _COUNSEL


_COUNSEL = frozenset({Relation.prosecutor, Relation.defence_counsel, Relation.victim_counsel})
GIVEN_KINDS = (GrantKind.guest, GrantKind.press, GrantKind.advocate, GrantKind.liaison)


def _offered(people: CasePeople, principal: Principal, at: datetime, say: Translate) -> list[tuple[str, str]]:
    viewer = people.viewer(principal)
    labels = [(person_id, people.label(viewer, person_id, at, say)) for person_id in people.people]
    return [(str(person_id), f"{label.words} · {label.part}") for person_id, label in labels if not label.hidden]


async def _things(
    reader: Reader, file: CaseFile, say: Translate
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What can be sealed, as "<kind>:<id>", and the documents access can be given to."""
    entries = await docket(reader, file)
    listed = await documents_on_docket(reader, file, [entry.filing_id for entry in entries if entry.filing_id])
    things = [(f"case:{file.case.id}", say(N_("The whole case")))]
    documents: list[tuple[str, str]] = []
    for entry in entries:
        number = str(entry.number) if entry.number is not None else "–"
        things.append((f"entry:{entry.id}", say(N_("Entry %(n)s")) % {"n": number}))
        for one in listed.get(entry.filing_id, ()) if entry.filing_id else ():
            words = say(N_("Entry %(n)s, document %(m)s")) % {"n": number, "m": one.number}
            things.append((f"document:{one.id}", words))
            documents.append((str(one.id), words))
    return things, documents
