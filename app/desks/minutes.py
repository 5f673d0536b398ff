"""The minutes of a sitting: attendance, orders, events in order; for one reader, as data and as a document."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit.disclosure import Withheld
from app.auth.views import Principal
from app.cases.terms import Act
from app.db.database import Reader
from app.hearings.queries import hearing_file
from app.hearings.terms import Stage
from app.kernel.errors import N_
from app.kernel.zones import local
from app.pdf.writer import Paper, Rows, Section, Text
from app.protection.labels import Label
from app.protection.terms import Attendee, Preset
from app.sittings.events import MinutesRead
from app.sittings.queries import Situation, events_of, situation
from app.sittings.terms import EVENT_WORDS, METHOD_WORDS, STAGE_WORDS, STATE_WORDS
from app.sittings.views import AttendanceView, MinutesView, MinuteView, OrderInForce
from app.testimony.terms import PRESET_WORDS

Translate = Callable[[str], str]

_QUIET = frozenset({"attested", "pass_check"})


async def minutes_of(
    reader: Reader, hearing_id: UUID, principal: Principal, at: datetime, say: Translate = str
) -> Withheld[MinutesView]:
    """The minutes, for the court and for whoever took part; raises HearingNotFound for everybody else."""
    await hearing_file(reader, hearing_id, principal, Act.read_minutes)
    facts = await situation(reader, hearing_id)
    viewer = facts.people.viewer(principal)
    reading = _Reading(facts, viewer, at, say)
    events = [
        reading.minute(event.sequence, event.kind, event.at, event.by_id, event.data)
        for event in await events_of(reader, hearing_id)
        if event.kind not in _QUIET
    ]
    sitting = facts.sitting
    minutes = MinutesView(
        hearing_id=hearing_id,
        case_number=facts.case.number,
        court=facts.court.name,
        zone=facts.court.zone,
        state_words=say(STATE_WORDS[facts.state]),
        opened_at=sitting.opened_at if sitting else None,
        closed_at=sitting.closed_at if sitting else None,
        attendance=list(reading.attendance()),
        orders=reading.orders(),
        events=events,
    )
    return Withheld(minutes, MinutesRead(case_id=facts.case.id, hearing_id=hearing_id))


def as_paper(minutes: MinutesView, say: Translate = str, language: str = "en") -> Paper:
    """The minutes as a document, times on the court's clock."""

    def clock(moment: datetime | None) -> str:
        return local(moment, minutes.zone).strftime("%Y-%m-%d %H:%M:%S") if moment else "–"

    attendance = Rows(
        (say(N_("Name")), say(N_("Part")), say(N_("At the end"))),
        tuple((one.name, one.part, one.stage_words) for one in minutes.attendance),
    )
    events = Rows(
        ("#", say(N_("Time")), say(N_("What")), say(N_("Whom")), say(N_("By"))),
        tuple((str(e.sequence), clock(e.at), e.words, e.about, e.by) for e in minutes.events),
        (1, 4, 6, 4, 4),
    )
    orders = tuple(Text(f"{order.person}: {order.words}") for order in minutes.orders)
    return Paper(
        title=say(N_("Minutes of the sitting")),
        meta=(
            (say(N_("Court")), minutes.court),
            (say(N_("Case")), minutes.case_number),
            (say(N_("Opened")), clock(minutes.opened_at)),
            (say(N_("Closed")), clock(minutes.closed_at)),
            (say(N_("Ended as")), minutes.state_words),
            (say(N_("Times are")), minutes.zone),
        ),
        sections=(
            Section(say(N_("Attendance")), (attendance,)),
            Section(say(N_("Orders in force")), orders or (Text(say(N_("None."))),)),
            Section(say(N_("What happened")), (events,)),
        ),
        footer=f"{minutes.case_number} · {{page}} / {{pages}}",
        language=language,
    )


class _Reading:
    def __init__(self, facts: Situation, viewer: Attendee, at: datetime, say: Translate) -> None:
        self.facts, self.viewer, self.at, self.say = facts, viewer, at, say

    def attendance(self) -> list[AttendanceView]:
        labelled = [(row, self._label(row.person_id)) for row in self.facts.participants]
        return [
            AttendanceView(name=label.words, part=label.part, stage_words=self.say(STAGE_WORDS[Stage(row.state)]))
            for row, label in labelled
            if not label.hidden
        ]

    def orders(self) -> list[OrderInForce]:
        binding = {restriction.id for restriction in self.facts.people.rulings.restrictions}
        return [
            OrderInForce(
                person=self._label(order.person_id).words,
                preset=order.preset,
                words=self.say(PRESET_WORDS[Preset(order.preset)]),
                applied=True,
            )
            for order in self.facts.orders
            if order.id in binding and not self._label(order.person_id).hidden
        ]

    def minute(self, sequence: int, kind: str, at: datetime, by: UUID | None, data: Mapping[str, Any]) -> MinuteView:
        method = data.get("method")
        words = self.say(EVENT_WORDS[kind])
        return MinuteView(
            sequence=sequence,
            at=at,
            words=f"{words}: {self.say(METHOD_WORDS[method])}" if method else words,
            about=self._about(data.get("participant_id")),
            by=self._label(by).words if by else self.say(N_("the service")),
        )

    def _about(self, participant_id: str | None) -> str:
        row = next((row for row in self.facts.participants if str(row.id) == participant_id), None)
        return self._label(row.person_id).words if row else ""

    def _label(self, person_id: UUID) -> Label:
        return self.facts.people.label(self.viewer, person_id, self.at, self.say)
