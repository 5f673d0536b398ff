"""What writing and signing orders refuses."""

from app.kernel.errors import N_, Conflict, Forbidden, Invalid, NotFound, Precondition, Unavailable


class TemplateNotFound(NotFound):
    code = "template-not-found"
    title = N_("There is no such template at this court.")
    hint = N_("Go back to the list of templates.")


class OnlyTheCourtKeepsTemplates(Forbidden):
    code = "only-the-court-keeps-templates"
    title = N_("Templates are kept by the registrar of the court and by administrators.")
    hint = N_("Tell them what you would like to be changed.")


class TemplateNameTaken(Conflict):
    code = "template-name-taken"
    title = N_("The court has a template of this name already.")
    hint = N_("Choose another name, or change the one there is.")


class FieldUnknown(Invalid):
    """`line`, `column`: where it stands, counted from one."""

    code = "template-field-unknown"
    title = N_("There is no field of this name.")
    hint = N_("Look at the list of fields; names are written in small letters.")


class BracesUnpaired(Invalid):
    """`line`, `column`: where they stand, counted from one."""

    code = "template-braces-unpaired"
    title = N_("Two braces stand alone.")
    hint = N_("A field is written {{like_this}}: two braces before and two after, on one line.")


class FieldEmpty(Invalid):
    """`line`, `column`: where it stands, counted from one."""

    code = "template-field-empty"
    title = N_("There is nothing to fill into this field.")
    hint = N_("Fill it in below the text, or write the words yourself in its place.")


class FreeFieldUnusable(Invalid):
    """`line`: which line of the list, counted from one."""

    code = "template-free-field-unusable"
    title = N_("A field of your own cannot be read.")
    hint = N_(
        "Write each on a line: a name in small letters, a colon, what to ask for. No name twice, none of the court's."
    )


class OrderUnknown(NotFound):
    code = "court-order-not-found"
    title = N_("There is no such order of the court that you may see.")
    hint = N_("Go back to the case.")


class OnlyTheBenchWrites(Forbidden):
    code = "only-the-bench-writes-orders"
    title = N_("Orders are written and signed by the judges of the case.")
    hint = N_("To ask for an order, file a motion.")


class OrderStepNotOpen(Conflict):
    """`state`: how it stands."""

    code = "court-order-step-not-open"
    title = N_("This cannot be done with the order as it stands.")
    hint = N_("Open the order again to see how it stands now.")


class OrderChangedMeanwhile(Precondition):
    code = "order-changed-meanwhile"
    title = N_("Somebody changed this order since you last saw it.")
    hint = N_("Open it again and read it before you go on.")


class OrderEmpty(Invalid):
    code = "order-empty"
    title = N_("The order has no words yet.")
    hint = N_("Write what the court orders, then put it to the panel.")


class OrderNamesProtected(Invalid):
    """`line`: which line of the order, counted from one; 0 for its title."""

    code = "order-names-protected"
    title = N_("The order names somebody whose name not every reader may know.")
    hint = N_("Use the name the court gave, or a field such as {{injured}}. Or let fewer people read it.")


class OrderPerhapsNames(Invalid):
    """`line`: which line of the order, counted from one; 0 for its title."""

    code = "order-perhaps-names"
    title = N_("A word of the order is also part of a protected name.")
    hint = N_("If it means the person, use the name the court gave. If it does not, say so below the text.")


class NoPanel(Conflict):
    code = "no-panel"
    title = N_("Nobody sits as judge in this case.")
    hint = N_("Ask the court office to give the case its judge.")


class NotOnThePanel(Invalid):
    code = "not-on-the-panel"
    title = N_("This person is no judge of the case.")
    hint = N_("Choose who presides from the judges of the case.")


class NotYoursToSign(Forbidden):
    code = "not-yours-to-sign"
    title = N_("This order does not wait for your signature.")
    hint = N_("Everybody of the panel signs for themself, once.")


class DissentWithoutReasons(Invalid):
    code = "dissent-without-reasons"
    title = N_("A dissent says why.")
    hint = N_("Write your reasons. They are attached to the order.")


class OrderBusy(Unavailable):
    code = "order-busy"
    title = N_("Others are entering things in this case at this moment.")
    hint = N_("Nothing was signed. Try again in a moment.")


class MotionNotFound(NotFound):
    code = "motion-not-found"
    title = N_("There is no such motion for you to decide.")
    hint = N_("Go back to your bench.")


class MotionDecided(Conflict):
    code = "motion-decided"
    title = N_("This motion has been decided.")
    hint = N_("Open the docket of the case to read the ruling.")


class OutcomeMissing(Invalid):
    code = "motion-outcome-missing"
    title = N_("An order on a motion says how the motion is decided.")
    hint = N_("Choose what the court decides.")


class PanelDecidesByOrder(Conflict):
    code = "panel-decides-by-order"
    title = N_("Several judges sit in this case: they decide together.")
    hint = N_("Write an order on the motion and put it to the panel.")


class NoSeal(Unavailable):
    code = "no-court-seal"
    title = N_("The court has no certificate to sign documents with yet.")
    hint = N_("The operator puts it in place; the guide for operators says how. Nothing was signed.")
