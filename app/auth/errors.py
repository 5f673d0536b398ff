"""What signing in refuses. Wrong, used and expired look the same, so that a guess learns nothing."""

from app.kernel.errors import N_, Conflict, Forbidden, Gone, Invalid, NotFound, TooMany, Unauthenticated, Unavailable


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


class SignInNotFound(NotFound):
    code = "sign-in-not-found"
    title = N_("There is no such sign-in of yours.")
    hint = N_("It may have ended already. Reload the list to see what is open now.")


class PersonalTokenNotFound(NotFound):
    code = "personal-token-not-found"
    title = N_("There is no such token of yours.")
    hint = N_("It may have been revoked already. Reload the list to see those that stand.")


class RefreshTokenEnded(Unauthenticated):
    code = "refresh-token-ended"
    title = N_("This refresh token does not work, or does not work any more.")
    hint = N_(
        "Each works once. If it came a second time, everything that followed from it has ended. "
        "Begin again at POST /api/v1/tokens."
    )


class OutsideTheScopes(Forbidden):
    """`scope`: the one this needs; null when no personal token may do this."""

    code = "outside-the-scopes"
    title = N_("This personal token was not made for that.")
    hint = N_("Make one with the scope it needs. Some things are for a person who is signed in, and for no token.")


class NoTicketForThis(Forbidden):
    code = "no-ticket-for-this"
    title = N_("A hearing is attended by a person, not by a personal token.")
    hint = N_("Get an access token at POST /api/v1/tokens, then ask for the ticket with it.")


class TicketUsed(Unauthenticated):
    code = "ticket-used"
    title = N_("This ticket does not open this room, or not any more.")
    hint = N_("Each works once and for half a minute. Ask for a new one and open the socket at once.")


class BadToken(Unauthenticated):
    code = "bad-token"
    title = N_("This access token is not one we accept.")
    hint = N_("Ask for a new one at POST /api/v1/tokens.")


class SignInTooOften(TooMany):
    code = "sign-in-too-often"
    title = N_("There were many tries in a short time.")
    hint = N_("Wait a little, then try again. You are not locked out.")


class SignInsBusy(Unavailable):
    code = "sign-ins-busy"
    title = N_("Very many people are signing in at this moment.")
    hint = N_("Wait a few seconds, then try again. You are not locked out.")


class ForeignOrigin(Invalid):
    code = "foreign-origin"
    title = N_("This request did not come from a page of this court.")
    hint = N_("Open the page again from this court's own address and try there.")


class OnlyAdministrators(Forbidden):
    code = "only-administrators"
    title = N_("Only an administrator of this installation can do this.")
    hint = N_("Ask the administrator, and say what you need.")


class AccountNotFound(NotFound):
    code = "account-not-found"
    title = N_("There is no such account.")
    hint = N_("Go back to the list of people and choose one.")


class AddressTaken(Conflict):
    code = "address-taken"
    title = N_("There is an account with this e-mail address already.")
    hint = N_("Search for the address in the list of people. One account can be changed; two would be a mix-up.")


class CourtNeeded(Invalid):
    code = "court-needed"
    title = N_("A clerk or a judge needs a court to belong to.")
    hint = N_("Choose the court. If there is none yet, add it first.")


class AccountNotOfACourt(Invalid):
    code = "account-not-of-a-court"
    title = N_("Only clerks and judges belong to one court.")
    hint = N_("Leave the court empty for this desk.")


class NotYourOwnAccount(Forbidden):
    code = "not-your-own-account"
    title = N_("Nobody changes the rights of their own account.")
    hint = N_("Ask another administrator to do it.")


class LastAdministrator(Conflict):
    code = "last-administrator"
    title = N_("This is the only administrator who can come in.")
    hint = N_("Add another administrator and wait until they have set up their account. Then try again.")


class AdministratorExists(Conflict):
    code = "administrator-exists"
    title = N_("This installation has an administrator already.")
    hint = N_("Administrators add people at /admin. This command is for an installation that has nobody yet.")


