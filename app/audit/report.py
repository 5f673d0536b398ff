"""What a check of the log found: faults by kind, and the first index that can no longer be trusted."""

from dataclasses import dataclass, replace
from enum import Enum

from app.kernel.errors import N_


class FaultCode(Enum):
    """Each way a log can fail, in words for the person who runs the check."""

    MISSING = N_("An entry is missing.")
    UNREADABLE = N_("An entry cannot be read.")
    PAYLOAD = N_("What an entry says is not what was committed to.")
    CONTENT = N_("An entry is not the one that was hashed.")
    TREE = N_("The stored tree does not follow from the entries.")
    KEPT = N_("The log is not the one of the checkpoint kept outside.")
    CHECKPOINT = N_("The log is not the one of a stored checkpoint.")
    SIGNATURE = N_("A stored checkpoint is not signed by this log.")
    MISPLACED = N_("An entry has a place outside the order.")
    WAITING = N_("An entry waits for its place longer than five seconds.")
    ERASED = N_("What an entry says was erased, and no entry records the erasure.")
    UNLOGGED = N_("Something is on record that has no entry in the log.")


@dataclass(frozen=True, slots=True)
class Fault:
    """The earliest fault of one kind and how many there are.

    The broken entry is between `first` and `last`, both included; equal when it is exactly known, None
    when the fault has no place in the order. `subject` is the id or size it was seen at.
    """

    code: FaultCode
    first: int | None = None
    last: int | None = None
    subject: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome for a log of `size` entries, of which `erased` no longer have their payload."""

    size: int
    root: bytes
    erased: int
    checkpoints: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def first_broken(self) -> Fault | None:
        """The fault whose range ends first, the narrowest of these: no later entry can be the first broken."""
        placed = (fault for fault in self.faults if fault.last is not None)
        return min(placed, key=lambda fault: (fault.last or 0, -(fault.first or 0)), default=None)


class Findings:
    """Gathers faults, keeping the earliest of each kind."""

    def __init__(self) -> None:
        self._earliest: dict[FaultCode, Fault] = {}

    def add(self, code: FaultCode, first: int | None = None, last: int | None = None, subject: object = "") -> None:
        """Note one fault; `last` defaults to `first`."""
        new = Fault(code, first, first if last is None else last, str(subject))
        seen = self._earliest.get(code)
        if seen is None:
            self._earliest[code] = new
        else:
            sooner = new.last is not None and (seen.last is None or new.last < seen.last)
            self._earliest[code] = replace(new if sooner else seen, count=seen.count + 1)

    def faults(self) -> tuple[Fault, ...]:
        """The earliest of each kind, in the order of FaultCode."""
        return tuple(self._earliest[code] for code in FaultCode if code in self._earliest)
