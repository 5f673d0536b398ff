"""What several actions do to the register: open a case, give a part, enter on the docket."""

from app.cases.steps.docket import enter_on_docket
from app.cases.steps.opening import NewCase, next_number, open_case
from app.cases.steps.parts import give_part

__all__ = ["NewCase", "enter_on_docket", "give_part", "next_number", "open_case"]
