"""Who is in the town's cases without a part of their own: let in, standing in for another, suspended."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from app.cases.models import CounselNotice, Grant, Part, SealName, StandIn, Unit, UnitClerk
from app.db.database import UnitOfWork

if TYPE_CHECKING:
    from tests.http.town import Town

_LATER = timedelta(days=90)


async def give_mandates(uow: UnitOfWork, town: "Town") -> None:
    """The prosecutor's colleague and assistant, counsel who is suspended, and a clerk of a unit without a case."""
    at = town.app.services.clock.now()
    await _unit(uow, town, at)
    prosecutor = town.people["prosecutor"].person_id
    for who, kind in (("delegate", "delegate"), ("assistant", "assistant")):
        uow.add(_stand_in(prosecutor, town.people[who].person_id, kind, at, may_sign=kind == "delegate"))
    # In this one case alone, where the other has a part of their own: it lets nobody do anything.
    idle = _stand_in(town.people["counsel"].person_id, town.people["stranger"].person_id, "delegate", at)
    idle.case_id = town.id("case", "foreign")
    uow.add(idle)
    for case in ("open", "closed", "foreign"):
        town.ids[f"stand-in:{case}"] = idle.id
        part = Part(
            case_id=town.id("case", case),
            person_id=town.people["suspended"].person_id,
            role="defence_counsel",
            for_person_id=town.people["accused"].person_id if case != "foreign" else None,
            since=at,
            suspended_at=at,
        )
        uow.add(part)
        await uow.flush()
        town.ids[f"part:suspended:{case}"] = part.id


async def _unit(uow: UnitOfWork, town: "Town", at: datetime) -> None:
    unit = Unit(court_id=town.courts["here"].id, name="Family")
    uow.add(unit)
    await uow.flush()
    uow.add(UnitClerk(unit_id=unit.id, person_id=town.people["unit_clerk"].person_id, since=at))


async def give_access(town: "Town", case: str) -> None:
    """A guest and the press, but in the case of the other court; a naming; a notice of counsel that waits."""
    services, at, judge = town.app.services, town.app.services.clock.now(), town.people["foreign_judge"]
    case_id, giver = town.id("case", case), town.people["other_clerk" if case == "foreign" else "clerk"].person_id
    async with services.database.begin() as uow:
        kinds = {} if case == "foreign" else {"guest": "guest", "press": "press", "over": "guest"}
        for key, kind in kinds.items():
            who = town.people["guest" if key == "over" else key].person_id
            grant = Grant(case_id=case_id, person_id=who, kind=kind, purpose="To follow", granted_by=giver, since=at)
            grant.until = at if key == "over" else at + _LATER
            uow.add(grant)
            town.ids[f"grant:{case}"] = grant.id
        notice = CounselNotice(
            case_id=case_id,
            person_id=town.people["guest"].person_id,
            kind="appearance",
            role="defence_counsel",
            state="waiting",
            given_at=at,
        )
        name = SealName(
            case_id=case_id, thing_id=uuid4(), person_id=judge.person_id, named_by=giver, since=at, until=at
        )
        uow.add(notice, name)
    town.ids |= {f"notice:{case}": notice.id, f"name:{case}": name.id}


def _stand_in(whom: object, who: object, kind: str, at: object, *, may_sign: bool = True) -> StandIn:
    return StandIn(
        kind=kind, for_person_id=whom, by_person_id=who, may_sign=may_sign, reason="Leave", since=at, given_at=at
    )
