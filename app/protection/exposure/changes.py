"""Whether a change of rulings restricts or relaxes, found by comparing what everybody gets before and after."""

from collections.abc import Iterable
from datetime import datetime

from app.protection.exposure.decide import exposure
from app.protection.rules.orders import effect_of
from app.protection.terms import Attendee, Effect, Receiver, Rulings, Setting, Subject


def effect(
    before: Rulings, after: Rulings, people: Iterable[Attendee], settings: Iterable[Setting], at: datetime
) -> Effect:
    """What replacing `before` by `after` does, over every ordered pair of `people` in every one of `settings`."""
    people = tuple(people)
    return effect_of(
        (exposure(receiver, subject, setting, before, at), exposure(receiver, subject, setting, after, at))
        for setting in settings
        for receiver in people
        for subject in people
    )


def rising(
    subject: Subject,
    receivers: Iterable[Receiver],
    before: tuple[Setting, Rulings],
    after: tuple[Setting, Rulings],
    at: datetime,
) -> tuple[Receiver, ...]:
    """The receivers who would get more of `subject`, in any component, than they did."""
    return tuple(
        receiver
        for receiver in receivers
        if not exposure(receiver, subject, *after, at) <= exposure(receiver, subject, *before, at)
    )
