"""The words of signing in: what an account is for, and what each kind of sign-in may last."""

from datetime import timedelta
from enum import StrEnum


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


IDLE = {
    Desk.clerk: timedelta(hours=2),
    Desk.judge: timedelta(hours=2),
    Desk.counsel: timedelta(hours=2),
    Desk.participant: timedelta(hours=2),
    Desk.registrar: timedelta(hours=1),
    Desk.auditor: timedelta(minutes=30),
    Desk.administrator: timedelta(minutes=30),
}
FRESH = timedelta(minutes=5)  # how long a proof counts before something that cannot be taken back
LONGEST = timedelta(hours=12)
LONGEST_BY_INVITATION = timedelta(hours=12)
ACCESS_TOKEN_LIFE = timedelta(minutes=5)
