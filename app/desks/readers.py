"""Who opened a document, and who looked at what concerns a person: for the court, the filer, and the person.

What judges, jurors and any party's lawyers read is their own affair: only the court is told of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.audit.disclosure import Withheld
from app.audit.events import AccessReported, ReadersShown
from app.audit.search import readings
from app.audit.views import AuditEntry
from app.auth.queries.desks import desks_of
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.queries import CasePeople, case_people, open_file
from app.cases.queries.break_glass import silence_in
from app.cases.queries.in_the_log import cases_of_person, let_in_by_emergency, roles_ever
from app.cases.terms import Act
from app.cases.views import CaseView
from app.db.database import Reader
from app.documents.errors import DocumentNotFound
from app.filings.queries.of_document import filing_of_document
from app.hearings.queries import hearing_file
from app.kernel.errors import N_
from app.protection.terms import Role

Translate = Callable[[str], str]
CONFIDENTIAL = frozenset(
    role.value for role in (Role.JUDGE, Role.JUROR, Role.PROSECUTOR, Role.DEFENCE_COUNSEL, Role.VICTIM_COUNSEL)
)
"""Whose reading only the court is told of: bench, jury and the legal team of any party."""
OF_A_DOCUMENT = ("documents.read",)
OF_A_PERSON = {
    "documents.read": N_("A document of the case"),
    "filings.read": N_("A filing in the case"),
    "sitting.minutes-read": N_("The minutes of a hearing"),
    "case.identity-revealed": N_("Your identity"),
    "case.names-read": N_("Your name"),
}
_STAFF = {
    Desk.clerk: N_("A clerk of the court"),
    Desk.judge: N_("A judge"),
    Desk.registrar: N_("A registrar"),
    Desk.auditor: N_("An auditor"),
    Desk.administrator: N_("An administrator"),
}


class ReadingView(BaseModel):
    """One reading: by whom under the label this viewer may read, when, and what."""

    model_config = ConfigDict(frozen=True)
    who: str
    part: str
    at: datetime
    what: str


class ReadersView(BaseModel):
    """The readings of one document, the newest first; `whole`: nothing is left out for anybody's confidence."""

    model_config = ConfigDict(frozen=True)
    document_id: UUID
    whole: bool
    readings: list[ReadingView]


class AccessReport(BaseModel):
    """Who looked at what concerns one person, the newest first."""

    model_config = ConfigDict(frozen=True)
    readings: list[ReadingView]


@dataclass(frozen=True, slots=True)
class ReadersDesk:
    """The page about one document."""

    case: CaseView
    view: ReadersView


async def readers_of(
    reader: Reader, document_id: UUID, principal: Principal, at: datetime, say: Translate = str
) -> Withheld[ReadersDesk]:
    """For the court, and for whoever filed it; raises DocumentNotFound for everybody else."""
    found = await filing_of_document(reader, document_id, principal)
    court = found.file.may(Act.read_filing, found.thing)
    if not court and not found.own:
        raise DocumentNotFound()
    entries = await readings(reader, found.file.case.id, OF_A_DOCUMENT, document_id)
    people = await case_people(reader, found.file.case)
    names = _Names(people, await _known(reader, people, entries), principal, at, say)
    lines = [names.line(one, _rendition(one, say)) for one in entries if court or not names.confidential(one)]
    view = ReadersView(document_id=document_id, whole=court, readings=lines)
    return Withheld(
        ReadersDesk(found.file.view(), view), ReadersShown(case_id=found.file.case.id, document_id=document_id)
    )


async def report_for(
    reader: Reader, principal: Principal, at: datetime, say: Translate = str
) -> Withheld[AccessReport]:
    """What concerns a person in every case they have a part in, leaving out bench, jury and lawyers."""
    async with reader.beyond_the_wall():  # their part may have ended; what was done about them concerns them still
        return await _report(reader, principal, at, say)


