"""The words of filing: types, states, acts, and the closed lists of reasons a court may give.

States and acts follow OASIS ECF 5.01 (ReviewFiling, GetFilingStatus, RecordDocketing, ServeFiling).
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from app.cases.terms import Level
from app.kernel.errors import N_


class FilingType(StrEnum):
    motion = "motion"
    petition = "petition"
    response = "response"
    notice = "notice"
    exhibit_list = "exhibit_list"
    protection_motion = "protection_motion"


class FilingStatus(StrEnum):
    draft = "draft"
    submitted = "submitted"
    under_review = "under_review"
    accepted = "accepted"
    docketed = "docketed"
    served = "served"
    returned = "returned"
    rejected = "rejected"
    withdrawn = "withdrawn"


class Act(StrEnum):
    submit = "submit"
    take_up = "take_up"
    accept = "accept"
    undo = "undo"
    docket = "docket"
    serve = "serve"
    send_back = "send_back"
    reject = "reject"
    withdraw = "withdraw"
    move = "move"  # to the case it belongs to


class Reason(StrEnum):
    """Why a filing goes back to be corrected."""

    missing_document = "missing_document"
    wrong_document = "wrong_document"
    wrong_case = "wrong_case"
    unreadable = "unreadable"
    personal_data = "personal_data"
    signature_missing = "signature_missing"
    title_unclear = "title_unclear"
    document_check = "document_check"


class Ground(StrEnum):
    """Why a filing is rejected for good. The list is short on purpose: everything else can be corrected."""

    wrong_court = "wrong_court"
    duplicate = "duplicate"
    no_right_to_file = "no_right_to_file"
    not_a_filing = "not_a_filing"


class WaiverGround(StrEnum):
    """Why the filer asks not to pay the fee."""

    legal_aid = "legal_aid"
    low_income = "low_income"
    victim = "victim"


class ServiceMethod(StrEnum):
    """How a party is served. `none` is said openly: service of a sealed document is never presumed."""

    electronic = "electronic"
    through_counsel = "through_counsel"
    paper = "paper"
    none = "none"


RECALL = timedelta(seconds=60)
"""How long a decision on the docket can be undone before it takes effect."""
CURE_DAYS = 7
"""Days to correct a filing that the check sent back."""
LONGEST_CURE_DAYS = 90
UPLOAD_LASTS = timedelta(hours=24)
LEVELS = (Level.public, Level.parties, Level.filer)
"""The levels a filer can choose; `judge` is for the court itself."""
LONGEST_TITLE = 200
MOST_AT_ONCE = 50
"""Filings that are accepted together."""

TYPE_WORDS: Mapping[FilingType, tuple[str, str]] = {
    FilingType.motion: (N_("Motion"), N_("You ask the court to decide or order something in a case.")),
    FilingType.petition: (N_("Petition"), N_("You ask the court for something by right, for example to join a case.")),
    FilingType.response: (N_("Response"), N_("You answer something that another party filed.")),
    FilingType.notice: (N_("Notice"), N_("You tell the court something, for example that counsel has changed.")),
    FilingType.exhibit_list: (N_("Exhibit list"), N_("You list your evidence and file it with the list.")),
    FilingType.protection_motion: (
        N_("Motion to protect"),
        N_("You ask the court to protect a person: their name, image, voice or address."),
    ),
}
STATUS_WORDS: Mapping[FilingStatus, str] = {
    FilingStatus.draft: N_("Draft, not filed"),
    FilingStatus.submitted: N_("Received"),
    FilingStatus.under_review: N_("Being reviewed"),
    FilingStatus.accepted: N_("Accepted, not yet on the docket"),
    FilingStatus.docketed: N_("On the docket"),
    FilingStatus.served: N_("On the docket, parties told"),
    FilingStatus.returned: N_("Returned for correction"),
    FilingStatus.rejected: N_("Rejected"),
    FilingStatus.withdrawn: N_("Withdrawn"),
}
REASON_WORDS: Mapping[Reason, str] = {
    Reason.missing_document: N_("A document is missing"),
    Reason.wrong_document: N_("This is not the document the title names"),
    Reason.wrong_case: N_("It belongs to another case"),
    Reason.unreadable: N_("Pages cannot be read"),
    Reason.personal_data: N_("It shows personal details that must not be on record"),
    Reason.signature_missing: N_("A signature is missing"),
    Reason.title_unclear: N_("The title does not say what is asked"),
    Reason.document_check: N_("The check of the documents found something that must be fixed"),
}
GROUND_WORDS: Mapping[Ground, str] = {
    Ground.wrong_court: N_("This court cannot decide it"),
    Ground.duplicate: N_("The same filing was received before"),
    Ground.no_right_to_file: N_("The filer has no right to file in this case"),
    Ground.not_a_filing: N_("It is not addressed to the court"),
}
WAIVER_WORDS: Mapping[WaiverGround, str] = {
    WaiverGround.legal_aid: N_("Legal aid was granted"),
    WaiverGround.low_income: N_("I cannot afford the fee"),
    WaiverGround.victim: N_("I file for a victim of crime"),
}
METHOD_WORDS: Mapping[ServiceMethod, str] = {
    ServiceMethod.electronic: N_("electronically"),
    ServiceMethod.through_counsel: N_("through counsel"),
    ServiceMethod.paper: N_("on paper"),
    ServiceMethod.none: N_("not served"),
}


class CorrectionKind(StrEnum):
    """What a correction of the docket changes."""

    heading = "title"
    slip = "slip"  # words in an order or in minutes: the slip rule
    type = "type"
    date = "date"
    party = "party"
    case = "case"  # entered in the wrong case: struck there, docketed in the right one
    strike = "strike"  # entered in error


class CorrectionState(StrEnum):
    asked = "asked"
    due = "due"  # decided; takes effect when its minute is over
    made = "made"
    refused = "refused"
    undone = "undone"


CORRECTION_WORDS: Mapping[CorrectionKind, str] = {
    CorrectionKind.heading: N_("The title"),
    CorrectionKind.slip: N_("A slip in the text of an order or of minutes"),
    CorrectionKind.type: N_("The kind of document"),
    CorrectionKind.date: N_("When it came in"),
    CorrectionKind.party: N_("For whom it was filed"),
    CorrectionKind.case: N_("The case it belongs to"),
    CorrectionKind.strike: N_("It should not have been entered"),
}
