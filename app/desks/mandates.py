"""My mandates: what I am to which case, who acts for me, for whom I act, what I told courts."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.queries.access import StandInRow, names_by_id, notices_of, reads_up_to, relations_of, stand_ins_of
from app.cases.terms import (
    NOTICE_WORDS,
    READS_WORDS,
    RELATION_WORDS,
    STAND_IN_WORDS,
    NoticeKind,
    NoticeState,
    Relation,
    StandInKind,
)
from app.db.database import Reader
from app.kernel.errors import N_
from app.protection.labels import name_between

Translate = Callable[[str], str]


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class RelationView(_View):
    """What I am to one case. `reads`: up to which seal, in words."""

    case_id: UUID
    number: str
    about: str
    relation: Relation
    relation_words: str
    reads: str
    since: datetime
    until: datetime | None
    suspended: bool


class StandInView(_View):
    """Somebody acts for somebody. `name`: the other one, in a mandate given or held."""

    id: UUID
    name: str
    kind: StandInKind
    kind_words: str
    case_number: str | None
    since: datetime
    until: datetime | None
    may_sign: bool
    reason: str


class ToldView(_View):
    """What I told a court about representing somebody, and what it said."""

    kind_words: str
    role_words: str
    state: NoticeState
    state_words: str
    given_at: datetime


class MandatesView(_View):
    """My mandates. `given`: who acts for me; `held`: for whom I act; `counsel`: I can tell a court that I appear."""

    relations: list[RelationView]
    given: list[StandInView]
    held: list[StandInView]
    told: list[ToldView]
    counsel: bool
    may_give: bool


_STATE_WORDS = {
    NoticeState.waiting: N_("waits for the court"),
    NoticeState.confirmed: N_("confirmed"),
    NoticeState.refused: N_("refused"),
}
_GIVERS = frozenset({Desk.clerk, Desk.judge, Desk.counsel})


async def my_mandates(reader: Reader, principal: Principal, translate: Translate = str) -> MandatesView:
    """Everything about who acts in whose right that concerns this person."""
    mine = await relations_of(reader, principal.person_id)
    rows = await stand_ins_of(reader, principal.person_id)
    others = {one for row in rows for one in (row.for_person_id, row.by_person_id)}
    names = {person_id: name_between(name) for person_id, name in (await names_by_id(reader, others)).items()}
    numbers = {case.id: case.number for _, case in mine}

    def shown(row: StandInRow, other: UUID) -> StandInView:
        fields = {name: getattr(row, name) for name in ("id", "since", "until", "may_sign", "reason")}
        kind = StandInKind(row.kind)
        number = numbers.get(row.case_id) if row.case_id else None
        return StandInView(
            **fields, name=names[other], kind=kind, kind_words=translate(STAND_IN_WORDS[kind]), case_number=number
        )

    return MandatesView(
        relations=[
            RelationView(
                case_id=case.id,
                number=case.number,
                about=case.about,
                relation=one.relation,
                relation_words=translate(RELATION_WORDS[one.relation]),
                reads=_reads(one.relation, translate),
                since=one.since,
                until=one.until,
                suspended=one.suspended,
            )
            for one, case in mine
        ],
        given=[shown(row, row.by_person_id) for row in rows if row.for_person_id == principal.person_id],
        held=[shown(row, row.for_person_id) for row in rows if row.by_person_id == principal.person_id],
        told=[
            ToldView(
                kind_words=translate(NOTICE_WORDS[NoticeKind(row.kind)]),
                role_words=translate(RELATION_WORDS[Relation(row.role)]),
                state=NoticeState(row.state),
                state_words=translate(_STATE_WORDS[NoticeState(row.state)]),
                given_at=row.given_at,
            )
            for row in await notices_of(reader, principal.person_id)
        ],
        counsel=principal.desk is Desk.counsel,
        may_give=principal.desk in _GIVERS,
    )


def _reads(relation: Relation, translate: Translate) -> str:
    level = reads_up_to(relation)
    return translate(READS_WORDS[level]) if level else translate(N_("Nothing of the file"))
