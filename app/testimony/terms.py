"""Plain words for presets and for where an order stands."""

from app.kernel.errors import N_
from app.protection.terms import OrderStage, Preset

PRESET_WORDS = {
    Preset.P0: N_("Open: no restriction"),
    Preset.P1: N_("Supported: breaks and support, no picture of the accused to her, contact withheld"),
    Preset.P2: N_("Screened both ways: heard and known, not seen"),
    Preset.P3: N_("Anonymous to the public: screened, pseudonym, nothing live to the public"),
    Preset.P4: N_("Identity withheld from the accused"),
    Preset.PJ: N_("A child heard by the judge or an interviewer"),
}
STAGE_WORDS = {
    OrderStage.REQUESTED: N_("requested"),
    OrderStage.NOTIFIED: N_("the parties know"),
    OrderStage.HEARD: N_("the defence was heard"),
    OrderStage.DISPENSED_WITH: N_("decided without hearing the defence"),
    OrderStage.GRANTED: N_("granted"),
    OrderStage.VARIED: N_("varied"),
    OrderStage.REFUSED: N_("refused"),
    OrderStage.IN_FORCE: N_("in force"),
    OrderStage.RELAXED: N_("in force, relaxed"),
    OrderStage.ENDED: N_("ended"),
    OrderStage.INTERIM: N_("interim, a ruling is due"),
    OrderStage.WITHDRAWN: N_("withdrawn"),
}