class AlreadySetUp(Conflict):
    code = "already-set-up"
    title = N_("This account has been set up.")
    hint = N_("Somebody who lost the way in is let in again by two officers, never by a link in a message.")


class AccountClosed(Conflict):
    code = "account-closed"
    title = N_("This account is closed.")
    hint = N_("Open it again first.")


class WrongSetUpLink(WrongCode):
    code = "wrong-set-up-link"
    title = N_("This link does not set up an account.")
    hint = N_("A link works once and for a short time. Ask the administrator of the court for a new one.")


class PasswordTooShort(Invalid):
    code = "password-too-short"
    title = N_("This password is too short.")
    hint = N_("Use 15 characters or more. Four or five words that do not belong together are easy to keep in mind.")


class PasswordTooEasy(Invalid):
    code = "password-too-easy"
    title = N_("This password can be guessed.")
    hint = N_("It is on a list of known passwords, or made of a pattern. Take words that do not belong together.")


class PasswordTellsWhoYouAre(Invalid):
    code = "password-tells-who-you-are"
    title = N_("This password has your name, your address, or the name of the court or of this service in it.")
    hint = N_("Leave these out: whoever wants to come in as you tries them first.")


class WrongFactor(WrongSignIn):
    code = "wrong-factor"
    title = N_("This code is not right, or it was used before.")
    hint = N_("Wait for the next code in your app and type that one, or use a backup code you have not used yet.")


class WrongFirstCode(WrongFactor):
    code = "wrong-first-code"
    title = N_("This code is not the one that we expect from the app.")
    hint = N_("Type the code the app shows now. If it is wrong again, set the clock of your phone to automatic.")


class SecondFactorNeeded(Unauthenticated):
    code = "second-factor-needed"
    title = N_("This account needs a second step.")
    hint = N_("Send a code of your authenticator app or a backup code too. Without an app, sign in with a browser.")


class FirstStepEnded(Unauthenticated):
    code = "first-step-ended"
    title = N_("Please begin again with your password.")
    hint = N_("The second step was not done in time, or a code was wrong too often. You are not locked out.")


class PasskeyNotRight(WrongSignIn):
    code = "passkey-not-right"
    title = N_("This passkey did not fit.")
    hint = N_("Try again. If it was made for another account or address, use another way to sign in.")


class PasskeyLooksCopied(Unauthenticated):
    code = "passkey-looks-copied"
    title = N_("This passkey counts as if there were a copy of it.")
    hint = N_("Try once more. If it happens again, sign in another way, remove the passkey, and tell the court.")


class PasskeyKnown(Conflict):
    code = "passkey-known"
    title = N_("This passkey is registered already.")
    hint = N_("Nothing needs to be done. To add another one, use another device or key.")


class TooManyPasskeys(Conflict):
    code = "too-many-passkeys"
    title = N_("There are as many passkeys as an account can have.")
    hint = N_("Remove one you do not use any more, then add the new one.")


class FactorSetUpAlready(Conflict):
    code = "factor-set-up-already"
    title = N_("An authenticator app is set up already.")
    hint = N_("Remove it first if you want to use another one.")


class NoAuthenticatorApp(Conflict):
    code = "no-authenticator-app"
    title = N_("There is no authenticator app to confirm or remove.")
    hint = N_("Begin at “My security”.")


class LastWayIn(Conflict):
    code = "last-way-in"
    title = N_("This is the last way in to your account.")
    hint = N_("Add a passkey or set a password first. Then you can remove this one.")


class LastSecondFactor(Conflict):
    code = "last-second-factor"
    title = N_("Your work at the court needs a second factor, and this is the only one.")
    hint = N_("Add another passkey or an authenticator app first. Then you can remove this one.")


class NothingToConfirmHere(Conflict):
    code = "nothing-to-confirm-here"
    title = N_("Only somebody signed in with an account can confirm that it is them.")
    hint = N_("Sign in with a browser. A program asks for a new token, with a code.")


class NotAnOfficer(Forbidden):
    code = "not-an-officer"
    title = N_("This account is given back by other officers.")
    hint = N_("Clerks look after counsel and parties; registrars and administrators after everybody.")


