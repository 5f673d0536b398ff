"""What anybody may read without signing in: the cause list and public dockets."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.api.deps import ServicesDep
from app.desks.public import EARLIEST, LATEST, PublicCase, cause_list, public_case
from app.hearings.views import PublicHearing

router = APIRouter(prefix="/public", tags=["public"])
_Day = Annotated[date | None, Query(ge=EARLIEST, le=LATEST, examples=["2026-12-03"])]
_Number = Annotated[str, Path(max_length=40, examples=["CR-2026-1"])]


@router.get("/hearings")
async def list_public_hearings(services: ServicesDep, date: _Day = None) -> list[PublicHearing]:
    """The cause list of a day, today (UTC) when none is given."""
    async with services.database.read() as reader:
        return await cause_list(reader, date or services.clock.now().date())


@router.get("/cases/{number}")
async def show_public_case(number: _Number, services: ServicesDep) -> PublicCase:
    """A public case by its number: public lines of the docket, parties and hearings."""
    async with services.database.read() as reader:
        return await public_case(reader, number, services.clock.now())
