"""The composition root: every part in its place, and the one table of what follows from what."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists
from sqlmodel import col, select

from app.audit.actions import Disclosures
from app.audit.models import LogLeaf
from app.audit.note import CheckpointRefused
from app.audit.posting import post_checkpoint
from app.audit.witness import witnesses_of
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
from app.auth.passwords import Passwords
from app.auth.rules.passkeys import site_of
from app.auth.terms import SecondFactor
from app.auth.tokens import AccessTokens, RotatingTokens
from app.cases.actions.asking import Askings
from app.cases.actions.break_glass import BreakGlasses
from app.cases.actions.counsel import Counsel
from app.cases.actions.courts import Courts
from app.cases.actions.deadlines import CourtDays, Deadlines
from app.cases.actions.erasure_requests import ErasureRequests
from app.cases.actions.erasures import DESTROY_KEYS, Erasures
from app.cases.actions.grants import Grants
from app.cases.actions.importing import Imports
from app.cases.actions.instances import Instances
from app.cases.actions.kinds import Kinds
from app.cases.actions.likenesses import MATCH, Likenesses
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
from app.cases.models import DocketEntry
from app.cases.queries.courts import court_exists, court_names
from app.cases.terms.moves import Unfinished
from app.db.database import Database, Reader
from app.db.migrate import upgrade
from app.db.outbox import Relay
from app.edge.counters import open_counters
from app.edge.figures import StoredFigures
from app.edge.health import Health
from app.edge.limits import Limits
from app.edge.probes import probes
from app.edge.services import Services
from app.filings.actions import CHECK, filings
from app.filings.models import Filing
from app.filings.queries import filing_waits_in
from app.filings.queries.work import what_waits
from app.hearings.actions.booking import Bookings
from app.hearings.queries import hearing_stands_in
from app.kernel.clock import Clock, SystemClock
from app.keys.file import FileKeys
from app.keys.port import IdentityCipher, Keys, Purpose
from app.keys.roots import KeysUnusable
from app.media.port import MediaEngine
from app.notices.actions import Notices, Queue, Warnings, Welcome
from app.oidc.client import OpenIdProviders
from app.orders.actions import orders
from app.paper.actions.cash import CashDays
from app.paper.actions.day_files import DayFiles
from app.paper.actions.exhibits import Exhibits
from app.paper.actions.fees import Fees
from app.paper.actions.schedules import FeeSchedules
from app.paper.actions.statements import Statements
from app.payments.transfer import BankTransfer
from app.pdf.port import PdfTools
from app.settings import Settings
from app.sittings.actions import Acts, Presence
from app.sittings.live import Floors
from app.sittings.live.ice import Ice
from app.storage.disk import DiskStorage
from app.testimony.actions import Protections
from app.wiring.adapters import delivery_of, media_engine, pdf_tools, storage_of
from app.wiring.keyring import log_keys, log_sequencer, open_keys, open_root, token_keys

# Every event that has consequences. (An acceptance also puts "docket-filing" into the outbox itself, due later.)
CONSEQUENCES: Mapping[str, tuple[str, ...]] = {
    "auth.account-opened": ("notify-account",),
    "auth.set-up-link-asked": ("notify-account",),
    "auth.refresh-token-reused": ("notify-token-reused",),
    "auth.password-changed": ("notify-way-in",),
    "auth.second-factor-added": ("notify-way-in",),
    "auth.second-factor-removed": ("notify-way-in",),
    "auth.passkey-counted-back": ("notify-way-in",),
    "auth.recovery-proposed": ("notify-way-in",),
    "auth.recovery-confirmed": ("notify-way-in",),
    "auth.account-restored": ("notify-way-in",),
    "documents.erased": (DESTROY_KEYS,),
    "case.break-glass-allowed": ("notify-emergency",),
    "case.part-taken": (MATCH,),
    "case.person-renamed": (MATCH,),
    "case.name-added": (MATCH,),
    "documents.received": (CHECK,),
    "filings.submitted": ("notify-received",),
    "filings.docketed": ("notify-parties",),
    "filings.entry-corrected": ("notify-corrected",),
    "filings.returned": ("notify-returned",),
    "filings.rejected": ("notify-rejected",),
    "orders.made": ("notify-order",),
    "orders.motion-ruled": ("notify-ruling",),
    "case.deadline-set": ("notify-deadline",),
    "case.deadline-changed": ("notify-deadline",),
    "case.deadline-moved": ("notify-deadline",),
    "case.transferred": ("notify-moved",),
    "case.together": ("notify-moved",),
    "case.severed": ("notify-moved",),
    "case.appealed": ("notify-moved",),
    "case.remitted": ("notify-moved",),
    "case.rests": ("notify-moved",),
    "hearings.booked": ("notify-booked",),
    "hearings.rescheduled": ("notify-rescheduled",),
    "hearings.vacated": ("notify-vacated",),
}

# Statements that select domain rows without a leaf; the check of the log runs each.
UNLOGGED: Mapping[str, Select[Any]] = {
    "docket entry": select(DocketEntry.id).where(~exists().where(col(LogLeaf.id) == col(DocketEntry.leaf_id))),
    "filing": select(Filing.id).where(
        col(Filing.received_at).is_not(None), ~exists().where(col(LogLeaf.id) == col(Filing.leaf_id))
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOffice:
    """What the operator's commands work with: rows, keys and encrypted files, and nobody's pages."""

    settings: Settings
    clock: Clock
    database: Database
    keys: FileKeys
    storage: DiskStorage
    erasures: Erasures
    imports: Imports


UNFINISHED = "restore.unfinished"  # a file in the data folder while a backup is being put back


class Misconfigured(RuntimeError):
    """The settings do not go together; the sentence says what to change."""


def check(settings: Settings) -> None:
    """Refuse to start with settings that would fail a court later, or with keys that cannot be used."""
    try:
        root = open_root(settings.root_key)
        if settings.key_ring.exists():
            FileKeys(settings.key_ring, root)
    except KeysUnusable as reason:
        raise Misconfigured(str(reason)) from reason
    try:
        witnesses_of(settings.log_witnesses)
    except CheckpointRefused as reason:
        raise Misconfigured("EJ_LOG_WITNESSES holds something that is no witness's key.") from reason
    if (settings.data_dir / UNFINISHED).exists():
        raise Misconfigured("A backup is being put back here. Run the same restore again; it goes on where it stopped.")
    if not settings.production:
        return
    if not settings.public_url.startswith("https:"):
        raise Misconfigured("EJ_PUBLIC_URL must be https: in production.")
    if settings.key_file is None or settings.data_dir.resolve() in settings.key_file.resolve().parents:
        raise Misconfigured("EJ_KEY_FILE must name a file outside EJ_DATA_DIR in production.")
    if settings.second_factor != "required":
        raise Misconfigured("EJ_SECOND_FACTOR must be required in production: a password alone opens too much.")
    if not settings.turn_url or not settings.turn_secret:
        raise Misconfigured("EJ_TURN_URL and EJ_TURN_SECRET must be set in production: protected people need a relay.")


@asynccontextmanager
async def build(settings: Settings, clock: Clock | None = None, *, at_work: bool = True) -> AsyncIterator[Services]:
    """Every part of one installation, started; leaving the block stops them in reverse.

    `at_work` False leaves out what runs by itself: the caller drains the relays.
    """
    check(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    clock = clock or SystemClock()
    keys = open_keys(settings)
    await upgrade(settings.database_owner, works_as=settings.database_role)
    database = _database(settings, keys, clock)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        engine, pdf = media_engine(settings), pdf_tools(stack)
        await engine.start()
        stack.push_async_callback(engine.close)
        services = _assembled(settings, clock, keys, database, engine, pdf)
        stack.push_async_callback(services.limits.close)
        sequencer = log_sequencer(settings, clock, keys, database)
        await services.floors.recover()
        at = (sequencer.run, services.witnessing.run, services.relay.run, services.post.run, services.floors.run)
        for work in at if at_work else ():
            stack.push_async_callback(_stop, asyncio.create_task(work()))
        yield services


def _database(settings: Settings, keys: Keys, clock: Clock) -> Database:
    cipher, owner = keys.cipher(Purpose.IDENTITY), settings.database_owner_url
    return Database(settings.database, cipher=cipher, consequences=CONSEQUENCES, clock=clock, owner_url=owner)


def _assembled(
    settings: Settings, clock: Clock, keys: Keys, database: Database, engine: MediaEngine, pdf: PdfTools
) -> Services:
    """Every part in its place; nothing runs yet."""
    identity, storage = keys.cipher(Purpose.IDENTITY), storage_of(settings, keys)
    filing = filings(database, storage, pdf, clock, upload_limit=settings.upload_limit)
    delivery = delivery_of(settings)
    notices = Notices(database, delivery, clock, settings.public_url)
    welcome = Welcome(database, delivery, clock, settings.public_url)
    warnings = Warnings(database, delivery, clock)
    erasing = {DESTROY_KEYS: Erasures(database, keys, storage, clock).finish}
    alike = Likenesses(database, identity, clock).handlers
    followed = {**filing.handlers, **notices.handlers, **welcome.handlers, **warnings.handlers, **erasing, **alike}
    relay = Relay(database, followed, clock)
    post = Relay(database, {**notices.senders, **welcome.senders, **warnings.senders}, clock)
    tokens = RotatingTokens(partial(token_keys, keys), settings.public_url)
    ice, presence = Ice(settings, clock), Presence(database, clock)
    passwords = Passwords()  # one for all, so that one limit holds for all
    return Services(
        settings=settings,
        clock=clock,
        database=database,
        relay=relay,
        post=post,
        limits=Limits(open_counters(settings.bus_url), identity, clock, StoredFigures(database, clock)),
        health=Health(probes(database, storage, engine, relay, post, clock)),
        tokens=tokens,
        identity=identity,
        log_keys=partial(log_keys, settings, keys),
        disclosures=Disclosures(database, clock),
        witnessing=Witnessing(database, clock, witnesses_of(settings.log_witnesses), post_checkpoint),
        bookings=Bookings(database, identity, clock, settings.public_url),
        protections=Protections(database, clock),
        engine=engine,
        ice=ice,
        presence=presence,
        floors=Floors(database, engine, Acts(database, clock), presence, ice, clock),
        filings=filing,
        **_of_paper(database, storage, pdf, clock),
        **_of_cases(database, identity, clock),
        **orders(settings, keys, database, storage, clock),
        queue=Queue(database, clock),
        **_ways_in(settings, clock, identity, database, passwords, tokens),
        **_providers(settings, clock, identity, database),
    )


def _of_cases(database: Database, identity: IdentityCipher, clock: Clock) -> dict[str, Any]:
    """Everything about the register of cases and who may see them, by field of Services."""
    return {
        "courts": Courts(database, clock),
        "grants": Grants(database, identity, clock),
        "counsel": Counsel(database, identity, clock),
        "seals": Seals(database, identity, clock),
        "stand_ins": StandIns(database, identity, clock),
        "openings": Openings(database, identity, clock),
        "askings": Askings(database, identity, clock),
        "relations": Relations(database, identity, clock),
        "kinds": Kinds(database, clock),
        "persons": Persons(database, clock),
        "likenesses": Likenesses(database, identity, clock),
        "merges": Merges(database, clock),
        "deadlines": Deadlines(database, clock),
        "court_days": CourtDays(database, clock),
        "break_glass": BreakGlasses(database, clock),
        "transfers": Transfers(database, clock, unfinished),
        "lineage": Lineage(database, clock, unfinished),
        "instances": Instances(database, clock, unfinished),
        "notes": CaseNotes(database, clock),
        "work": Work(database, clock, what_waits),
        "erasure_requests": ErasureRequests(database, clock),
    }


def _of_paper(database: Database, storage: DiskStorage, pdf: PdfTools, clock: Clock) -> dict[str, Any]:
    """Everything about paper and money, by field of Services."""
    transfer = BankTransfer()
    return {
        "day_files": DayFiles(database, storage, pdf, clock),
        "fees": Fees(database, transfer, clock),
        "exhibits": Exhibits(database, clock),
        "cash_days": CashDays(database, clock),
        "statements": Statements(database, transfer, clock),
        "fee_schedules": FeeSchedules(database, clock),
    }


async def unfinished(reader: Reader, case_id: UUID) -> frozenset[Unfinished]:
    """What hearings and filings know that has to be over before a case moves."""
    found = {Unfinished.hearing} if await hearing_stands_in(reader, case_id) else set()
    return frozenset(found | {Unfinished.filing} if await filing_waits_in(reader, case_id) else found)


def _providers(settings: Settings, clock: Clock, identity: IdentityCipher, database: Database) -> dict[str, Any]:
    """Everything about identity providers, by field of Services."""
    outside = OpenIdProviders(clock, inside=settings.identity_providers_inside)
    policy = SecondFactor(settings.second_factor)
    return {
        "providers": Providers(database, outside, clock, court_exists),
        "provider_sign_ins": ProviderSignIns(database, identity, outside, policy, clock, settings.public_url),
        "account_requests": AccountRequests(database, identity, clock, court_exists),
    }


def _ways_in(
    settings: Settings,
    clock: Clock,
    identity: IdentityCipher,
    database: Database,
    passwords: Passwords,
    tokens: AccessTokens,
) -> dict[str, Any]:
    """Everything about proving who one is, by field of Services."""
    policy, site = SecondFactor(settings.second_factor), site_of(settings.public_url)
    return {
        "limit_settings": LimitSettings(database, clock),
        "accounts": Accounts(database, identity, passwords, clock, court_exists),
        "invitations": Invitations(database, identity, clock),
        "sites": Sites(database, identity, clock),
        "sign_ins": SignIns(database, identity, passwords, tokens, policy, clock),
        "second_steps": SecondSteps(database, identity, site, clock),
        "proofs": Proofs(database, identity, passwords, site, clock),
        "own_passwords": OwnPasswords(database, passwords, court_names, clock),
        "authenticators": Authenticators(database, identity, policy, clock),
        "passkeys": Passkeys(database, site, policy, clock),
        "recoveries": Recoveries(database, identity, passwords, court_names, policy, clock),
        "programs": Programs(database, tokens, clock),
        "tickets": Tickets(database, clock),
    }


def back_office(settings: Settings, clock: Clock, database: Database | None = None) -> BackOffice:
    """The operator's view of an installation, over the server's database or, without one, its own to close."""
    keys = open_keys(settings)
    database = database or _database(settings, keys, clock)
    storage = storage_of(settings, keys)
    return BackOffice(
        settings=settings,
        clock=clock,
        database=database,
        keys=keys,
        storage=storage,
        erasures=Erasures(database, keys, storage, clock),
        imports=Imports(database, keys.cipher(Purpose.IDENTITY), clock),
    )


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
