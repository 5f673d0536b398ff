"""Whom a notice goes to and what it is made from; what became of the notices of a hearing."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Person
from app.cases.models import Case, Court, DocketEntry
from app.cases.queries import case_people, open_file
from app.cases.queries.break_glass import to_tell_of_break_glass
from app.cases.queries.deadlines import to_tell_in, to_tell_of
from app.db.database import Reader
from app.filings.models import Correction, Filing, ServiceRecord
from app.filings.queries import to_serve
from app.filings.terms import ServiceMethod
from app.hearings.models import Hearing, Participant
from app.hearings.terms import HearingState
from app.notices.models import Notice
from app.notices.rules import guarded
from app.notices.terms import ABOUT_A_HEARING, Appointment, Subject
from app.notices.terms import Reader as Addressee
from app.orders.models import OrderService
from app.orders.queries.motions import readers_of_ruling
from app.protection.labels import zone_of


@dataclass(frozen=True, slots=True)
class Facts:
    """What one message is made from, as things stand when it is sent."""

    notice: Notice
    person: Person
    reader: Addressee
    participant_id: UUID | None
    appointment: Appointment | None

    @property
    def overtaken(self) -> bool:
        """A later notice about the same hearing is on its way, so this one would only confuse."""
        return self.appointment is not None and self.appointment.sequence != self.notice.sequence


async def to_tell_of_hearing(reader: Reader, hearing_id: UUID) -> list[UUID]:
    """Everybody expected at a hearing who has an address; the others are told by the clerk."""
    return await _reachable(reader, select(Participant.person_id).where(Participant.hearing_id == hearing_id))


async def to_tell_of_entry(reader: Reader, filing_id: UUID) -> list[UUID]:
    """Those to be served electronically with a docketed filing."""
    served = select(ServiceRecord.person_id).where(
        ServiceRecord.filing_id == filing_id, ServiceRecord.method == ServiceMethod.electronic.value
    )
    return await _reachable(reader, served)


async def to_tell_filer(reader: Reader, filing_id: UUID) -> list[UUID]:
    """Whoever filed."""
    return await _reachable(reader, select(Filing.filer_id).where(Filing.id == filing_id))


async def to_tell_of_emergency(reader: Reader, request_id: UUID) -> list[UUID]:
    """The judges of the case and the persons concerned who have an address; the judge sees who has none."""
    return await _reachable(reader, await to_tell_of_break_glass(reader, request_id))


async def to_tell_of_case(reader: Reader, case_id: UUID) -> list[UUID]:
    """The parties of a case and their counsel, as they are after the move."""
    return await _reachable(reader, await to_tell_in(reader, case_id))


async def to_tell_of_deadline(reader: Reader, deadline_id: UUID) -> list[UUID]:
    """The parties of the case and their counsel."""
    return await _reachable(reader, await to_tell_of(reader, deadline_id))


async def to_tell_of_correction(reader: Reader, correction_id: UUID) -> list[UUID]:
    """The parties and counsel who read the corrected entry."""
    row = await reader.get(Correction, correction_id)
    assert row is not None
    entry = await reader.get(DocketEntry, row.entry_id)
    assert entry is not None
    told = await to_serve(reader, (await open_file(reader, row.case_id, None)).entry(entry))
    return await _reachable(reader, [one.person_id for one in told if one.reads])


async def to_tell_of_order(reader: Reader, order_id: UUID) -> list[UUID]:
    """Those to be served electronically with an order."""
    served = select(OrderService.person_id).where(
        OrderService.order_id == order_id, OrderService.method == ServiceMethod.electronic.value
    )
    return await _reachable(reader, served)


async def to_tell_of_ruling(reader: Reader, ruling_id: UUID) -> list[UUID]:
    """Parties and counsel who read a ruling made on a motion; one made by an order is told of as that order."""
    return await _reachable(reader, await readers_of_ruling(reader, ruling_id))


async def _reachable(reader: Reader, people: object) -> list[UUID]:
    statement = select(Person.id).where(col(Person.id).in_(people), col(Person.email).is_not(None))  # type: ignore[arg-type]
    return await reader.all(statement.order_by(col(Person.id)))


async def told_already(reader: Reader, event_id: UUID) -> set[UUID]:
    """For whom a notice of this event has been written."""
    return set(await reader.all(select(Notice.person_id).where(Notice.event_id == event_id)))


async def facts_of(reader: Reader, notice: Notice) -> Facts:
    """Everything a message needs, read in one look."""
    person = await reader.get(Person, notice.person_id)
    case = await reader.get(Case, notice.case_id)
    assert person is not None
    assert case is not None
    court = await reader.get(Court, case.court_id)
    assert court is not None
    people = await case_people(reader, case)
    known = people.people.get(person.id)
    own_zone = zone_of(person.zone)
    addressee = Addressee(
        language=person.language,
        zone=own_zone or court.zone,
        own_zone=own_zone is not None,
        guarded=known is None or guarded(known, people.rulings),
    )
    participant_id, appointment = await _appointment(reader, notice)
    return Facts(notice, person, addressee, participant_id, appointment)


async def _appointment(reader: Reader, notice: Notice) -> tuple[UUID | None, Appointment | None]:
    if notice.hearing_id is None or Subject(notice.subject) not in ABOUT_A_HEARING:
        return None, None
    hearing = await reader.get(Hearing, notice.hearing_id)
    assert hearing is not None
    mine = select(Participant.id).where(Participant.hearing_id == hearing.id, Participant.person_id == notice.person_id)
    called_off = hearing.status == HearingState.VACATED
    return await reader.first(mine), Appointment(hearing.starts_at, hearing.ends_at, hearing.sequence, called_off)


async def notices_of_hearing(reader: Reader, hearing_id: UUID) -> dict[UUID, str]:
    """For each participant who has an address, the state of the latest notice, by participant id."""
    statement = (
        select(Participant.id, Notice.state)
        .join(Notice, (col(Notice.person_id) == col(Participant.person_id)))
        .where(Participant.hearing_id == hearing_id, Notice.hearing_id == hearing_id)
        .order_by(col(Notice.id))
    )
    return dict(await reader.rows(statement))
