"""What the rules of protection refuse, in words for the person."""

from app.kernel.errors import N_, Conflict, Forbidden, Invalid


class NotInTable(Conflict):
    code = "order-step-not-open"
    title = N_("This step does not fit where the order stands now.")
    hint = N_("Open the order again to see which steps are possible.")


class OnlyAJudgeRules(Forbidden):
    code = "only-a-judge-rules"
    title = N_("Only a judge can take this step on a protection order.")
    hint = N_("You can send the judge a request. Restricting at once is open to the clerk.")


class ReasonsNeeded(Invalid):
    code = "reasons-needed"
    title = N_("This step needs reasons.")
    hint = N_("Write the reasons that everybody may read. Sealed reasons can be added.")


class RulingIncomplete(Invalid):
    """`missing` lists what is not there yet."""

    code = "ruling-incomplete"
    title = N_("The ruling cannot be saved yet: something it must state is missing.")
    hint = N_("Add what is listed, then save it again. Nothing you wrote is lost.")


class WithdrawalTooLate(Conflict):
    code = "withdrawal-too-late"
    title = N_("This restriction has already had effect, so only a judge can end it.")
    hint = N_("Ask the judge for a ruling. Until then it stays.")


class EvidenceAwaitsRuling(Conflict):
    """`orders` lists the orders and interim measures without a ruling."""

    code = "evidence-awaits-ruling"
    title = N_("Evidence cannot go on before a judge has ruled on protection.")
    hint = N_("The ruling may also be that no protection is needed.")


class NoPseudonymLeft(Conflict):
    code = "no-pseudonym-left"
    title = N_("There is no free pseudonym left in this case.")
    hint = N_("Ask the court office to extend the list.")
