"""How a court opens its cases: the form of its numbers, its kinds of case, its lists of judges."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.rules.accounts import require_administrator
from app.auth.views import Principal
from app.cases.commands import DescribeCaseType, DescribeJudgeList, NumberCases
from app.cases.errors import (
    CaseTypeTaken,
    CourtCodeTaken,
    CourtNotFound,
    JudgeListNotFound,
    JudgeListTaken,
    NotAJudgeOfTheCourt,
    NumberFormsMeet,
    NumberFormUnusable,
)
from app.cases.events import CaseTypeDescribed, CaseTypeRetired, JudgeListDescribed, NumberFormSet
from app.cases.models import Court, Series
from app.cases.models.opening import CaseType, JudgeList, ListedJudge, NumberForm
from app.cases.queries.opening import case_type, forms_set, judges_of, listed
from app.cases.rules.numbers import Form, usable_code
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import NotFound

_FORMS = "number forms"


class Kinds:
    """What administrators set for a court before its first case, and later."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def number(self, court_id: UUID, command: NumberCases, *, by: Principal) -> None:
        """Set the letters of a court and the form of its numbers, for cases opened from now on.

        Raises OnlyAdministrators, CourtNotFound, NumberFormUnusable, CourtCodeTaken, NumberFormsMeet.
        """
        require_administrator(by.desk)
        at, form = self._clock.now(), Form(command.text, command.code)
        if not usable_code(command.code):
            raise NumberFormUnusable()
        async with self._database.begin() as uow:
            await _held(uow, court_id)
            await uow.insert_if_absent(Series, id=_FORMS, last=0)
            await uow.lock(Series, _FORMS)  # one at a time: two courts must not take one form at one moment
            for court, other in await forms_set(uow):
                if court not in (None, court_id) and other.court == form.court:
                    raise CourtCodeTaken()
                if not form.may_stand_beside(other):
                    raise NumberFormsMeet()
            uow.add(NumberForm(court_id=court_id, code=command.code, text=command.text, since=at))
            event = NumberFormSet(court_id=court_id, code=command.code, text=command.text)
            await append(uow, event, by=by.by, at=at)

    async def describe(
        self, court_id: UUID, command: DescribeCaseType, *, by: Principal, type_id: UUID | None = None
    ) -> UUID:
        """Add a kind of case, or change one for cases opened from now on; gives its id.

        Raises OnlyAdministrators, CourtNotFound, CaseTypeNotFound, CaseTypeTaken, JudgeListNotFound,
        NumberFormUnusable.
        """
        require_administrator(by.desk)
        if not usable_code(command.series):
            raise NumberFormUnusable()
        async with self._database.begin() as uow:
            await _held(uow, court_id)
            if command.list_id is not None:
                await _list(uow, court_id, command.list_id)
            same = await uow.first(
                select(col(CaseType.id)).where(CaseType.court_id == court_id, CaseType.name == command.name)
            )
            if same not in (None, type_id):
                raise CaseTypeTaken()
            row = await case_type(uow, court_id, type_id) if type_id else CaseType(court_id=court_id, **_plain(command))
            row.sqlmodel_update(_plain(command))
            uow.add(row)
            await uow.flush()
            event = CaseTypeDescribed(
                court_id=court_id,
                type_id=row.id,
                matter=row.matter,
                profile=row.profile,
                level=row.level,
                method=row.method,
            )
            await append(uow, event, by=by.by, at=self._clock.now())
            return row.id

    async def retire(self, court_id: UUID, type_id: UUID, *, by: Principal) -> None:
        """Take no more cases of a kind; those there are go on. Raises OnlyAdministrators, CaseTypeNotFound."""
        require_administrator(by.desk)
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await case_type(uow, court_id, type_id)
            row.retired_at = at
            await append(uow, CaseTypeRetired(court_id=court_id, type_id=type_id), by=by.by, at=at)

    async def put_on_list(
        self, court_id: UUID, command: DescribeJudgeList, *, by: Principal, list_id: UUID | None = None
    ) -> UUID:
        """Make a list of judges, or say who is on it from now on; gives its id.

        Raises OnlyAdministrators, CourtNotFound, JudgeListNotFound, JudgeListTaken, NotAJudgeOfTheCourt.
        """
        require_administrator(by.desk)
        at = self._clock.now()
        async with self._database.begin() as uow:
            await _held(uow, court_id)
            row = await _list(uow, court_id, list_id) if list_id else JudgeList(court_id=court_id, name=command.name)
            same = await uow.first(
                select(col(JudgeList.id)).where(JudgeList.court_id == court_id, JudgeList.name == command.name)
            )
            if same not in (None, list_id):
                raise JudgeListTaken()
            if not {one.person_id for one in command.judges} <= set(await judges_of(uow, court_id)):
                raise NotAJudgeOfTheCourt()
            row.name = command.name
            uow.add(row)
            for earlier in await listed(uow, row.id, at):
                earlier.until = at
            uow.add(*(ListedJudge(list_id=row.id, since=at, **one.model_dump()) for one in command.judges))
            await uow.flush()
            judges = tuple(one.person_id for one in command.judges)
            event = JudgeListDescribed(court_id=court_id, list_id=row.id, judges=judges)
            await append(uow, event, by=by.by, at=at)
            return row.id


def _plain(command: DescribeCaseType) -> dict[str, Any]:
    return {**command.model_dump(mode="json"), "list_id": command.list_id}


async def _held(uow: UnitOfWork, court_id: UUID) -> Court:
    try:
        return await uow.lock(Court, court_id)
    except NotFound as reason:
        raise CourtNotFound() from reason


async def _list(uow: UnitOfWork, court_id: UUID, list_id: UUID) -> JudgeList:
    row = await uow.get(JudgeList, list_id)
    if row is None or row.court_id != court_id:
        raise JudgeListNotFound()
    return row