async def _report(reader: Reader, principal: Principal, at: datetime, say: Translate) -> Withheld[AccessReport]:
    lines: list[ReadingView] = []
    for case_id in await _cases(reader, principal):
        entries = await readings(reader, case_id, tuple(OF_A_PERSON))
        people = await case_people(reader, (await open_file(reader, case_id, principal)).case)
        names = _Names(people, await _known(reader, people, entries), principal, at, say)
        silent = await let_in_by_emergency(reader, case_id) if await silence_in(reader, case_id) else frozenset()
        for one in entries:
            if _concerns(one, principal) and not names.confidential(one) and names.of(one) not in silent:
                lines.append(names.line(one, say(OF_A_PERSON[one.kind])))
    lines.sort(key=lambda line: line.at, reverse=True)
    return Withheld(AccessReport(readings=lines), AccessReported(person_id=principal.person_id))


@dataclass(frozen=True, slots=True)
class _Known:
    """The parts that readers ever played in the case, and the desks they work at."""

    roles: Mapping[UUID, frozenset[str]]
    desks: Mapping[UUID, Desk]


@dataclass(frozen=True, slots=True)
class _Names:
    """The people of one case as one viewer may read them, and what makes a reading confidential."""

    people: CasePeople
    known: _Known
    principal: Principal
    at: datetime
    say: Translate

    def of(self, one: AuditEntry) -> UUID | None:
        """Who read, or for whom."""
        return None if one.by is None else UUID(one.by.rpartition(" for ")[2])

    def confidential(self, one: AuditEntry) -> bool:
        """Whether bench, jury or lawyers read, or somebody for them."""
        parts = {UUID(text) for text in one.by.split(" for ")} if one.by else set()
        return any(
            self.known.roles.get(part, frozenset()) & CONFIDENTIAL or self.known.desks.get(part) is Desk.judge
            for part in parts
        )

    def line(self, one: AuditEntry, what: str) -> ReadingView:
        who, part = self._words(self.of(one))
        return ReadingView(who=who, part=part, at=one.at, what=what)

    def _words(self, person_id: UUID | None) -> tuple[str, str]:
        if person_id is None:
            return self.say(N_("Somebody who was not signed in")), ""
        if person_id == self.principal.person_id:
            return self.say(N_("You")), ""
        if person_id in self.people.people:
            label = self.people.label(self.people.viewer(self.principal), person_id, self.at, self.say)
            if not label.hidden:
                return label.words, label.part
        desk = self.known.desks.get(person_id)
        return self.say(_STAFF[desk] if desk in _STAFF else N_("Somebody with an account")), ""


async def _known(reader: Reader, people: CasePeople, entries: Sequence[AuditEntry]) -> _Known:
    named = {UUID(text) for one in entries if one.by for text in one.by.split(" for ")}
    return _Known(await roles_ever(reader, people.case.id), await desks_of(reader, named))


async def _cases(reader: Reader, principal: Principal) -> list[UUID]:
    """Somebody who came by a code is told of the case of their hearing, and of no other."""
    if principal.hearing_id is not None:
        found = await hearing_file(reader, principal.hearing_id, principal)
        return [found.file.case.id]
    return await cases_of_person(reader, principal.person_id)


def _concerns(one: AuditEntry, principal: Principal) -> bool:
    """Whether an entry is about somebody else's reading of what depicts this person.

    What is public is read by everybody; untagged material in a case depicts everybody in it.
    """
    says = one.says or {}
    if one.by is not None and str(principal.person_id) in one.by.split(" for "):
        return False
    if one.kind == "case.identity-revealed":
        return str(principal.person_id) in map(str, says.values())
    if one.kind == "case.names-read":
        return str(principal.person_id) in says.get("person_ids", ())
    return says.get("rendition") != "public"


def _rendition(one: AuditEntry, say: Translate) -> str:
    says = one.says or {}
    words = N_("The public copy") if says.get("rendition") == "public" else N_("The document as filed")
    page = says.get("page")
    return say(words) if page is None else say(N_("Page %(page)s")) % {"page": page}
