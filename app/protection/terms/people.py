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
    PLAINTIFF = "plaintiff"
    WITNESS = "witness"
    VICTIM = "victim"
    COMPLAINANT = "complainant"
    EXPERT = "expert"
    INTERPRETER = "interpreter"
    INTERMEDIARY = "intermediary"
    SUPPORT_PERSON = "support_person"
    GUARDIAN = "guardian"
    NEXT_FRIEND = "next_friend"
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
PARTIES = frozenset({Role.ACCUSED, Role.PARTY, Role.PLAINTIFF})
COMPLAINANTS = frozenset({Role.VICTIM, Role.COMPLAINANT})
"""Those whom a crime is said to have been done to: interim measures are for them."""
WITNESSES = COMPLAINANTS | {Role.WITNESS, Role.OTHER_WITNESS, Role.EXPERT}
AUDIENCE = frozenset({Role.PUBLIC, Role.PRESS})
STEWARDS = frozenset({Role.GUARDIAN, Role.NEXT_FRIEND})
"""Those who act for somebody who cannot act alone; to know who they are is to know who that is."""
COMPANIONS = STEWARDS | {Role.SUPPORT_PERSON, Role.INTERMEDIARY, Role.GUARD, Role.ATTENDANT}
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
    given and equal. `also` are further parts of the same person: of what others get of them the least of all
    parts counts, and every order that concerns one of the parts binds.
    """

    id: UUID
    role: Role
    serves: tuple["Person", ...] = ()
    side: str | None = None
    acts_for: "Person | None" = None
    also: frozenset[Role] = frozenset()

    @property
    def counted(self) -> frozenset[UUID]:
        """Whose place counts when a ruling names somebody: their own, and that of whom they act for."""
        return frozenset({self.id}) if self.acts_for is None else frozenset({self.id, self.acts_for.id})

    @property
    def roles(self) -> frozenset[Role]:
        """Every part they have."""
        return self.also | {self.role}

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
