"""What both edges are handed: the constructed parts of one running installation, built by `app/wiring/`."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from app.audit.actions import Disclosures
from app.audit.note import NoteKey
from app.audit.witnessing import Witnessing
from app.auth.actions import (
    Authenticators,
    Invitations,
    OwnPasswords,
    Passkeys,
    Proofs,
    Recoveries,
    SecondSteps,
    SignIns,
    Sites,
)
from app.auth.actions.account_requests import AccountRequests
from app.auth.actions.accounts import Accounts
from app.auth.actions.limits import LimitSettings
from app.auth.actions.oidc import ProviderSignIns
from app.auth.actions.programs import Programs
from app.auth.actions.providers import Providers
from app.auth.actions.tickets import Tickets
from app.auth.tokens import AccessTokens
from app.cases.actions.asking import Askings
from app.cases.actions.break_glass import BreakGlasses
from app.cases.actions.counsel import Counsel
from app.cases.actions.courts import Courts
from app.cases.actions.deadlines import CourtDays, Deadlines
from app.cases.actions.erasure_requests import ErasureRequests
from app.cases.actions.grants import Grants
from app.cases.actions.instances import Instances
from app.cases.actions.kinds import Kinds
from app.cases.actions.likenesses import Likenesses
from app.cases.actions.lineage import Lineage
from app.cases.actions.merges import Merges
from app.cases.actions.notes import CaseNotes
from app.cases.actions.opening import Openings
from app.cases.actions.persons import Persons
from app.cases.actions.relations import Relations
from app.cases.actions.seals import Seals
from app.cases.actions.stand_ins import StandIns
from app.cases.actions.transfers import Transfers
from app.cases.actions.work import Work
from app.db.database import Database
from app.db.outbox import Relay
from app.edge.health import Health
from app.edge.limits import Limits
from app.filings.actions import Filings
from app.hearings.actions.booking import Bookings
from app.kernel.clock import Clock
from app.keys.port import IdentityCipher
from app.media.port import MediaEngine
from app.notices.actions import Queue
from app.orders.actions import Motions, Orders, OrderSignatures, Templates
from app.orders.steps import CourtSeal
from app.paper.actions.cash import CashDays
from app.paper.actions.day_files import DayFiles
from app.paper.actions.exhibits import Exhibits
from app.paper.actions.fees import Fees
from app.paper.actions.schedules import FeeSchedules
from app.paper.actions.statements import Statements
from app.settings import Settings
from app.sittings.actions import Presence
from app.sittings.live import Floors
from app.sittings.live.ice import Ice
from app.testimony.actions import Protections


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """One field per part; actions are called by routes, never by one another."""

    settings: Settings
    clock: Clock
    database: Database
    relay: Relay
    post: Relay
    limits: Limits
    limit_settings: LimitSettings
    erasure_requests: ErasureRequests
    health: Health
    tokens: AccessTokens
    log_keys: Callable[[], list[NoteKey]]
    disclosures: Disclosures
    witnessing: Witnessing
    identity: IdentityCipher
    openings: Openings
    askings: Askings
    relations: Relations
    kinds: Kinds
    persons: Persons
    likenesses: Likenesses
    merges: Merges
    deadlines: Deadlines
    court_days: CourtDays
    sign_ins: SignIns
    programs: Programs
    tickets: Tickets
    second_steps: SecondSteps
    proofs: Proofs
    own_passwords: OwnPasswords
    authenticators: Authenticators
    passkeys: Passkeys
    recoveries: Recoveries
    accounts: Accounts
    providers: Providers
    provider_sign_ins: ProviderSignIns
    account_requests: AccountRequests
    courts: Courts
    grants: Grants
    counsel: Counsel
    seals: Seals
    stand_ins: StandIns
    templates: Templates
    orders: Orders
    motions: Motions
    order_signatures: OrderSignatures
    court_seal: CourtSeal
    transfers: Transfers
    lineage: Lineage
    instances: Instances
    break_glass: BreakGlasses
    notes: CaseNotes
    work: Work
    queue: Queue
    invitations: Invitations
    sites: Sites
    bookings: Bookings
    protections: Protections
    engine: MediaEngine
    ice: Ice
    presence: Presence
    floors: Floors
    filings: Filings
    day_files: DayFiles
    fees: Fees
    exhibits: Exhibits
    cash_days: CashDays
    statements: Statements
    fee_schedules: FeeSchedules

    @property
    def log_key(self) -> NoteKey:
        """The key that the log signs with now."""
        return self.log_keys()[0]


def services_of(connection: HTTPConnection) -> Services:
    """The services of the application that received this request or socket."""
    services: Services = connection.app.state.services
    return services
