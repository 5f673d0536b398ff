"""The words of signing in: what an account is for, and what each kind of sign-in may last."""

from datetime import timedelta
from enum import StrEnum


class Desk(StrEnum):
    """Which desk an account opens; what a person may do in a case is decided by their part in it."""

    clerk = "clerk"
    judge = "judge"
    counsel = "counsel"  # lawyers and prosecutors
    participant = "participant"  # accused and parties, interpreters, support persons
    administrator = "administrator"


IDLE = {
    Desk.clerk: timedelta(hours=2),
    Desk.judge: timedelta(hours=2),
    Desk.counsel: timedelta(hours=2),
    Desk.participant: timedelta(hours=2),
    Desk.administrator: timedelta(minutes=30),
}
LONGEST = timedelta(hours=12)
LONGEST_BY_INVITATION = timedelta(hours=12)
ACCESS_TOKEN_LIFE = timedelta(minutes=5)
