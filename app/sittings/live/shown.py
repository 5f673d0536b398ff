"""The room for one viewer, from the facts and the plan: every name by label, every sentence from the plan."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from uuid import UUID

from app.hearings.floor_plan import SeenBy
from app.hearings.models import Participant
from app.hearings.rules.tables import MAY_STOP
from app.hearings.terms import Person, Role, SittingState, Stage
from app.kernel.errors import N_
from app.protection.exposure import ATTESTATION_LASTS
from app.protection.labels import PARTS, Label
from app.protection.terms import CLOSED, ON_FLOOR, WITNESSES, Attendee, Preset, Setting
from app.sittings.actions.acts import missing_for
from app.sittings.actions.presence import is_guarded
from app.sittings.live.controls import controls_of
from app.sittings.live.floor import Floor
from app.sittings.live.plan import preview
from app.sittings.live.seat import Seat
from app.sittings.queries import Situation
from app.sittings.terms import CHECK_WORDS, STAGE_WORDS, STATE_WORDS
from app.sittings.views import CheckView, IceView, MeView, OrderInForce, PersonView, RoomView, SlotView, ToldView
from app.testimony.terms import PRESET_WORDS

_COURT = frozenset({Role.JUDGE, Role.CLERK})
_DUE_BEFORE = timedelta(minutes=5)


class Showing:
    """Everything needed to show one moment to one seat."""

    def __init__(self, floor: Floor, facts: Situation, seat: Seat, at: datetime) -> None:
        self.floor, self.facts, self.seat, self.at = floor, facts, seat, at
        self.row = facts.of_person(seat.person_id)
        self.viewer = facts.attendee(self.row) if self.row else _public(seat)
        self.say = seat.translate

    @property
    def guarded(self) -> bool:
        """Whether this seat's media needs its owner's own tap, and a relay where there is one."""
        return self.row is not None and is_guarded(self.facts, self.row, self.at)

    def room(self, ice: Callable[[bool], IceView]) -> RoomView:
        """The whole view."""
        facts, me = self.facts, self._me()
        state = self.floor.now(facts).state
        return RoomView(
            hearing_id=facts.hearing.id,
            media_epoch=self.floor.media_epoch,
            title=facts.case.number if not me.guarded else self.say(N_("Appointment")),
            state=state.value,
            state_words=self.say(STATE_WORDS[state]),
            private=not facts.public,
            me=me,
            told=self._told(me),
            people=list(self._people()),
            slots=self._slots(),
            controls=controls_of(facts, self.row, state, self.say),
            checks=self._checks(),
            orders=self._orders(),
            alerts=list(self._alerts(state)),
            ice=ice(me.guarded),
        )

    def _me(self) -> MeView:
        row, state = self.row, self.floor.now(self.facts)
        if row is None:
            return _watching(self.seat, self.say)
        role, stage, guarded = Role(row.role), Stage(row.state), is_guarded(self.facts, row, self.at)
        capture: Literal["no", "own_tap", "may"] = "no"
        if stage in ON_FLOOR and state.state not in CLOSED and state.stopped_for != row.person_id:
            capture = "own_tap" if guarded and row.consented_at is None else "may"
        label = self._label(row.person_id)
        return MeView(
            id=row.id,
            name=label.text,
            part=label.part or self.say(PARTS[role]),
            role=role.value,
            stage=stage.value,
            capture=capture,
            guarded=guarded,
            may_stop=role in MAY_STOP and role not in _COURT and stage in ON_FLOOR,
            stopped=state.stopped_for == row.person_id,
            ready=bool(self.facts.sitting and self.facts.sitting.ready),
            attest=_attested(row, self.at),
        )

    def _told(self, me: MeView) -> ToldView:
        if self.row is None:
            return _told_nothing(self.say(N_("You are watching. Nobody sees or hears you.")))
        now = self.floor.now(self.facts)
        seen = self.floor.plan.seen_by(self.row.person_id)
        if me.guarded and self.row.consented_at is None:
            seen = preview(self.facts, now, self.row.person_id, self.at)
        lists = {
            "see_you": self._names(seen.see_you),
            "hear_you": self._names(seen.hear_you),
            "cannot_see_you": self._names(seen.cannot_see_you),
            "you_see": self._names(seen.you_see),
        }
        public = {name: getattr(seen, name) for name in ("public_sees", "public_hears", "public_follows", "recorded")}
        return ToldView(**lists, **public, sentence=self._sentence(me, seen), mark=mark_of(self.facts, seen))

    def _sentence(self, me: MeView, seen: SeenBy) -> str:
        if me.stopped:
            return self.say(N_("You are in a break. The court does not see or hear you."))
        if not self.seat.publishes:
            return self.say(N_("Camera OFF. Microphone OFF. Nobody sees or hears you."))
        see, hear = ", ".join(self._names(seen.see_you)), ", ".join(self._names(seen.hear_you))
        if see and see == hear:
            words = N_("These people see and hear you: %(see)s.")
        elif see and hear:
            words = N_("These people see you: %(see)s. These people hear you: %(hear)s.")
        elif hear:
            words = N_("Nobody sees you. These people hear you: %(hear)s.")
        else:
            words = N_("Nobody sees or hears you now.")
        return self.say(words) % {"see": see, "hear": hear}

    def _people(self) -> Iterable[PersonView]:
        here = {seat.person_id for seat in self.floor.seats.values()}
        for row in self.facts.participants:
            label = self._label(row.person_id)
            if label.hidden or row.person_id == self.seat.person_id:
                continue
            stage = Stage(row.state)
            yield PersonView(
                id=row.id,
                name=label.words,
                part=label.part,
                role=row.role,
                stage=stage.value,
                stage_words=self.say(STAGE_WORDS[stage]),
                here=row.person_id in here,
            )

    def _slots(self) -> list[SlotView]:
        by_number: dict[int, dict[str, str]] = {}
        for binding in self.floor.plan.bindings:
            if binding.listener == self.seat.peer:
                by_number.setdefault(int(binding.slot[1:]), {})[binding.slot[0]] = binding.source.peer
        found = []
        for number, media in sorted(by_number.items()):
            seat = self.floor.seats.get(next(iter(media.values())))
            row = self.facts.of_person(seat.person_id) if seat else None
            if row is None:
                continue
            label = self._label(row.person_id)
            found.append(
                SlotView(
                    number=number,
                    person=row.id,
                    name=label.words or self.say(PARTS[Role(row.role)]),
                    part=label.part,
                    picture="v" in media,
                    sound="a" in media,
                )
            )
        return found

    def _checks(self) -> dict[UUID, list[CheckView]]:
        if self.viewer.person.role not in _COURT:
            return {}
        return {
            row.id: self._checklist(row)
            for row in self.facts.participants
            if Role(row.role) in WITNESSES and Stage(row.state) in {*ON_FLOOR, Stage.WAITING}
        }

    def _checklist(self, row: Participant) -> list[CheckView]:
        missing = missing_for(self.facts, row, self.floor.applied_orders)
        shown = [name for name in CHECK_WORDS if name != "waiver_reasons" or name in missing]
        return [CheckView(name=name, words=self.say(CHECK_WORDS[name]), done=name not in missing) for name in shown]

    def _orders(self) -> list[OrderInForce]:
        if self.viewer.person.role not in _COURT:
            return []
        binding = {restriction.id for restriction in self.facts.people.rulings.restrictions}
        return [
            OrderInForce(
                person=self._label(order.person_id).words,
                preset=order.preset,
                words=self.say(PRESET_WORDS[Preset(order.preset)]),
                applied=order.id in self.floor.applied_orders,
            )
            for order in self.facts.orders
            if order.id in binding
        ]

    def _alerts(self, state: SittingState) -> Iterable[str]:
        if self.viewer.person.role not in _COURT:
            return
        sitting = self.facts.sitting
        if state is SittingState.STOPPED and sitting and self.viewer.person.role is Role.JUDGE:
            ready = N_("They are ready. You can resume.") if sitting.ready else N_("Somebody asked for a break.")
            yield self.say(ready)
        if state is SittingState.SUSPENDED_TECHNICAL:
            yield self.say(N_("A connection was cut. Resume when everybody is back."))

    def _names(self, people: Iterable[UUID]) -> list[str]:
        found = []
        for person_id in people:
            row = self.facts.of_person(person_id)
            if row is None:
                continue
            label = self._label(person_id)
            part = label.part or self.say(PARTS[Role(row.role)])
            found.append(f"{label.text} ({part})" if label.text else part)
        return sorted(found)

    def _label(self, person_id: UUID) -> Label:
        return self.facts.people.label(self.viewer, person_id, self.at, self.say, self._setting())

    def _setting(self) -> Setting:
        """The court reads its list as on a page, before anybody is on the floor; others what the floor shows."""
        if self.viewer.person.role in _COURT:
            return self.facts.people.page()
        return self.floor.now(self.facts).setting()


def mark_of(facts: Situation, seen: SeenBy) -> str:
    """A name for exactly this list under exactly these rulings: a tap for another list is no consent."""
    lists = [sorted(map(str, people)) for people in (seen.see_you, seen.hear_you, seen.follow_you)]
    rulings = sorted(str(order.id) for order in facts.people.rulings.restrictions)
    public = (seen.public_sees, seen.public_hears, seen.public_follows, facts.public)
    return sha256(repr((lists, rulings, public)).encode()).hexdigest()[:32]


def _attested(row: Participant, at: datetime) -> Literal["fresh", "due", "stale"]:
    if row.attested_at is None or at - row.attested_at > ATTESTATION_LASTS:
        return "stale"
    return "due" if at - row.attested_at > ATTESTATION_LASTS - _DUE_BEFORE else "fresh"


def _public(seat: Seat) -> Attendee:
    return Attendee(Person(seat.person_id, Role.PUBLIC), Stage.ADMITTED)


def _watching(seat: Seat, say: Callable[[str], str]) -> MeView:
    part = say(PARTS[Role.PUBLIC])
    return MeView(
        id=seat.person_id,
        name="",
        part=part,
        role=Role.PUBLIC.value,
        stage=Stage.ADMITTED.value,
        capture="no",
        guarded=False,
        may_stop=False,
        stopped=False,
        ready=False,
        attest="fresh",
    )


def _told_nothing(sentence: str) -> ToldView:
    return ToldView(
        see_you=[],
        hear_you=[],
        cannot_see_you=[],
        you_see=[],
        public_sees=False,
        public_hears=False,
        public_follows=False,
        recorded=False,
        sentence=sentence,
        mark="",
    )
