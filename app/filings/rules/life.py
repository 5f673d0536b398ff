"""The life of a filing as a table: what is not in it is refused."""

from datetime import datetime

from app.filings.errors import StepNotOpen
from app.filings.terms import Act, FilingStatus

_S, _A = FilingStatus, Act
TABLE: dict[tuple[FilingStatus, Act], FilingStatus] = {
    (_S.draft, _A.submit): _S.submitted,
    (_S.submitted, _A.take_up): _S.under_review,
    (_S.submitted, _A.send_back): _S.returned,  # the check, before anybody looked
    (_S.submitted, _A.withdraw): _S.withdrawn,
    (_S.under_review, _A.accept): _S.accepted,
    (_S.under_review, _A.send_back): _S.returned,
    (_S.under_review, _A.reject): _S.rejected,
    (_S.under_review, _A.withdraw): _S.withdrawn,
    (_S.accepted, _A.undo): _S.under_review,
    (_S.accepted, _A.docket): _S.docketed,
    (_S.docketed, _A.serve): _S.served,
    (_S.docketed, _A.move): _S.docketed,  # in the right case; its parties are still to be told
    (_S.served, _A.move): _S.docketed,
    (_S.returned, _A.submit): _S.submitted,
    (_S.returned, _A.withdraw): _S.withdrawn,
}
EDITABLE = frozenset({_S.draft, _S.returned})
"""States in which the filer can still change it."""
WITH_THE_COURT = frozenset({_S.submitted, _S.under_review})
ON_RECORD = frozenset({_S.docketed, _S.served})


def advance(status: str, act: Act) -> FilingStatus:
    """The state after `act`; raises StepNotOpen."""
    step = (FilingStatus(status), act)
    if step not in TABLE:
        raise StepNotOpen(state=status, act=act)
    return TABLE[step]


def allowed(status: str, act: Act) -> bool:
    """Whether the table has this step."""
    return (FilingStatus(status), act) in TABLE


def received_at(first: datetime | None, cure_by: datetime | None, now: datetime) -> datetime:
    """When a submission counts as received: a filing corrected in time keeps its first received time."""
    if first is not None and (cure_by is None or now <= cure_by):
        return first
    return now
