"""What signing in refuses. Wrong, used and expired look the same, so that a guess learns nothing."""

from app.kernel.errors import N_, Forbidden, Invalid, TooMany, Unauthenticated


class WrongSignIn(Unauthenticated):
    code = "wrong-sign-in"
    title = N_("This e-mail address and password do not go together.")
    hint = N_("Check both and try again. You will not be locked out.")


class WrongCode(Unauthenticated):
    code = "wrong-code"
    title = N_("This code does not open an appointment.")
    hint = N_("Check each letter and number. It may also have ended: ask the person who gave it to you for a new one.")


class OnlyYourAppointment(Forbidden):
    code = "only-your-appointment"
    title = N_("Your code opens your appointment, and nothing else.")
    hint = N_("Go back to your appointment. For anything else, ask the person who gave you the code.")


class ConfirmItIsYou(Forbidden):
    code = "confirm-it-is-you"
    title = N_("Please confirm that it is you.")
    hint = N_("This cannot be taken back, so we ask again. Confirm at “My sign-ins”, then repeat what you did.")


class BadToken(Unauthenticated):
    code = "bad-token"
    title = N_("This access token is not one we accept.")
    hint = N_("Ask for a new one at POST /api/v1/tokens.")


class SignInTooOften(TooMany):
    code = "sign-in-too-often"
    title = N_("There were many tries in a short time.")
    hint = N_("Wait a minute, then try again. You are not locked out.")


class ForeignOrigin(Invalid):
    code = "foreign-origin"
    title = N_("This request did not come from a page of this court.")
    hint = N_("Open the page again from this court's own address and try there.")