class NotYourOwnRecovery(Forbidden):
    code = "not-your-own-recovery"
    title = N_("Nobody gives their own account back.")
    hint = N_("Ask two other officers of the court.")


class AnotherOfficerNeeded(Forbidden):
    code = "recovery-needs-another"
    title = N_("You proposed this, so somebody else confirms it.")
    hint = N_("Ask a second officer. They see it in their list.")


class RecoveryUnderWay(Conflict):
    code = "recovery-under-way"
    title = N_("It has been proposed already to give this account back.")
    hint = N_("Another officer can confirm it, or withdraw it.")


class RecoveryEnded(Gone):
    code = "recovery-ended"
    title = N_("This proposal has ended.")
    hint = N_("It was confirmed, withdrawn, or waited longer than a day. It can be proposed again.")


class WrongRecoveryCode(WrongCode):
    code = "wrong-recovery-code"
    title = N_("This code does not give an account back.")
    hint = N_("Check each letter and number. It works once and for an hour; the court can give you a new one.")


class ProviderUnknown(NotFound):
    code = "provider-unknown"
    title = N_("This court does not sign people in with that identity provider.")
    hint = N_("Choose one of the ways on the sign-in page.")


class JourneyEnded(Unauthenticated):
    code = "provider-journey-ended"
    title = N_("This way back from the identity provider cannot be used.")
    hint = N_("It works once, in the browser it began in, for ten minutes. Start again from the sign-in page.")


class DeskLost(Forbidden):
    code = "desk-lost"
    title = N_("Your identity provider does not give you a part at this court any more.")
    hint = N_("If you think you should have one, ask the people who look after your account there.")


class AccountStandsClosed(Forbidden):
    code = "account-stands-closed"
    title = N_("Your account at this court is closed.")
    hint = N_("Ask the court office why, and what you can do.")


class IdentityInUse(Conflict):
    code = "identity-in-use"
    title = N_("This sign-in at the provider belongs to another account already.")
    hint = N_("Sign in with it to see which one. It can be taken off there.")


class AnotherIdentity(Unauthenticated):
    code = "another-identity"
    title = N_("You signed in at the provider as somebody else.")
    hint = N_("Sign out there, then confirm again with the identity that belongs to this account.")


class OnlyWayIn(Conflict):
    code = "only-way-in"
    title = N_("This is the only way into your account.")
    hint = N_("Add another way first: a password, a passkey, or another provider.")


class ProviderKeyTaken(Conflict):
    code = "provider-key-taken"
    title = N_("There is an identity provider with this short name or this issuer already.")
    hint = N_("Choose a different short name, or change the one that is there.")


class RequestDecided(Conflict):
    code = "request-decided"
    title = N_("Somebody has decided about this request already.")
    hint = N_("Reload the page to see what was decided.")


class NothingMapped(Invalid):
    code = "nothing-mapped"
    title = N_("The provider's rules give this person no desk.")
    hint = N_("Choose a desk yourself, or refuse.")


class OnlyForRegistration(Forbidden):
    code = "only-for-registration"
    title = N_("Administrators and registrars decide who gets an account.")
    hint = N_("If this is part of your work, ask an administrator for the right desk.")


class OnlyClerksVouch(Forbidden):
    code = "only-clerks-vouch"
    title = N_("Only clerks decide where a code alone opens an appointment.")
    hint = N_("Ask the clerk of the court, and say which place you mean.")


class SiteNotFound(NotFound):
    code = "site-not-found"
    title = N_("Your court has no such site or device.")
    hint = N_("It may be closed already. Reload the list of sites.")


class WrongSiteCode(Unauthenticated):
    code = "wrong-site-code"
    title = N_("This code does not set up a device.")
    hint = N_("Check each letter and number. Each code works once: ask the court for a new one.")


class LimitOutOfBounds(Invalid):
    code = "limit-out-of-bounds"
    title = N_("This number is outside what is safe.")
    hint = N_("Lower keeps out people who mistype, higher helps whoever guesses. Stay within the bounds shown.")
