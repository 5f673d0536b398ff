"""The handlers that tell people of their case: first whom to tell, in one transaction, then each message by itself.

Sending happens outside any transaction and in lanes of its own, one for each person: a mail server that
hangs holds up messages to that person and nothing else.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

from app.audit.log import append
from app.db.database import Database, Reader, UnitOfWork
from app.db.outbox import Handler, OutboxRow, enqueue
from app.delivery.port import AddressRefused, Attachment, Delivery, Message
from app.filings.steps import record_told
from app.kernel.clock import Clock
from app.kernel.errors import N_
from app.language.i18n import translate
from app.notices.calendar import FILE_NAME, calendar_file, mime_of
from app.notices.events import NoticeClosed
from app.notices.models import Notice
from app.notices.queries import (
    Facts,
    facts_of,
    to_tell_filer,
    to_tell_of_case,
    to_tell_of_correction,
    to_tell_of_deadline,
    to_tell_of_emergency,
    to_tell_of_entry,
    to_tell_of_hearing,
    to_tell_of_order,
    to_tell_of_ruling,
    told_already,
)
from app.notices.rules import letter
from app.notices.terms import NoticeState, Subject
from app.orders.steps import record_told_of_order

SEND = "send-notice"
_SUMMARY = N_("Appointment")
WhomToTell = Callable[[Reader, UUID], Awaitable[Sequence[UUID]]]


class Notices:
    """Tells people what happened; `handlers` decide whom, `senders` send."""

    def __init__(self, database: Database, delivery: Delivery, clock: Clock, public_url: str) -> None:
        self._database = database
        self._delivery = delivery
        self._clock = clock
        self._sign_in = f"{public_url.rstrip('/')}/sign-in"

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What follows from events, by the names in the table of consequences."""
        return {
            "notify-booked": self._about_hearing(Subject.booked),
            "notify-rescheduled": self._about_hearing(Subject.rescheduled),
            "notify-vacated": self._about_hearing(Subject.vacated),
            "notify-received": self._about_filing(Subject.received, to_tell_filer),
            "notify-parties": self._about_filing(Subject.docketed, to_tell_of_entry),
            "notify-returned": self._about_filing(Subject.returned, to_tell_filer),
            "notify-corrected": self._write("correction_id", Subject.corrected, to_tell_of_correction),
            "notify-deadline": self._write("deadline_id", Subject.deadline, to_tell_of_deadline),
            "notify-order": self._write("order_id", Subject.order, to_tell_of_order),
            "notify-ruling": self._write("ruling_id", Subject.ruling, to_tell_of_ruling),
            "notify-moved": self._write("case_id", Subject.moved, to_tell_of_case),
            "notify-emergency": self._write("break_glass_id", Subject.emergency, to_tell_of_emergency),
            "notify-rejected": self._about_filing(Subject.rejected, to_tell_filer),
        }

    @property
    def senders(self) -> Mapping[str, Handler]:
        """Those who talk to the mail system."""
        return {SEND: self.send}

    def _about_hearing(self, subject: Subject) -> Handler:
        return self._write("hearing_id", subject, to_tell_of_hearing)

    def _about_filing(self, subject: Subject, whom: WhomToTell) -> Handler:
        return self._write("filing_id", subject, whom)

    def _write(self, about: str, subject: Subject, whom: WhomToTell) -> Handler:
        """The handler that writes one notice for each person to tell and has it sent; twice changes nothing."""

        async def write(row: OutboxRow) -> None:
            about_id, case_id = UUID(row.payload[about]), UUID(row.payload["case_id"])
            async with self._database.begin() as uow:
                told = await told_already(uow, row.event_id)
                for person_id in await whom(uow, about_id):
                    if person_id in told:
                        continue
                    notice = Notice(
                        event_id=row.event_id,
                        person_id=person_id,
                        case_id=case_id,
                        subject=subject.value,
                        sequence=row.payload.get("sequence", 0),
                        state=NoticeState.waiting.value,
                        written_at=self._clock.now(),
                        hearing_id=about_id if about == "hearing_id" else None,
                        filing_id=about_id if about == "filing_id" else None,
                        order_id=about_id if about == "order_id" else None,
                    )
                    self._have_sent(uow, notice)

        return write

    def _have_sent(self, uow: UnitOfWork, notice: Notice) -> None:
        uow.add(notice)
        payload = {"notice_id": str(notice.id)}
        lane, due = f"{notice.person_id}", self._clock.now()
        enqueue(uow, SEND, "notices.written", payload, event_id=notice.id, lane=lane, due_at=due)

    async def send(self, row: OutboxRow) -> None:
        """Send one notice, unless it was sent or a later one overtook it. Raises DeliveryDelayed to be tried again."""
        async with self._database.read() as reader:
            notice = await reader.get(Notice, UUID(row.payload["notice_id"]))
            if notice is None or notice.state != NoticeState.waiting:
                return
            facts = await facts_of(reader, notice)
        state = NoticeState.overtaken if facts.overtaken else await self._hand_over(facts)
        await self._close(notice.id, state)

    async def _hand_over(self, facts: Facts) -> NoticeState:
        if facts.person.email is None:
            return NoticeState.refused
        written = letter(Subject(facts.notice.subject), facts.reader, facts.appointment, self._sign_in)
        message = Message(
            to=facts.person.email,
            subject=written.subject,
            text=written.text,
            event_id=facts.notice.id,
            attachments=self._attachments(facts),
        )
        try:
            await self._delivery.send(message)
        except AddressRefused:
            return NoticeState.refused
        return NoticeState.sent

    def _attachments(self, facts: Facts) -> tuple[Attachment, ...]:
        if facts.appointment is None or facts.participant_id is None:
            return ()
        summary = translate(_SUMMARY, facts.reader.language)
        stamp = facts.notice.written_at  # the same bytes however often it is sent
        data = calendar_file(facts.participant_id, facts.appointment, summary, stamp)
        return (Attachment(FILE_NAME, mime_of(facts.appointment), data),)

    async def _close(self, notice_id: UUID, state: NoticeState) -> None:
        at = self._clock.now()
        async with self._database.begin() as uow:
            notice = await uow.lock(Notice, notice_id)
            if notice.state != NoticeState.waiting:
                return
            notice.state, notice.closed_at = state.value, at
            event = NoticeClosed(
                case_id=notice.case_id,
                notice_id=notice_id,
                person_id=notice.person_id,
                about=notice.subject,
                state=state.value,
            )
            await append(uow, event, by=None, at=at)
            if notice.subject == Subject.docketed and state is NoticeState.sent and notice.filing_id is not None:
                await record_told(uow, notice.filing_id, notice.person_id, at=at)
            if notice.order_id is not None and state is NoticeState.sent:
                await record_told_of_order(uow, notice.order_id, notice.person_id, at=at)
