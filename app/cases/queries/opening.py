"""What a court opens cases with: its kinds of case, its lists of judges, who could be drawn, and past draws."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from app.auth.models import Account
from app.auth.queries import name_of
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CaseTypeNotFound
from app.cases.models import Case, Part
from app.cases.models.opening import CaseType, Draw, JudgeList, ListedJudge, NumberForm, Recusal
from app.cases.queries.files import CaseFile
from app.cases.queries.people import CasePeople
from app.cases.queries.register import parts_of
from app.cases.queries.relations import Index, related_judges
from app.cases.rules.allotment import Candidate
from app.cases.rules.numbers import COMMON, Form
from app.cases.terms import BAR_WORDS, METHOD_WORDS, Act, Bar, Method
from app.cases.views import CaseTypeView, DrawView, HearingDefaults, JudgeListView, ListedJudgeView
from app.db.database import Reader
from app.protection.labels import CaseView as Place
from app.protection.labels import Named, label_for
from app.protection.terms import Attendee, Role, Rulings, Setting, Surface
from app.protection.terms import Person as Seen

_DESK = Setting(Surface.PAGE, public=False)


@dataclass(frozen=True, slots=True)
class OnList:
    """A judge who could be drawn, with the share of a full post they have on the list."""

    person_id: UUID
    share: int


async def case_types(reader: Reader, court_id: UUID) -> list[CaseTypeView]:
    """The kinds of case a court takes, by name."""
    rows = await reader.all(
        select(CaseType)
        .where(CaseType.court_id == court_id, col(CaseType.retired_at).is_(None))
        .order_by(col(CaseType.name))
    )
    return [CaseTypeView(**row.model_dump(include=set(CaseTypeView.model_fields))) for row in rows]


async def case_type(reader: Reader, court_id: UUID, type_id: UUID) -> CaseType:
    """One of them; raises CaseTypeNotFound."""
    row = await reader.get(CaseType, type_id)
    if row is None or row.court_id != court_id or row.retired_at is not None:
        raise CaseTypeNotFound()
    return row


async def hearing_defaults(reader: Reader, case_id: UUID) -> HearingDefaults:
    """What the kind of a case says of its hearings."""
    wanted = select(CaseType).join(Case, col(Case.type_id) == col(CaseType.id)).where(Case.id == case_id)
    row: CaseType | None = await reader.first(wanted)
    if row is None:
        return HearingDefaults()
    return HearingDefaults(
        kind=row.hearing_kind, minutes=row.hearing_minutes, access=row.hearing_access, protocol=row.protocol
    )


async def judge_lists(reader: Reader, court_id: UUID, at: datetime) -> list[JudgeListView]:
    """The lists of a court by name, with the judges on each now."""
    lists = await reader.all(select(JudgeList).where(JudgeList.court_id == court_id).order_by(col(JudgeList.name)))
    return [
        JudgeListView(
            id=one.id,
            name=one.name,
            judges=tuple(
                ListedJudgeView(person_id=row.person_id, share=row.share) for row in await listed(reader, one.id, at)
            ),
        )
        for one in lists
    ]


async def listed(reader: Reader, list_id: UUID, at: datetime) -> list[ListedJudge]:
    """The judges on a list at an instant."""
    rows = await reader.all(select(ListedJudge).where(ListedJudge.list_id == list_id).order_by(col(ListedJudge.id)))
    return [row for row in rows if row.since <= at and (row.until is None or at < row.until)]


async def judges_of(reader: Reader, court_id: UUID) -> list[UUID]:
    """Every judge with an account at a court."""
    statement = select(col(Account.person_id)).where(
        Account.court_id == court_id, Account.desk == Desk.judge.value, col(Account.disabled_at).is_(None)
    )
    return sorted(await reader.all(statement))


async def candidates_for(
    reader: Reader,
    kind: CaseType,
    case_id: UUID | None,
    at: datetime,
    *,
    replaced: UUID | None = None,
    index: Index | None = None,
) -> list[Candidate]:
    """Everybody on the list of a kind of case, with their open cases and what bars them in this case."""
    judges = await judges_of(reader, kind.court_id)
    on_list = [OnList(one, 100) for one in judges]
    if kind.list_id is not None:
        on_list = [
            OnList(r.person_id, r.share) for r in await listed(reader, kind.list_id, at) if r.person_id in judges
        ]
    counts = kind.method == Method.by_workload  # a draw that weighs nobody's work does not count it
    open_cases = await _open_cases(reader, [one.person_id for one in on_list]) if counts else {}
    bars = await _bars(reader, case_id, replaced, index) if case_id else {}
    return [
        Candidate(one.person_id, one.share, open_cases.get(one.person_id, 0), bars.get(one.person_id, frozenset()))
        for one in on_list
    ]


async def draws_of(reader: Reader, case_id: UUID) -> list[Draw]:
    """How judges were given a case, the newest first."""
    return await reader.all(select(Draw).where(Draw.case_id == case_id).order_by(col(Draw.id).desc()))


async def forms_set(reader: Reader) -> list[tuple[UUID | None, Form]]:
    """Every form of case numbers that was ever used here with the court that used it, the common one included."""
    rows = await reader.all(select(NumberForm).order_by(col(NumberForm.id)))
    return [(None, COMMON), *((row.court_id, Form(row.text, row.code)) for row in rows)]


async def numbering(reader: Reader, court_id: UUID) -> tuple[str, Form]:
    """The letters of a court, empty while it has none, and how it writes its numbers now."""
    own = [form for court, form in await forms_set(reader) if court == court_id]
    return (own[-1].court, own[-1]) if own else ("", COMMON)


async def _open_cases(reader: Reader, people: Sequence[UUID]) -> dict[UUID, int]:
    counted = (
        select(col(Part.person_id), func.count())
        .where(col(Part.person_id).in_(people), Part.role == Role.JUDGE.value, col(Part.until).is_(None))
        .group_by(col(Part.person_id))
    )
    return dict(await reader.rows(counted))


async def _bars(
    reader: Reader, case_id: UUID, replaced: UUID | None, index: Index | None
) -> dict[UUID, frozenset[Bar]]:
    found: dict[UUID, set[Bar]] = {}
    for judge_id in await related_judges(reader, case_id, index) if index else ():
        found.setdefault(judge_id, set()).add(Bar.related)
    for part in await parts_of(reader, case_id):
        if part.role != Role.JUDGE:
            found.setdefault(part.person_id, set()).add(Bar.conflict)
        elif part.until is None and part.person_id != replaced:
            found.setdefault(part.person_id, set()).add(Bar.sits)
    for person_id in await reader.all(select(col(Recusal.person_id)).where(Recusal.case_id == case_id)):
        found.setdefault(person_id, set()).add(Bar.recused)
    if replaced is not None:
        found.setdefault(replaced, set()).add(Bar.had_it)
    return {person_id: frozenset(bars) for person_id, bars in found.items()}


async def judges_by_label(reader: Reader, principal: Principal, court_id: UUID, at: datetime) -> list[tuple[UUID, str]]:
    """Every judge of a court as its clerk reads them, by label."""
    viewer, place = Attendee(Seen(principal.person_id, Role.CLERK)), Place(_DESK, Rulings(), at)
    judges = await judges_of(reader, court_id)
    found = [(one, label_for(viewer, await _judge(reader, one), place).words) for one in judges]
    return sorted(found, key=lambda pair: pair[1].casefold())


async def draw_views(
    reader: Reader,
    file: CaseFile,
    people: CasePeople,
    principal: Principal,
    at: datetime,
    translate: Callable[[str], str] = str,
) -> list[DrawView]:
    """How judges were given a case, under the names this reader may read; reasons are the court's."""
    viewer, place = people.viewer(principal), Place(people.page(), people.rulings, at)

    async def label(person_id: UUID | str) -> str:
        return label_for(viewer, await _judge(reader, UUID(str(person_id))), place, translate).words

    return [
        DrawView(
            chosen=await label(row.chosen_id),
            replaced=await label(row.replaced_id) if row.replaced_id else None,
            method_words=translate(METHOD_WORDS[Method(row.method)]) if row.method else None,
            seed=row.seed,
            among=tuple([(await label(person), weight) for person, weight in row.weights]),
            left_out=tuple([(await label(person), _bars_in_words(bars, translate)) for person, bars in row.left_out]),
            by_hand=row.method is None,
            presides=bool(row.presides),
            reason=row.reason if file.may(Act.replace_judge) else None,
            at=row.at,
        )
        for row in await draws_of(reader, file.case.id)
    ]


def _bars_in_words(bars: Sequence[str], translate: Callable[[str], str]) -> str:
    return ", ".join(translate(BAR_WORDS[Bar(bar)]) for bar in bars)


async def _judge(reader: Reader, person_id: UUID) -> Named:
    return Named(Attendee(Seen(person_id, Role.JUDGE)), await name_of(reader, person_id))
