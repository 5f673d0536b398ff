"""Bytes go to endpoints: what passes between two of them is the meet over everybody attested at both."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.protection.exposure.decide import exposure, meet_all
from app.protection.terms import (
    AUDIENCE,
    COMPANIONS,
    UNKNOWN_PERSON,
    Attendee,
    Exposure,
    Rulings,
    Setting,
)

ATTESTATION_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A browser, courtroom, dock, custody booth or assisted site, and who is attested to be at it.

    `attested_at` is None while nobody has said who is there; `contradicted` when somebody said otherwise.
    """

    people: tuple[Attendee, ...]
    attested_at: datetime | None = None
    contradicted: bool = False


def attested(endpoint: Endpoint, at: datetime) -> tuple[Attendee, ...]:
    """Everybody to reckon with at the endpoint; a missing, stale or contradicted attestation adds an unknown.

    A watcher of a public hearing attests nothing: the public is whoever it is, and is given only that much.
    """
    if endpoint.people and all(attendee.person.role in AUDIENCE for attendee in endpoint.people):
        return endpoint.people
    fresh = (
        endpoint.attested_at is not None
        and timedelta(0) <= at - endpoint.attested_at <= ATTESTATION_LASTS
        and not endpoint.contradicted
    )
    return endpoint.people if fresh and endpoint.people else (*endpoint.people, Attendee(UNKNOWN_PERSON))


def sending(endpoint: Endpoint, at: datetime) -> tuple[Attendee, ...]:
    """Whose picture and voice the endpoint carries; a companion beside the one they serve adds nothing."""
    people = attested(endpoint, at)
    here = {attendee.person.id for attendee in people}
    return tuple(attendee for attendee in people if not _accompanies_one_of(here, attendee))


def endpoint_exposure(
    receiving: Endpoint, source: Endpoint, setting: Setting, rulings: Rulings, at: datetime
) -> Exposure:
    """What everybody at `receiving` may have of everybody at `source`."""
    return meet_all(
        exposure(receiver, subject, setting, rulings, at)
        for receiver in attested(receiving, at)
        for subject in sending(source, at)
    )


def _accompanies_one_of(here: set[UUID], attendee: Attendee) -> bool:
    served = {person.id for person in attendee.person.serves}
    return attendee.person.role in COMPANIONS and bool(served & here)
