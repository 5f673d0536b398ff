"""Which version of a filed document somebody may have: the record copy, the public one, or none."""

from app.cases.rules import Actor, Thing, may
from app.cases.terms import Act
from app.documents.terms import Variant
from app.filings.rules.life import ON_RECORD
from app.filings.terms import FilingStatus


def version_for(actor: Actor, thing: Thing, status: str, *, filed: bool) -> Variant | None:
    """The version; None when this person may not even know of the document.

    `filed`: the court has received it. Before it is on the docket, in quarantine for instance, it is seen
    by the side that filed it and the court alone.
    """
    if may(actor, Act.handle_filing, thing):
        return Variant.record
    if FilingStatus(status) not in ON_RECORD:
        return Variant.record if filed and may(actor, Act.read_filing, thing) else None
    if may(actor, Act.read_record, thing):
        return Variant.record
    return Variant.public if may(actor, Act.read, thing) else None
