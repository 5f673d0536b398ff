"""Who is asking, as everybody above sees it: ids and a desk, never a name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.auth.terms import Desk, Limit, RequestDecision, Scope, SiteKind, Strength, Vouches


@dataclass(frozen=True, slots=True)
class Principal:
    """The person behind a request. `hearing_id` is set for someone who came by invitation.

    `scopes`: what the personal token of theirs is for that the request bears; None for everything they may do.
    """

    person_id: UUID
    desk: Desk
    court_id: UUID | None = None
    sign_in_id: UUID | None = None
    hearing_id: UUID | None = None
    language: str = "en"
    account_id: UUID | None = None
    strength: Strength = Strength.one
    proved_at: datetime | None = None  # when they last proved who they are; None with a personal token
    scopes: frozenset[Scope] | None = None
    personal_token_id: UUID | None = None
    for_person_id: UUID | None = None  # whom they act for in this act

    @property
    def by(self) -> str:
        """The actor as the log names them: "X", or "X for Y" where X acts for a colleague or counsel Y."""
        return str(self.person_id) if self.for_person_id is None else f"{self.person_id} for {self.for_person_id}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in that was just opened: the secret for the cookie, and who it is."""

    token: str
    expires_at: datetime
    principal: Principal


class AccessToken(BaseModel):
    """An answer of the token endpoint (RFC 6749 §5.1); `expires_in` seconds. The refresh token works once."""

    access_token: str
    token_type: str = "Bearer"
    expires_in: int
    refresh_token: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh invitation: the two secrets, given out once and kept as hashes."""

    invitation_id: UUID
    link: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class HalfOpen:
    """The right password, and a second step still owed. `token` is for a cookie of its own and opens nothing.

    `set_up`: no second factor is set up yet, and that comes first.
    """

    token: str
    expires_at: datetime
    set_up: bool


@dataclass(frozen=True, slots=True)
class OwedStep:
    """What somebody half signed in may do next: give a code, use a passkey, or set one of them up."""

    account_id: UUID
    person_id: UUID
    app: bool
    passkeys: bool

    @property
    def set_up(self) -> bool:
        return not self.app and not self.passkeys


class Challenge(BaseModel):
    """What a passkey is asked: `options` as `PublicKeyCredential.parse…OptionsFromJSON` reads them."""

    challenge_id: UUID
    options: dict[str, object]


class AppSecret(BaseModel):
    """What an authenticator app is to be given: a key to type, and the `otpauth:` address to scan."""

    key: str
    address: str


class BackupCodes(BaseModel):
    """Fresh backup codes, shown this once; each works one time."""

    codes: list[str]


class PasskeyAdded(BaseModel):
    """The id of a new passkey."""

    id: UUID


class RecoveryCode(BaseModel):
    """The code to tell the person, face to face; shown to the second officer this once."""

    code: str
    expires_at: datetime


class RecoveryProposal(BaseModel):
    """The id of a proposal that waits for a second officer."""

    id: UUID
    expires_at: datetime


class RoleRuleView(BaseModel):
    """Who gets which desk; the name of the court is for people."""

    claim: str
    value: str
    desk: Desk
    court_id: UUID | None
    court: str = ""


class ProviderView(BaseModel):
    """An identity provider as administrators see it; the secret is never shown, only whether there is one."""

    id: UUID
    key: str
    name: str
    issuer: str
    client_id: str
    has_secret: bool
    scopes: str
    algorithms: list[str]
    second_factor: Vouches
    acr_values: str
    rules: list[RoleRuleView]
    enabled: bool
    version: int
    redirect_uri: str
    logout_uri: str
    people: int


class FoundProvider(BaseModel):
    """What an issuer says about itself."""

    issuer: str
    authorization_endpoint: str
    algorithms: list[str]
    names_itself: bool
    signs_out: bool
    back_channel_logout: bool
    acr_values: list[str]


class ProviderChoice(BaseModel):
    """A way in, as the sign-in page offers it."""

    key: str
    name: str


class AccountRequestView(BaseModel):
    """Somebody who waits for an account, as whoever decides sees them."""

    id: UUID
    provider: str
    reference: str
    name: str
    email: str
    email_verified: bool
    desk: Desk | None
    court_id: UUID | None
    court: str
    asked_at: datetime
    decision: RequestDecision | None


class IdentityView(BaseModel):
    """A provider's word that opens one's own account."""

    id: UUID
    provider_key: str
    provider: str
    linked_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send a browser, and the secret it keeps until it comes back."""

    address: str
    browser: str
    provider: str


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody came who has no account: what to read out to the court office, and whether it was refused."""

    provider: str
    reference: str
    refused: bool


class MadeToken(BaseModel):
    """A personal token that was just made; nobody can show it again."""

    id: UUID
    token: str
    expires_at: datetime


class TicketView(BaseModel):
    """One opening of one socket: sent as a WebSocket subprotocol beside `ejustice.v1`; `expires_in` seconds."""

    ticket: str
    expires_in: int


class SiteDeviceView(BaseModel):
    """A device of a site. `state`: waiting (for its code to be typed on it), in use, too late."""

    id: UUID
    state: str
    since: datetime


class SiteView(BaseModel):
    """A place the court vouches for. `label` is drawn; nobody writes down here where it is."""

    id: UUID
    label: str
    kind: SiteKind
    devices: list[SiteDeviceView]


class SiteCode(BaseModel):
    """The code that sets up one device, shown this once and kept by nobody."""

    device_id: UUID
    code: str
    expires_at: datetime


class LimitView(BaseModel):
    """How often one thing may be tried now, what is usual, and the bounds of what can be set."""

    name: Limit
    value: int
    usual: int
    least: int
    most: int
