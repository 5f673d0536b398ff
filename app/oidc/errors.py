"""What can go wrong between this court and an identity provider, in words for the person who signs in."""

from app.kernel.errors import N_, Invalid, Unauthenticated, Unavailable


class ProviderNotTrusted(Unauthenticated):
    """The answer of the provider is not one we can rely on. `reason` names the check that failed, for the log."""

    code = "provider-not-trusted"
    title = N_("The answer of the identity provider could not be trusted.")
    hint = N_("Nobody was signed in. Start again from the sign-in page. If it happens again, tell the court office.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class ProviderRefused(Unauthenticated):
    code = "provider-refused"
    title = N_("The identity provider did not confirm who you are.")
    hint = N_("Start again from the sign-in page, or sign in another way. Nothing was changed.")


class SignInCancelled(Unauthenticated):
    code = "sign-in-cancelled"
    title = N_("You did not finish signing in at the identity provider.")
    hint = N_("Start again from the sign-in page whenever you are ready, or sign in another way.")


class ProviderSilent(Unavailable):
    code = "provider-silent"
    title = N_("The identity provider is not answering as it should.")
    hint = N_("Try again in a few minutes, or sign in another way.")


class ProviderAddressRefused(Invalid):
    """`reason`: "https" (not https), "private" (inside this network), "form" (no address of an issuer)."""

    code = "provider-address-refused"
    title = N_("This is not an address where an identity provider may be.")
    hint = N_("Use an https address on the public network. The operator can allow addresses inside this network.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class DiscoveryUnusable(Invalid):
    """`reason` names the part of the configuration that is missing or does not fit."""

    code = "discovery-unusable"
    title = N_("The identity provider describes itself in a way this court cannot use.")
    hint = N_("Check the address of the issuer, letter by letter, with the people who run the provider.")

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class LogoutNotTaken(Invalid):
    code = "logout-not-taken"
    title = N_("This notice that somebody signed out could not be taken.")
    hint = N_("Send a logout token signed for this court (OpenID Connect Back-Channel Logout 1.0, section 2.4).")
