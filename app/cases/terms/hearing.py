"""The words of hearings that a kind of case knows: which one it begins with, and who can follow it."""

from enum import StrEnum


class HearingKind(StrEnum):
    trial = "trial"
    motion = "motion"
    pretrial = "pretrial"


class HearingAccess(StrEnum):
    """Open, or in private because the law has it so for this kind of case."""

    public = "public"
    private = "private"
