"""The one pure decision: what a receiver may have of a subject, here and now.

exposure = (base ⊔ leave) ⊓ every restriction, under what room and sitting state allow. Unknown is nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce

from app.protection.exposure.audiences import audiences, protected_from
from app.protection.exposure.by_part import base, effective
from app.protection.exposure.ceiling import ceiling, knows
from app.protection.terms import (
    COMPANIONS,
    FULL,
    NOTHING,
    STEWARDS,
    WITNESSES,
    Attendee,
    Direction,
    Exposure,
    Receiver,
    Restriction,
    Role,
    Rulings,
    Setting,
    Subject,
    Surface,
    Words,
)


def meet_all(exposures: Iterable[Exposure]) -> Exposure:
    """The most that all allow; of none, everything."""
    return reduce(Exposure.meet, exposures, FULL)


def exposure(receiver: Receiver, subject: Subject, setting: Setting, rulings: Rulings, at: datetime) -> Exposure:
    """What `receiver` may have of `subject`. Total: it answers for everybody and never raises.

    Whoever acts for absent counsel has, and gives, what that counsel would, and never more.
    """
    pairs = ((one, other) for one in _in_whose_place(receiver) for other in _in_whose_place(subject))
    return meet_all(_between(one, other, setting, rulings, at) for one, other in pairs)


def _in_whose_place(attendee: Attendee) -> tuple[Attendee, ...]:
    whom = attendee.person.acts_for
    return (attendee,) if whom is None else (attendee, replace(attendee, person=whom))


def _between(receiver: Receiver, subject: Subject, setting: Setting, rulings: Rulings, at: datetime) -> Exposure:
    if Role.UNKNOWN in (receiver.person.role, subject.person.role):
        return NOTHING
    if receiver.person.id == subject.person.id:
        return FULL
    if subject.person.also:
        parts = (replace(subject.person, role=one, also=frozenset()) for one in subject.person.roles)
        return meet_all(exposure(receiver, replace(subject, person=one), setting, rulings, at) for one in parts)
    orders = [order for order in rulings.restrictions if _applies(order, setting, at)]
    caps = meet_all(_cap(order, receiver, subject, setting, _leave(rulings, receiver, subject, at)) for order in orders)
    own = subject.person.id
    as_companion = receiver.person.role in COMPANIONS and not receiver.person.serves_person(own)
    allowed = (_as_those_served if as_companion else _uncapped)(receiver, subject, setting, rulings, at)
    concealed = setting.surface is Surface.LIVE and guarded(subject, rulings, at)
    return _hidden_with_words(receiver, subject, allowed.meet(caps)) if concealed else allowed.meet(caps)


def caps_on(
    receiver: Receiver, subject: Subject, setting: Setting, rulings: Rulings, at: datetime
) -> tuple[tuple[Restriction, Exposure], ...]:
    """Each restriction that takes something away between these two, with the most it allows."""
    leave = _leave(rulings, receiver, subject, at)
    applying = [order for order in rulings.restrictions if _applies(order, setting, at)]
    capped = [(order, _cap(order, receiver, subject, setting, leave)) for order in applying]
    return tuple((order, cap) for order, cap in capped if cap != FULL)


def guarded(attendee: Attendee, rulings: Rulings, at: datetime) -> bool:
    """A witness, or anybody an order or interim measure protects: cut first, and capturing by their own tap."""
    protected = any(order.protected == attendee.person.id and order.binds(at) for order in rulings.restrictions)
    return protected or bool(attendee.person.roles & WITNESSES)


def _uncapped(receiver: Receiver, subject: Subject, setting: Setting, rulings: Rulings, at: datetime) -> Exposure:
    receiver = effective(receiver)
    leave = _leave(rulings, receiver, subject, at)
    allowed = base(receiver, subject, setting).join(leave)
    either_guarded = guarded(receiver, rulings, at) or guarded(subject, rulings, at)
    in_stop = _leave(rulings, receiver, subject, at, during_stop=True)
    return allowed.meet(ceiling(receiver, subject, setting, either_guarded, in_stop))


def _as_those_served(
    receiver: Receiver, subject: Subject, setting: Setting, rulings: Rulings, at: datetime
) -> Exposure:
    """A companion gets of others what every person they are there for gets."""
    served = [person for person in receiver.person.serves if person.role not in COMPANIONS]
    if not served:
        return NOTHING
    return meet_all(exposure(Attendee(p, receiver.stage), subject, setting, rulings, at) for p in served)


def _applies(order: Restriction, setting: Setting, at: datetime) -> bool:
    if order.id in setting.lifted and setting.made_at is not None:
        return False
    return order.binds(at) or (setting.made_at is not None and order.bound_when_made(setting.made_at))


def _cap(order: Restriction, receiver: Receiver, subject: Subject, setting: Setting, leave: Exposure) -> Exposure:
    most = FULL
    if _is_hers(subject, order) and order.direction is not Direction.TO_HER:
        groups = audiences(receiver.person, order)
        most = meet_all(order.measures.cap(group).under(leave) for group in groups)
    if _reaches_her(order, receiver, setting) and order.direction is not Direction.OF_HER:
        adverse = protected_from(subject.person, order)
        most = most.meet(order.measures.shield.under(leave)) if adverse else most
    return most


def _is_hers(subject: Subject, order: Restriction) -> bool:
    """The protected person, or somebody who acts for them and would tell who they are."""
    acts_for_her = bool(subject.person.roles & STEWARDS) and subject.person.serves_person(order.protected)
    return subject.person.id == order.protected or acts_for_her


def _reaches_her(order: Restriction, receiver: Receiver, setting: Setting) -> bool:
    return receiver.person.id == order.protected and setting.surface in {Surface.LIVE, Surface.PLAYBACK}


def _leave(
    rulings: Rulings, receiver: Receiver, subject: Subject, at: datetime, *, during_stop: bool = False
) -> Exposure:
    granted = NOTHING
    for leave in rulings.leaves:
        named = leave.subject in subject.person.counted and bool(receiver.person.counted & leave.receivers)
        if named and leave.during_stop is during_stop and leave.lasts(at):
            granted = granted.join(leave.grants)
    return granted


def _hidden_with_words(receiver: Receiver, subject: Subject, allowed: Exposure) -> Exposure:
    """Live, a guarded person's presence is shown to those who get her words, and to those who always know."""
    if allowed.words is Words.NONE and not knows(receiver.person, subject.person):
        return NOTHING
    return allowed
