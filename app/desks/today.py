"""The first screen of each desk: the clerk's day, the judge's bench, a lawyer's desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.cases.queries import case_file, case_people, cases_of
from app.db.database import Reader
from app.desks.cases import CaseLine, my_cases
from app.desks.filing import QueueLine, queue_desk
from app.desks.hearings import of_desk, of_person
from app.filings.queries import filings_of, returned_by_court, waiting_for_review
from app.filings.views import FilingLine
from app.hearings.calendar import Interval
from app.hearings.queries import STANDING, Look
from app.hearings.views import HearingView, ParticipantView
from app.kernel.paging import Page
from app.kernel.zones import around, local
from app.notices.queries import notices_of_hearing
from app.orders.queries import lines_of_bench
from app.orders.queries.motions import undecided
from app.orders.views import MotionLine, OrderLine
from app.protection.queries import cases_with_requests
from app.protection.terms import Stage
from app.testimony.queries import orders_for
from app.testimony.views import OrderView

SOON = timedelta(minutes=60)
_EXCERPT, _CODES_AHEAD = 5, timedelta(days=7)
_NO_CODE = ("none", "recalled", "ended")


@dataclass(frozen=True, slots=True)
class Attention:
    """What somebody should look at: whose (a label) and a stable word for what."""

    label: str
    what: str


@dataclass(frozen=True, slots=True)
class SittingLine:
    """A hearing of the day. `open_now`: it is time to be in the room."""

    hearing: HearingView
    attention: Sequence[Attention]
    open_now: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The clerk's day. `codes`: coming hearings where somebody has no code yet; `returned`: sent back, with overdue."""

    day: date
    now: datetime
    zone: str
    sittings: Sequence[SittingLine]
    codes: Sequence[SittingLine]
    overdue: Sequence[FilingLine]
    requests: Sequence[OrderView]
    waiting: int
    queue: Sequence[QueueLine]


@dataclass(frozen=True, slots=True)
class Bench:
    """The judge's screen."""

    hearings: Sequence[HearingView]
    requests: Sequence[OrderView]
    motions: Sequence[MotionLine]
    orders: Sequence[OrderLine]


@dataclass(frozen=True, slots=True)
class LawyersDesk:
    """The lawyer's screen. `cases`: the newest."""

    cases: Page[CaseLine]
    hearings: Sequence[HearingView]
    filings: Sequence[FilingLine]


async def board(reader: Reader, look: Look, zone: str, day: date | None = None) -> Board:
    """The day of a court's clerk, today on the court's clock when no day is given."""
    today = local(look.at, zone).date()
    chosen = day or today
    sittings = [await _line(reader, view, look) for view in await _on(reader, look, chosen)]
    ahead = Interval(look.at, look.at + _CODES_AHEAD)
    coming = [await _line(reader, view, look) for view in await of_desk(reader, look, ahead) if _stands(view)]
    returned = await returned_by_court(reader, look.principal)
    return Board(
        day=chosen,
        now=look.at,
        zone=zone,
        sittings=sittings,
        codes=[line for line in coming if any(one.what == "no_code" for one in line.attention)],
        overdue=[one for one in returned if one.cure_by is not None and one.cure_by <= look.at],
        requests=await _requests(reader, look),
        waiting=await waiting_for_review(reader, look.principal),
        queue=(await queue_desk(reader, look.principal, look.at, look.translate))[:_EXCERPT],
    )


async def bench(reader: Reader, look: Look) -> Bench:
    """Coming sittings, requests for protection that wait for a ruling, motions that nobody has decided."""
    return Bench(
        hearings=[view for view in await of_person(reader, look) if _stands(view)],
        requests=await _requests(reader, look),
        motions=await undecided(reader, look.principal, look.at),
        orders=await lines_of_bench(reader, look.principal),
    )


async def lawyers_desk(reader: Reader, look: Look) -> LawyersDesk:
    """My cases, coming hearings, what I filed."""
    return LawyersDesk(
        cases=await my_cases(reader, look.principal),
        hearings=[view for view in await of_person(reader, look) if _stands(view)],
        filings=await filings_of(reader, look.principal),
    )


async def _on(reader: Reader, look: Look, day: date) -> list[HearingView]:
    """The hearings of one day on the court's calendar, vacated ones too, so that nobody looks for them."""
    then = Interval(*around(day))
    return [view for view in await of_desk(reader, look, then) if view.wall_time.startswith(day.isoformat())]


async def _line(reader: Reader, view: HearingView, look: Look) -> SittingLine:
    mail = await notices_of_hearing(reader, view.id)
    soon = view.starts_at - look.at <= SOON
    found = [Attention(one.label, what) for one in view.participants for what in _needs(one, mail, soon)]
    open_now = _stands(view) and soon and look.at < view.ends_at
    return SittingLine(view, found if _stands(view) else (), open_now)


def _needs(one: ParticipantView, mail: Mapping[UUID, str], soon: bool) -> list[str]:
    """Stable words for what is not as it should be with one person, most urgent first."""
    found = [*one.failed_checks]
    if one.state == Stage.CUT_OFF:
        found.append("cut_off")
    if one.needs_code and one.invitation in _NO_CODE:
        found.append("no_code")
    if mail.get(one.id) == "refused":
        found.append("mail_refused")
    if soon and one.state == Stage.EXPECTED and not found:
        found.append("not_here")
    return found


async def _requests(reader: Reader, look: Look) -> list[OrderView]:
    """Requests for protection that wait, in every case on this person's desk, the oldest first."""
    found: list[OrderView] = []
    for case in await cases_of(reader, look.principal, among=cases_with_requests()):
        file = await case_file(reader, case.id, look.principal)
        people = await case_people(reader, case)
        viewer = people.viewer(look.principal)
        orders = await orders_for(reader, people, file, viewer, look.at, look.translate)
        found += [order for order in orders if order.waiting]
    return sorted(found, key=lambda order: order.requested_at)


def _stands(view: HearingView) -> bool:
    return view.status in STANDING
