"""Plain words for states, stages and steps of a sitting."""

from app.hearings.terms import SittingState, Stage
from app.kernel.errors import N_

STATE_WORDS = {
    SittingState.NOT_OPEN: N_("Not open yet"),
    SittingState.OPEN: N_("Open, not in session"),
    SittingState.IN_SESSION: N_("In session"),
    SittingState.RECESSED: N_("Recess"),
    SittingState.SUSPENDED_TECHNICAL: N_("Suspended: a connection is being mended"),
    SittingState.SUSPENDED_BY_JUDGE: N_("Suspended by the judge"),
    SittingState.STOPPED: N_("A break"),
    SittingState.OBJECTION_PENDING: N_("An objection is being decided. Please do not answer yet."),
    SittingState.ADJOURNED: N_("Adjourned"),
    SittingState.CONCLUDED: N_("Concluded"),
}
STAGE_WORDS = {
    Stage.EXPECTED: N_("expected"),
    Stage.CHECKING_DEVICES: N_("checking devices"),
    Stage.WAITING: N_("in their own waiting room"),
    Stage.ADMITTED: N_("in the hearing"),
    Stage.IN_CONSULTATION: N_("in a private talk"),
    Stage.TESTIFYING: N_("testifying"),
    Stage.RELEASED: N_("released"),
    Stage.LEFT: N_("has left"),
    Stage.CUT_OFF: N_("connection lost"),
}
ACT_WORDS = {
    "open": N_("Open the room"),
    "begin": N_("Begin the session"),
    "recess": N_("Recess"),
    "suspend": N_("Suspend"),
    "resume": N_("Resume"),
    "object": N_("Objection"),
    "rule_on_objection": N_("Rule on the objection"),
    "adjourn": N_("Adjourn"),
    "conclude": N_("Conclude"),
    "admit": N_("Admit"),
    "call": N_("Call to testify"),
    "release": N_("Release"),
    "identity": N_("Record identity"),
    "alone": N_("Record who is with them"),
    "promise": N_("Record oath or affirmation"),
    "line": N_("Speak with them"),
    "stop": N_("Stop – a break"),
    "ready": N_("I am ready"),
}
CHECK_WORDS = {
    "ruling": N_("A judge has ruled on protection"),
    "orders_in_force": N_("The order is in force"),
    "orders_applied": N_("The order is applied and checked"),
    "identity": N_("Identity checked"),
    "alone": N_("Who is with them is known"),
    "waiver_reasons": N_("Reasons for the waiver"),
    "promise": N_("Oath or affirmation"),
    "interpreter": N_("The interpreter is here"),
}
