"""The words of orders: what a template is for, how an order stands, and how a judge of the panel answers."""

from enum import StrEnum

from app.cases.terms import Level
from app.kernel.errors import N_


class TemplateKind(StrEnum):
    order = "order"
    letter = "letter"


class OrderState(StrEnum):
    draft = "draft"  # private to the judges of the case
    signing = "signing"  # its words stand; the panel answers
    signed = "signed"
    refused = "refused"  # the majority of the panel did not sign
    withdrawn = "withdrawn"


class Answer(StrEnum):
    """What a judge of the panel does with an order that is put to them."""

    waiting = "waiting"
    signed = "signed"
    dissented = "dissented"


class Outcome(StrEnum):
    """What the court decides on a motion."""

    granted = "granted"
    denied = "denied"
    in_part = "in_part"
    moot = "moot"
    without_prejudice = "without_prejudice"


OUTCOME_WORDS = {
    Outcome.granted: N_("Granted"),
    Outcome.denied: N_("Denied"),
    Outcome.in_part: N_("Granted in part"),
    Outcome.moot: N_("Moot: there is nothing left to decide"),
    Outcome.without_prejudice: N_("Denied without prejudice: it may be filed again"),
}
RULING_TITLES = {
    Outcome.granted: N_("The motion in entry %(number)s is granted"),
    Outcome.denied: N_("The motion in entry %(number)s is denied"),
    Outcome.in_part: N_("The motion in entry %(number)s is granted in part"),
    Outcome.moot: N_("The motion in entry %(number)s is moot"),
    Outcome.without_prejudice: N_("The motion in entry %(number)s is denied without prejudice"),
}
"""The line on the docket, for whoever reads the motion."""
KIND_WORDS = {TemplateKind.order: N_("Order"), TemplateKind.letter: N_("Letter")}
STATE_WORDS = {
    OrderState.draft: N_("Draft"),
    OrderState.signing: N_("Waits for signatures"),
    OrderState.signed: N_("Signed and on the docket"),
    OrderState.refused: N_("Not made: the majority did not sign"),
    OrderState.withdrawn: N_("Withdrawn before signature"),
}
ANSWER_WORDS = {
    Answer.waiting: N_("has not answered yet"),
    Answer.signed: N_("signed"),
    Answer.dissented: N_("dissents"),
}
LEVELS = (Level.public, Level.parties, Level.judge)
"""Whom an order can be for; the stricter of it and its case counts."""

FIELDS = {
    "court": N_("Name of the court"),
    "case_number": N_("Number of the case"),
    "about": N_("What the case is about"),
    "date": N_("Day on which it is put to the panel"),
    "judges": N_("Judges of the case"),
    "accused": N_("The accused"),
    "parties": N_("Parties"),
    "injured": N_("Injured parties"),
    "prosecution": N_("Prosecution"),
    "counsel": N_("Counsel of the accused and the parties"),
}
"""What the court fills into a template by itself; people under the name that every reader of the order may know."""
LONGEST_TITLE, LONGEST_WORDS, LONGEST_VALUE, MOST_FREE_FIELDS = 200, 60_000, 4_000, 20
