"""Reading hearings: which there are for whom, who is expected at them, and who is taken when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from app.auth.models import Account, Invitation, Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import Case, Part
from app.cases.queries import CaseFile, actor_of, case_file, live, visible_to
from app.cases.rules import FROM_PARTS, Held
from app.cases.terms import Act, Level, Relation
from app.db.database import Reader
from app.hearings.calendar import Booked, Interval
from app.hearings.errors import HearingNotFound
from app.hearings.models import Hearing, Participant, Sitting
from app.hearings.terms import HearingState
from app.hearings.views import PublicHearing
from app.protection.terms import Role

STANDING = (HearingState.BOOKED.value, HearingState.RESCHEDULED.value)


@dataclass(frozen=True, slots=True)
class HearingFile:
    """A hearing, its case with what decides about it, and whether the reader takes part or may for absent counsel."""

    hearing: Hearing
    file: CaseFile
    takes_part: bool


async def hearing_file(
    reader: Reader, hearing_id: UUID, principal: Principal, act: Act = Act.see_hearings
) -> HearingFile:
    """The hearing, if this person may know of it: of the court, of the case, or expected. Raises HearingNotFound."""
    hearing = await reader.get(Hearing, hearing_id)
    if hearing is None or principal.hearing_id not in (None, hearing_id):
        raise HearingNotFound()
    try:
        file = await case_file(reader, hearing.case_id, principal)
    except CaseNotFound:
        raise HearingNotFound() from None
    statement = select(Participant.person_id).where(Participant.hearing_id == hearing_id)
    expected = set(await reader.all(statement)) & present_in(file)
    asked = tuple(Held(one, Relation.expected, file.case.opened_at) for one in sorted(expected))
    file = replace(file, held=(*file.held, *asked))
    if not file.may(act):
        raise HearingNotFound()
    in_place = expected & set(file.in_place_of(Act.appear))
    return HearingFile(hearing, file, principal.person_id in expected or bool(in_place))


def present_in(file: CaseFile) -> set[UUID]:
    """Everybody with a part in the case that counts now: being expected alone is no part."""
    return {one.person_id for one in file.held if one.relation in FROM_PARTS and one.live(file.actor.at)}


async def participants_of(reader: Reader, hearing_ids: Collection[UUID]) -> dict[UUID, list[Participant]]:
    """Everybody expected, by hearing, in the order they were asked."""
    found: dict[UUID, list[Participant]] = {hearing_id: [] for hearing_id in hearing_ids}
    statement = select(Participant).where(col(Participant.hearing_id).in_(hearing_ids))
    for row in await reader.all(statement.order_by(col(Participant.id))):
        found[row.hearing_id].append(row)
    return found


async def hearings_of_case(reader: Reader, case_id: UUID) -> list[Hearing]:
    """Every hearing of a case, vacated ones too, earliest first."""
    return await reader.all(select(Hearing).where(Hearing.case_id == case_id).order_by(col(Hearing.starts_at)))


async def hearing_stands_in(reader: Reader, case_id: UUID) -> bool:
    """Whether a hearing of the case is still to come, or a sitting of it is not over."""
    to_come = select(Hearing.id).where(
        Hearing.case_id == case_id, col(Hearing.status).in_(STANDING), col(Hearing.ends_at) > reader.at
    )
    sits = select(Hearing.id).join(Sitting, col(Sitting.hearing_id) == col(Hearing.id))
    sits = sits.where(Hearing.case_id == case_id, col(Sitting.closed_at).is_(None))
    return await reader.first(to_come) is not None or await reader.first(sits) is not None


async def hearings_on_desk(reader: Reader, principal: Principal, during: Interval) -> list[Hearing]:
    """The court's hearings that overlap an interval, of the cases this clerk sees, earliest first."""
    scope = visible_to(await actor_of(reader, principal))
    wanted = select(Hearing).where(scope.inside(Hearing.case_id, Act.clerk_hearing), *_during(during))
    return await reader.all(wanted.order_by(*_EARLIEST).params(scope.values))


def places_taken_for(rows: Iterable[Participant]) -> dict[UUID, UUID]:
    """Who is there in whose place."""
    return {row.person_id: row.acts_for_id for row in rows if row.acts_for_id is not None}


async def hearings_of_person(reader: Reader, principal: Principal, during: Interval) -> list[Hearing]:
    """The hearings somebody is expected at, or counsel for whom they may appear now, earliest first."""
    actor = await actor_of(reader, principal)
    mine = select(Participant.hearing_id).where(
        Participant.person_id == principal.person_id, col(Participant.acts_for_id).is_(None)
    )
    over: ColumnElement[bool] = col(Hearing.id).in_(mine)
    absent = [stand.person_id for stand in actor.others]
    if absent:
        scope = visible_to(actor)
        theirs = select(Participant.hearing_id).where(col(Participant.person_id).in_(absent))
        over = or_(over, and_(col(Hearing.id).in_(theirs), scope.inside(Hearing.case_id, Act.appear)))
        statement = select(Hearing).where(over, *_during(during)).params(scope.values)
    else:
        statement = select(Hearing).where(over, *_during(during))
    return await reader.all(statement.order_by(*_EARLIEST))


