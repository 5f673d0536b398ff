"""The administrator's desk: account holders, courts, what is limited, how each part works. Nothing of any case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.queries.accounts import AccountFile, account_file, account_files, admit
from app.auth.queries.limits import limit_views
from app.auth.terms import LIFE, Desk
from app.auth.views import LimitView, Principal
from app.cases.queries.courts import CourtFile, court_files, court_of_administration, units_of_clerks
from app.db.database import Reader
from app.db.outbox import given_up
from app.kernel.paging import BadCursor, Page, from_cursor, to_cursor
from app.protection.labels import holder_for

PAGE = 50
_CHUNK = 200


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class UnitView(_View):
    """A unit of a court's registry."""

    id: UUID
    name: str


class CourtView(_View):
    """A court with its units."""

    id: UUID
    name: str
    zone: str
    language: str
    units: list[UnitView]


class AccountView(_View):
    """An account and its holder. `standing`: waiting, open, closed; `link`: what became of the last one sent."""

    id: UUID
    name: str
    email: str
    language: str
    desk: Desk
    court: CourtView | None
    units: list[UnitView]
    standing: str
    link: str | None
    link_expires_at: datetime | None
    own: bool


class WorkView(_View):
    """Something due after a commit that failed too often: which handler, never for whom or about what."""

    id: UUID
    what: str
    tries: int
    since: datetime


class LifeView(_View):
    """How many minutes a sign-in at a desk lasts unused, and at most."""

    desk: Desk
    idle_minutes: int
    longest_minutes: int


class LimitsView(_View):
    """How long sign-ins last, and how often each thing may be tried before it has to wait."""

    lives: list[LifeView]
    tries: list[LimitView]


class AdministratorsHealth(_View):
    """Each part by name with "ok" or a word; how much waits; what was given up."""

    parts: dict[str, str]
    waiting: int
    given_up: list[WorkView]


class SettingView(_View):
    """A setting in force; a secret is only said to be set."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which accounts are asked for: words in name or address, a desk, a court, from a cursor on."""

    search: str = ""
    desk: Desk | None = None
    court_id: UUID | None = None
    after: str = ""


async def accounts(reader: Reader, principal: Principal, asked: Asked) -> Page[AccountView]:
    """Account holders in the order they came. Raises OnlyAdministrators, BadCursor."""
    admit(principal)
    courts = {court.id: court for court in await court_files(reader)}
    units = await units_of_clerks(reader)
    found: list[AccountView] = []
    after = _from(asked.after)
    while rows := await account_files(reader, after=after, desk=asked.desk, court_id=asked.court_id, most=_CHUNK):
        after = rows[-1].holder.account_id
        views = (_account(row, principal, courts, units) for row in rows)
        found += [view for view in views if _meant(view, asked.search)]
        if len(found) > PAGE:
            return Page(items=found[:PAGE], next=to_cursor(str(found[PAGE - 1].id)))
    return Page(items=found)


async def account(reader: Reader, principal: Principal, account_id: UUID) -> AccountView:
    """One account. Raises OnlyAdministrators, AccountNotFound."""
    admit(principal)
    courts = {court.id: court for court in await court_files(reader)}
    return _account(await account_file(reader, account_id), principal, courts, await units_of_clerks(reader))


async def courts(reader: Reader, principal: Principal) -> list[CourtView]:
    """Every court, by name. Raises OnlyAdministrators."""
    admit(principal)
    return [_court(court) for court in await court_files(reader)]


async def court(reader: Reader, principal: Principal, court_id: UUID) -> CourtView:
    """One court. Raises OnlyAdministrators, CourtNotFound."""
    admit(principal)
    return _court(await court_of_administration(reader, court_id))


async def health(reader: Reader, principal: Principal, parts: Mapping[str, str], waiting: int) -> AdministratorsHealth:
    """How each part works and what was given up. Raises OnlyAdministrators."""
    admit(principal)
    rows = await given_up(reader)
    work = [WorkView(id=row.id, what=row.handler, tries=row.attempts, since=row.dead_at or row.due_at) for row in rows]
    return AdministratorsHealth(parts=dict(parts), waiting=waiting, given_up=work)


def settings_in_force(principal: Principal, shown: Iterable[tuple[str, str, str]]) -> list[SettingView]:
    """The settings without their secrets. Raises OnlyAdministrators."""
    admit(principal)
    return [SettingView(name=name, value=value, meaning=meaning) for name, value, meaning in shown]


async def limits(reader: Reader, principal: Principal) -> LimitsView:
    """How long sign-ins last at each desk, and how often what may be tried. Raises OnlyAdministrators."""
    admit(principal)
    minute = timedelta(minutes=1)
    lives = [
        LifeView(desk=desk, idle_minutes=life.idle // minute, longest_minutes=life.longest // minute)
        for desk, life in LIFE.items()
    ]
    return LimitsView(lives=lives, tries=list(await limit_views(reader)))


def _from(cursor: str) -> UUID | None:
    if not cursor:
        return None
    try:
        return UUID(str(from_cursor(cursor, 1)[0]))
    except ValueError as reason:
        raise BadCursor() from reason


def _meant(view: AccountView, search: str) -> bool:
    wanted = search.casefold().strip()
    return wanted in view.name.casefold() or wanted in view.email.casefold()


def _account(
    file: AccountFile,
    principal: Principal,
    courts: Mapping[UUID, CourtFile],
    units: Mapping[UUID, frozenset[UUID]],
) -> AccountView:
    administers = principal.desk is Desk.administrator
    of = courts.get(file.court_id) if file.court_id else None
    mine = units.get(file.holder.person_id, frozenset())
    return AccountView(
        id=file.holder.account_id,
        name=holder_for(administers, file.name),
        email=holder_for(administers, file.email) if file.email else "",
        language=file.language,
        desk=file.holder.desk,
        court=_court(of) if of else None,
        units=[UnitView(id=unit_id, name=name) for unit_id, name in of.units if unit_id in mine] if of else [],
        standing=file.holder.standing.value,
        link=file.link_end.value if file.link_end else None,
        link_expires_at=file.link_expires_at,
        own=file.holder.person_id == principal.person_id,
    )


def _court(file: CourtFile) -> CourtView:
    units = [UnitView(id=unit_id, name=name) for unit_id, name in file.units]
    return CourtView(id=file.id, name=file.name, zone=file.zone, language=file.language, units=units)
