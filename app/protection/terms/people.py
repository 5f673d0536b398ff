"""Who receives and who is received: a person in a case, the part they have, whom they serve, their stage."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    JUDGE = "judge"
    JUROR = "juror"
    CLERK = "clerk"
    PROSECUTOR = "prosecutor"
    DEFENCE_COUNSEL = "defence_counsel"
    VICTIM_COUNSEL = "victim_counsel"
    ACCUSED = "accused"
    PARTY = "party"
    WITNESS = "witness"
    VICTIM = "victim"
    INTERPRETER = "interpreter"
    INTERMEDIARY = "intermediary"
    SUPPORT_PERSON = "support_person"
    COURT_REPORTER = "court_reporter"
    CONTACT_OFFICER = "contact_officer"
    GUARD = "guard"
    ATTENDANT = "attendant"
    OPERATOR = "operator"
    OTHER_WITNESS = "other_witness"
    PRESS = "press"
    PUBLIC = "public"
    UNKNOWN = "unknown"


COUNSEL = frozenset({Role.PROSECUTOR, Role.DEFENCE_COUNSEL, Role.VICTIM_COUNSEL})
PARTIES = frozenset({Role.ACCUSED, Role.PARTY})
WITNESSES = frozenset({Role.WITNESS, Role.VICTIM, Role.OTHER_WITNESS})
AUDIENCE = frozenset({Role.PUBLIC, Role.PRESS})
COMPANIONS = frozenset({Role.SUPPORT_PERSON, Role.INTERMEDIARY, Role.GUARD, Role.ATTENDANT})
"""Those who are there for one person: of everybody else they get what that person gets."""
HELPERS = frozenset({Role.SUPPORT_PERSON, Role.INTERMEDIARY, Role.INTERPRETER})


class Stage(StrEnum):
    """Where a participant stands in a sitting."""

    EXPECTED = "expected"
    CHECKING_DEVICES = "checking_devices"
    WAITING = "waiting"
    ADMITTED = "admitted"
    IN_CONSULTATION = "in_consultation"
    TESTIFYING = "testifying"
    RELEASED = "released"
    LEFT = "left"
    CUT_OFF = "cut_off"


ON_FLOOR = frozenset({Stage.ADMITTED, Stage.TESTIFYING})


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one case.

    `serves` are the people they support, interpret for, represent, guard, accompany or (a clerk) attend to.
    `acts_for`: the absent counsel in whose place they are there; they have what that counsel would have.
    `side` is any stable mark of the side they are on; two people are of one side only if both marks are
    given and equal.
    """

    id: UUID
    role: Role
    serves: tuple["Person", ...] = ()
    side: str | None = None
    acts_for: "Person | None" = None

    @property
    def counted(self) -> frozenset[UUID]:
        """Whose place counts when a ruling names somebody: their own, and that of whom they act for."""
        return frozenset({self.id}) if self.acts_for is None else frozenset({self.id, self.acts_for.id})

    def serves_person(self, person_id: UUID) -> bool:
        return any(served.id == person_id for served in self.serves)

    def beside(self, other: "Person") -> bool:
        """Known to be on the same side."""
        return self.side is not None and self.side == other.side


UNKNOWN_PERSON = Person(UUID(int=0), Role.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person and their stage in the sitting in question; no stage where there is no sitting."""

    person: Person
    stage: Stage | None = None


Receiver = Attendee
Subject = Attendee
