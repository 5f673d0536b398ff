"""Reading hearings: the plans and who is expected, and both under the names a viewer may read."""

from app.hearings.queries.booking import candidates, times_free
from app.hearings.queries.labelled import Look, hearing_view, hearing_views
from app.hearings.queries.plans import (
    STANDING,
    HearingFile,
    desks_of,
    hearing_file,
    hearing_stands_in,
    hearings_of_case,
    hearings_of_person,
    hearings_on_desk,
    invitation_states,
    judges_of,
    participants_of,
    people_helped,
    places_taken,
    places_taken_for,
    present_parts,
    public_hearings,
    public_line,
)

__all__ = [
    "STANDING",
    "HearingFile",
    "Look",
    "candidates",
    "desks_of",
    "hearing_file",
    "hearing_stands_in",
    "hearing_view",
    "hearing_views",
    "hearings_of_case",
    "hearings_of_person",
    "hearings_on_desk",
    "invitation_states",
    "judges_of",
    "participants_of",
    "people_helped",
    "places_taken",
    "places_taken_for",
    "present_parts",
    "public_hearings",
    "public_line",
    "times_free",
]
