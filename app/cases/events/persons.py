"""What happened to the names of people; no event holds one."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRead(Event):
    """An answer named people of a case who are to be kept safe, for the first time within the hour."""

    kind: ClassVar[str] = "case.names-read"
    person_ids: tuple[UUID, ...]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRenamed(Event):
    """A person has another full name; `name_id` is the row that keeps the one before, as `kept_as`."""

    kind: ClassVar[str] = "case.person-renamed"
    person_id: UUID
    name_id: UUID
    kept_as: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NameAdded(Event):
    """A further name of a person was written down."""

    kind: ClassVar[str] = "case.name-added"
    person_id: UUID
    name_id: UUID
    name_kind: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NameEnded(Event):
    """A further name of a person is in use no more; it stays as protected as it was."""

    kind: ClassVar[str] = "case.name-ended"
    person_id: UUID
    name_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDescribed(Event):
    """What kind of person somebody is was put right."""

    kind: ClassVar[str] = "case.person-described"
    person_id: UUID
    person_kind: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleMerged(Event):
    """Two people are taken for one from now on."""

    kind: ClassVar[str] = "case.people-merged"
    link_id: UUID
    one_id: UUID
    other_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleUnmerged(Event):
    """Two people are taken for two again."""

    kind: ClassVar[str] = "case.people-unmerged"
    link_id: UUID
    one_id: UUID
    other_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSetApart(Event):
    """Somebody who knows of both said that two people with names alike are two."""

    kind: ClassVar[str] = "case.people-set-apart"
    likeness_id: UUID
    one_id: UUID
    other_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MatchDealtWith(Event):
    """The registrar dealt with a likeness between people whom no clerk may see together."""

    kind: ClassVar[str] = "case.match-dealt-with"
    likeness_id: UUID
