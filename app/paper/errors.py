"""What the paper side of the registry refuses, in words for the person."""

from app.kernel.errors import N_, Conflict, Forbidden, Invalid, NotFound, Precondition, TooLarge


class OnlyTheRegistry(Forbidden):
    code = "only-the-registry"
    title = N_("Only clerks of a court do its paper work here.")
    hint = N_("Ask the court office for what you need on paper.")


class OnlyForTheBench(Forbidden):
    code = "only-for-the-bench"
    title = N_("The file of a day is put together for judges and clerks.")
    hint = N_("Open the page of your case to read what is in it.")


class DayFileTooLarge(TooLarge):
    """`limit`: bytes."""

    code = "day-file-too-large"
    title = N_("The documents of these hearings are too large for one PDF.")
    hint = N_("Print hearing by hearing, or open the largest documents from the page of the case.")


class ChargeNotFound(NotFound):
    code = "charge-not-found"
    title = N_("There is no such fee that you may see.")
    hint = N_("Go back to the list of fees, or ask the court office.")


class OnlyTheCashDesk(Forbidden):
    code = "only-the-cash-desk"
    title = N_("Only clerks of the court that has the case take money for it and give it back.")
    hint = N_("Ask the court office. What you owe, and how to pay it, is on the page of the fee.")


class OnlyAJudgeWaives(Forbidden):
    code = "only-a-judge-waives"
    title = N_("A request not to pay is decided by a judge of the case.")
    hint = N_("Nothing is to be paid until the judge has decided.")


class OnlyThePayerAsks(Forbidden):
    code = "only-the-payer-asks"
    title = N_("Only whoever is to pay the fee, or their counsel, asks not to pay it.")
    hint = N_("If legal aid was granted, the court office enters the reference of the grant.")


class NothingDue(Conflict):
    code = "nothing-due"
    title = N_("Nothing is to be paid for this fee now.")
    hint = N_("Reload the page. It says whether it is paid, or whether a request not to pay waits for a ruling.")


class NotTheAmountDue(Conflict):
    """`due`: what is to be paid, in the smallest unit of the currency."""

    code = "not-the-amount-due"
    title = N_("This is not an amount that can be paid for this fee.")
    hint = N_("Take what is due or a part of it, never more: give change back first.")


class MoreThanWasPaid(Conflict):
    """`kept`: what can be given back, in the smallest unit of the currency."""

    code = "more-than-was-paid"
    title = N_("More than the court has of this fee cannot be given back.")
    hint = N_("Enter what was paid and not yet given back, or a part of it.")


class NothingToWaive(Conflict):
    code = "nothing-to-waive"
    title = N_("Nothing of this fee is due that could be waived.")
    hint = N_("Reload the page to see how the fee stands. What was paid can be given back.")


class WaiverNotAsked(Conflict):
    code = "waiver-not-asked"
    title = N_("No request not to pay waits for a ruling here.")
    hint = N_("Reload the page to see how the fee stands now.")


class RefundNotFound(NotFound):
    code = "refund-not-found"
    title = N_("There is no such refund that you may decide.")
    hint = N_("Go back to the fee and look at its refunds.")


class RefundDecided(Conflict):
    code = "refund-decided"
    title = N_("This refund was decided already.")
    hint = N_("Reload the page to see what was decided.")


class SecondPersonNeeded(Forbidden):
    code = "second-person-needed"
    title = N_("A refund is confirmed by somebody else than whoever asked for it.")
    hint = N_("Ask a colleague of the court office to open this fee and confirm it.")


class DayClosed(Conflict):
    code = "cash-day-closed"
    title = N_("The cash of this day is closed.")
    hint = N_("Take the money tomorrow, or ask for a bank transfer. A closed day is never opened again.")


class CashNotCounted(Conflict):
    code = "cash-not-counted"
    title = N_("The cash of this day was not counted yet.")
    hint = N_("Count the box and enter what is in it, then ask a colleague to close the day.")


class CashNotExplained(Conflict):
    code = "cash-not-explained"
    title = N_("There is a difference that nobody has explained.")
    hint = N_("Count again, or write how the difference came about, then close the day.")


class ClosedByTheCashier(Forbidden):
    code = "closed-by-the-cashier"
    title = N_("A day is closed by somebody who had none of its money in hand.")
    hint = N_("Ask a colleague who neither took, gave back nor counted cash on this day.")


class NoAccountToPayTo(Conflict):
    code = "no-account-to-pay-to"
    title = N_("This court has no bank account for fees here yet.")
    hint = N_("Pay in cash at the counter. An administrator can enter the account of the court.")


class CreditNotFound(NotFound):
    code = "credit-not-found"
    title = N_("There is no such line of a statement.")
    hint = N_("Go back to the page of the day and look at the lines that are open.")


class CreditSettled(Conflict):
    code = "credit-settled"
    title = N_("This line of the statement was settled already.")
    hint = N_("Reload the page of the day.")


class CreditFitsNothing(Conflict):
    code = "credit-fits-nothing"
    title = N_("This reference belongs to no payment that this line could settle.")
    hint = N_("Look at the fee: as much as this must be due, in this currency. Or write what the line is.")


class CurrencyInUse(Conflict):
    code = "currency-in-use"
    title = N_("Fees were charged in the currency set before, so it stays.")
    hint = N_("Ask the operator before a court changes its currency.")


class AccountNumberWrong(Invalid):
    code = "account-number-wrong"
    title = N_("This is not an international bank account number.")
    hint = N_("Copy it from the bank's papers: two letters, two digits, then up to 30 letters and digits.")


class TooManyLabels(TooLarge):
    """`limit`: labels in one go."""

    code = "too-many-labels"
    title = N_("These are more labels than are printed in one go.")
    hint = N_("Print fewer copies, or fewer cases at once.")


class ExhibitNotFound(NotFound):
    code = "exhibit-not-found"
    title = N_("There is no such exhibit that you may see.")
    hint = N_("Check what the label says, or go back to the case.")


class OnlyClerksKeepExhibits(Forbidden):
    code = "only-clerks-keep-exhibits"
    title = N_("Exhibits are kept, lent and given up by clerks of the court that has the case.")
    hint = N_("Ask the court office to do it.")


class ExhibitMoveNotOpen(Conflict):
    code = "exhibit-move-not-open"
    title = N_("This cannot be done with the exhibit as it stands.")
    hint = N_("Reload the page to see where it is. What is lent must come back before anything else.")


class ExhibitMoveNeeds(Invalid):
    """`missing`: the fields that are needed."""

    code = "exhibit-move-needs-more"
    title = N_("Something is missing for this move of the exhibit.")
    hint = N_(
        "Write the shelf when it stays here, to whom it goes when it leaves, and the order when it is given up or "
        "destroyed, or when nobody may own it."
    )


class ExhibitChangedMeanwhile(Precondition):
    code = "exhibit-changed-meanwhile"
    title = N_("Somebody moved this exhibit while you were looking at it.")
    hint = N_("Reload the page to see where it is now.")
