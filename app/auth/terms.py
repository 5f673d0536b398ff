"""The words of signing in: what an account is for, and what each kind of sign-in may last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID


class Desk(StrEnum):
    """Which desk an account opens; what a person may do in a case is decided by their part in it."""

    clerk = "clerk"
    judge = "judge"
    counsel = "counsel"  # lawyers and prosecutors
    participant = "participant"  # accused and parties, interpreters, support persons
    registrar = "registrar"  # looks across the courts of the installation
    auditor = "auditor"  # reads the log, never what it is about
    administrator = "administrator"  # configures and sees health, never content


class Strength(StrEnum):
    """How surely we know who it is: by one thing they know, have or are, or by two of them."""

    one = "one"
    two = "two"


@dataclass(frozen=True, slots=True)
class Life:
    """How long a sign-in lasts unused, and how long at most however much it is used (ASVS 7.3)."""

    idle: timedelta
    longest: timedelta


LIFE: Mapping[Desk, Life] = {
    Desk.clerk: Life(timedelta(hours=1), timedelta(hours=12)),
    Desk.judge: Life(timedelta(hours=1), timedelta(hours=12)),
    Desk.counsel: Life(timedelta(hours=1), timedelta(hours=12)),
    Desk.participant: Life(timedelta(minutes=30), timedelta(hours=12)),
    Desk.registrar: Life(timedelta(minutes=30), timedelta(hours=10)),
    Desk.auditor: Life(timedelta(minutes=30), timedelta(hours=10)),
    Desk.administrator: Life(timedelta(minutes=15), timedelta(hours=8)),
}
# Someone invited waits, perhaps for hours, without touching the page: idleness does not end it.
LIFE_BY_INVITATION = Life(timedelta(hours=12), timedelta(hours=12))
LIFE_OF_PROGRAM = Life(timedelta(days=7), timedelta(days=30))  # of a family of refresh tokens
FRESH = timedelta(minutes=5)  # how long a proof counts before something that cannot be taken back
ACCESS_TOKEN_LIFE = timedelta(minutes=5)
TICKET_LIFE = timedelta(seconds=30)
LONGEST_PERSONAL_TOKEN = timedelta(days=365)
REUSED = "refresh-token-reused"  # why a program was signed out
REUSE_TOLD_FOR = timedelta(days=30)  # on the page of its owner


class Scope(StrEnum):
    """What a personal token may be used for; never more than its person may do."""

    read_cases = "cases:read"
    read_hearings = "hearings:read"
    read_filings = "filings:read"
    file = "filings:write"
    read_log = "log:read"


OF_A_COURT = frozenset({Desk.clerk, Desk.judge})  # desks that stand in one court; the others stand in none
SET_UP_BY_MAIL = timedelta(days=3)  # how long somebody has to set up an account by the link they were sent
SET_UP_PRINTED = timedelta(hours=24)  # the same for the link the operator is shown


class Standing(StrEnum):
    """How an account stands."""

    waiting = "waiting"  # for its holder to set it up
    open = "open"
    closed = "closed"  # by an administrator; nobody comes in by it


class LinkEnd(StrEnum):
    """What became of a link to set up an account. A link without one is good until it expires."""

    used = "used"
    replaced = "replaced"
    refused = "refused"  # the mail system does not take the address


@dataclass(frozen=True, slots=True)
class Holder:
    """What a rule about accounts must know of one: whose it is, which desk it opens, how it stands."""

    account_id: UUID
    person_id: UUID
    desk: Desk
    standing: Standing


class SecondFactor(StrEnum):
    """Whether the desks in `NEEDS_TWO` may come in with a password alone."""

    required = "required"
    optional = "optional"  # for a demo or a test, never in production


class Ceremony(StrEnum):
    """What a passkey is asked for; a challenge of one kind answers no other (WebAuthn §7)."""

    register = "register"
    sign_in = "sign-in"
    second_step = "second-step"
    proof = "proof"


NEEDS_TWO = frozenset(Desk) - {Desk.participant}
FIRST_STEP_LIFE = timedelta(minutes=10)
TRIES_PER_FIRST_STEP = 5
CHALLENGE_LIFE = timedelta(minutes=5)
PROPOSAL_LIFE = timedelta(hours=24)  # how long a second officer has to confirm
RECOVERY_CODE_LIFE = timedelta(hours=1)
BACKUP_CODES = 10
SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 1024


class Vouches(StrEnum):
    """Whether a sign-in at an identity provider counts as two factors."""

    never = "never"
    when_said = "when-said"  # when its signed answer says so (`acr`, `amr`)
    always = "always"  # the provider lets nobody in with one


class Journey(StrEnum):
    """What somebody goes to an identity provider for."""

    sign_in = "sign-in"
    link = "link"
    confirm = "confirm"


class RequestDecision(StrEnum):
    """What became of a request for an account."""

    approved = "approved"
    refused = "refused"


JOURNEY_LIFE = timedelta(minutes=10)


class SiteKind(StrEnum):
    """What kind of place a site is; which one it is stands nowhere in this system."""

    courthouse = "courthouse"
    assisted = "assisted"  # a shelter, a consulate, a mobile unit


SITE_CODE_LIFE = timedelta(hours=24)  # until it was typed on the device


class Mark(StrEnum):
    """How the secrets of programs begin, so that scanners of source code know one when they see it."""

    personal = "ejp_"
    refresh = "ejr_"
    ticket = "ejt_"


class Limit(StrEnum):
    """What may be tried only so often; administrators set each of them within its bounds."""

    account_from_address = "account_from_address"
    address = "address"
    account = "account"
    device = "device"
    second_step = "second_step"
    code = "code"
    titles = "titles"
    look_ups = "look_ups"
    longest_pause = "longest_pause"


@dataclass(frozen=True, slots=True)
class Bounds:
    """`least`: fewer would keep out somebody who mistypes; `most`: more would let a guesser go on for too long."""

    usual: int
    least: int
    most: int

    def hold(self, value: int) -> bool:
        return self.least <= value <= self.most


BOUNDS: Mapping[Limit, Bounds] = {
    Limit.account_from_address: Bounds(10, 5, 20),
    Limit.address: Bounds(60, 30, 200),
    Limit.account: Bounds(100, 50, 300),
    Limit.device: Bounds(10, 5, 30),
    Limit.second_step: Bounds(5, 3, 10),
    Limit.code: Bounds(20, 10, 60),
    Limit.titles: Bounds(40, 20, 100),
    Limit.look_ups: Bounds(600, 120, 3000),
    Limit.longest_pause: Bounds(60, 30, 60),  # no pause is ever longer than a minute: nobody is locked out
}
