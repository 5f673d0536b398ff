"""The words of bringing cases over from an old system: what can be wrong in a file, and what to do about it."""

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.errors import N_


class Trouble(StrEnum):
    """What was found in a file. Only those in NOTES let the case be brought over all the same."""

    not_text = "not-text"
    not_a_table = "not-a-table"
    not_json = "not-json"
    column_missing = "column-missing"
    column_unknown = "column-unknown"
    cells = "cells"
    missing = "missing"
    too_long = "too-long"
    unreadable = "unreadable"
    day = "day"
    to_come = "to-come"
    hour = "hour"
    type_unknown = "type-unknown"
    level_unknown = "level-unknown"
    level_raised = "level-raised"
    state_unknown = "state-unknown"
    role_unknown = "role-unknown"
    kind_unknown = "kind-unknown"
    represents = "represents"
    many_people = "many-people"
    case_unknown = "case-unknown"
    twice = "twice"
    taken = "taken"
    ours = "ours"
    names_somebody = "names-somebody"
    nobody_to_draw = "nobody-to-draw"
    refused = "refused"


NOTES = frozenset({Trouble.column_unknown, Trouble.level_unknown, Trouble.level_raised})

TROUBLE_WORDS: Mapping[Trouble, tuple[str, str]] = {
    Trouble.not_text: (
        N_("The file is not in UTF-8."),
        N_("Save it again as UTF-8: in a spreadsheet, “CSV UTF-8”."),
    ),
    Trouble.not_a_table: (
        N_("From this line on the file cannot be read as a table."),
        N_("Look for a quotation mark that is opened and not closed."),
    ),
    Trouble.not_json: (
        N_("The file cannot be read as JSON with a list called “cases”."),
        N_("Compare it with the example in the handbook."),
    ),
    Trouble.column_missing: (
        N_("A column is missing."),
        N_("Add it to the first line of the file, spelled as in the handbook."),
    ),
    Trouble.column_unknown: (
        N_("Nobody asked for this column. It is left out."),
        N_("If it matters, look in the handbook how it is spelled."),
    ),
    Trouble.cells: (
        N_("The line has more or fewer cells than the first line."),
        N_("Put a text that holds a separator into quotation marks."),
    ),
    Trouble.missing: (N_("This must not be empty."), N_("Fill it in.")),
    Trouble.too_long: (N_("This is longer than it may be."), N_("Shorten it; the handbook says how long it may be.")),
    Trouble.unreadable: (
        N_("There are characters in it that no text has."),
        N_("Write it anew, or export the old system once more."),
    ),
    Trouble.day: (
        N_("This is no day that can be read."),
        N_("Write 2019-05-31 or 31.5.2019, with 14:30 behind it where it matters. The day comes before the month."),
    ),
    Trouble.to_come: (N_("This is still to come."), N_("Correct the day. Nothing can have come in later than now.")),
    Trouble.hour: (
        N_("This hour did not exist on that day: the clocks went forward."),
        N_("Write an hour before or after it."),
    ),
    Trouble.type_unknown: (
        N_("The court has no kind of case of this name."),
        N_("Write it as the court has it, or let an administrator add it first."),
    ),
    Trouble.level_unknown: (
        N_("Nothing that can be read says who may see this. It is for the judge only."),
        N_("Write public, parties, filer, named or judge; or relax it later by an order."),
    ),
    Trouble.level_raised: (
        N_("Its kind of case is stricter. It gets what the kind has."),
        N_("Nothing is to be done."),
    ),
    Trouble.state_unknown: (N_("This does not say whether the case is over."), N_("Write open or archived.")),
    Trouble.role_unknown: (
        N_("There is no such part in a case."),
        N_("Write one of the parts in the handbook, for example party, accused, witness."),
    ),
    Trouble.kind_unknown: (N_("There is no such kind of person."), N_("Write natural, legal or public_body.")),
    Trouble.represents: (
        N_("It is not clear for whom this person acts."),
        N_("Write the place of that person among the people of the same case, from 1, who acts for nobody."),
    ),
    Trouble.many_people: (N_("More than forty people are in this case."), N_("Add the others by hand afterwards.")),
    Trouble.case_unknown: (
        N_("No case in the file has this key."),
        N_("Write the key as it stands in the file of cases."),
    ),
    Trouble.twice: (
        N_("This stands in the file before, for another case."),
        N_("Give each case a key and a number of its own."),
    ),
    Trouble.taken: (
        N_("A case here has this number, or had it."),
        N_("Write something in front of it that tells the two apart, for example the name of the old system."),
    ),
    Trouble.ours: (
        N_("The court could still give this number to a case of its own."),
        N_("Write something in front of it, for example the name of the old system."),
    ),
    Trouble.names_somebody: (
        N_("The words name somebody who is protected in this case."),
        N_("Say it without the name."),
    ),
    Trouble.nobody_to_draw: (
        N_("No judge can be drawn for a case of this kind."),
        N_("Let an administrator put judges on its list."),
    ),
    Trouble.refused: (
        N_("The case could not be brought over as it stands."),
        N_("Run it again. If it stays so, open this case by hand."),
    ),
}
