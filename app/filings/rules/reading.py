"""Which version of a filed document somebody may have: the record copy, the public one, or none."""

from uuid import UUID

from app.cases.rules import Standing, may_read
from app.documents.terms import Variant
from app.filings.rules.life import ON_RECORD
from app.filings.terms import FilingStatus


def version_for(
    standing: Standing, status: str, filer_id: UUID, levels: tuple[str, ...], *, filed: bool
) -> Variant | None:
    """The version; None when this person may not even know of the document.

    `filed`: the court has received it. Before it is on the docket, in quarantine for instance, it is seen
    by the filer and the court alone.
    """
    if standing.person_id is not None and standing.person_id == filer_id:
        return Variant.record
    if FilingStatus(status) not in ON_RECORD:
        return Variant.record if filed and standing.is_court and may_read(standing, levels, filer_id) else None
    if not may_read(standing, levels, filer_id):
        return None
    return Variant.record if standing.is_court or standing.is_of_the_case else Variant.public