async def public_hearings(reader: Reader, during: Interval) -> list[PublicHearing]:
    """Hearings of cases everybody may know of: the cause list, earliest first."""
    statement = (
        select(Hearing, Case)
        .join(Case, col(Case.id) == col(Hearing.case_id))
        .where(Case.level == Level.public.value, *_during(during))
        .order_by(*_EARLIEST)
    )
    return [public_line(hearing, case) for hearing, case in await reader.rows(statement)]


def public_line(hearing: Hearing, case: Case) -> PublicHearing:
    """What anybody may know of a hearing of a public case."""
    fields = hearing.model_dump(include=set(PublicHearing.model_fields))
    return PublicHearing(**fields, case_number=case.number, about=case.about, in_private=not hearing.public)


async def places_taken(
    reader: Reader, people: Collection[UUID], during: Interval, *, besides: UUID | None = None
) -> dict[UUID, list[Booked]]:
    """The places of these people in hearings that stand and overlap, by court; one hearing can be left out.

    Somebody is taken in whatever case it is: callers tell no more of it than the time.
    """
    statement = (
        select(Participant, Hearing)
        .join(Hearing, col(Hearing.id) == col(Participant.hearing_id))
        .where(
            col(Participant.person_id).in_(people),
            col(Hearing.status).in_(STANDING),
            Hearing.id != besides,
            *_during(during),
        )
    )
    found: dict[UUID, list[Booked]] = {}
    async with reader.beyond_the_wall():
        rows = await reader.rows(statement)
    for one, hearing in rows:
        when = Interval(hearing.starts_at, hearing.ends_at)
        found.setdefault(hearing.court_id, []).append(Booked(one.person_id, hearing.id, when))
    return found


async def judges_of(reader: Reader, court_id: UUID) -> list[Person]:
    """The judges of a court who can sign in."""
    statement = (
        select(Person)
        .join(Account, col(Account.person_id) == col(Person.id))
        .where(Account.desk == Desk.judge.value, Account.court_id == court_id, col(Account.disabled_at).is_(None))
    )
    return await reader.all(statement.order_by(col(Person.id)))


async def present_parts(reader: Reader, case_id: UUID) -> list[Part]:
    """The parts people play in a case now, oldest first."""
    statement = select(Part).where(Part.case_id == case_id, *live(Part, reader.at), col(Part.suspended_at).is_(None))
    return await reader.all(statement.order_by(col(Part.since), col(Part.id)))


async def desks_of(reader: Reader, people: Collection[UUID]) -> dict[UUID, Desk]:
    """The desk each of these people signs in to; who has no account is missing."""
    statement = select(Account.person_id, Account.desk).where(
        col(Account.person_id).in_(people), col(Account.disabled_at).is_(None)
    )
    return {person_id: Desk(desk) for person_id, desk in await reader.rows(statement)}


async def invitation_states(reader: Reader, hearing_id: UUID, at: datetime) -> dict[UUID, tuple[str, int]]:
    """For each person ever given a code for this hearing: how the latest one stands, and wrong codes with its link."""
    statement = select(Invitation).where(Invitation.hearing_id == hearing_id).order_by(col(Invitation.id))
    return {row.person_id: (_state(row, at), row.wrong) for row in await reader.all(statement)}


async def people_helped(reader: Reader, hearing_id: UUID, person_id: UUID) -> frozenset[UUID]:
    """Those with a code for this hearing whom this person, asked to it too, is there to help."""
    helps = select(Participant.for_person_id).where(
        Participant.hearing_id == hearing_id,
        Participant.person_id == person_id,
        col(Participant.role).in_(_GIVE_AGAIN),
    )
    statement = select(Invitation.person_id).where(
        Invitation.hearing_id == hearing_id, col(Invitation.person_id).in_(helps)
    )
    return frozenset(await reader.all(statement))


def _state(row: Invitation, at: datetime) -> str:
    if row.recalled_at is not None:
        return "recalled"
    if at >= row.expires_at:
        return "ended"
    return "used" if row.used_at is not None else "open"


_GIVE_AGAIN = [role.value for role in (Role.SUPPORT_PERSON, Role.INTERMEDIARY, Role.VICTIM_COUNSEL)]
_EARLIEST = (col(Hearing.starts_at), col(Hearing.id))


def _during(during: Interval) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Hearing.starts_at) < during.ends_at, col(Hearing.ends_at) > during.starts_at
