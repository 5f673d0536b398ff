"""The calendar of a desk, week by week, and the form that books a hearing: people, time, clashes explained."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.queries import case_file
from app.cases.terms.hearing import HearingKind
from app.cases.views import HearingDefaults
from app.desks.hearings import of_desk, usual_for
from app.desks.shell import shell_for
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.hearings.calendar import DoubleBooked, DurationOutOfRange, Interval, ParticipantNotAvailable
from app.hearings.commands import BookHearing, FindTimes
from app.hearings.errors import HearingNeedsAJudge, LanguagesMissing
from app.hearings.queries import candidates, times_free
from app.hearings.views import CandidateView, FreeTime
from app.kernel.errors import N_, Refusal
from app.kernel.ids import secret_token
from app.kernel.zones import TimeHappensTwice, local
from app.web.pages import go, say, show
from app.web.today import day_asked, look_of

router = APIRouter()
SPOKEN = (
    "ar", "am", "bn", "bg", "zh-Hans", "hr", "cs", "da", "nl", "en", "et", "fi",
    "fr", "ka", "de", "el", "he", "hi", "hu", "id", "it", "ja", "ko", "lv",
    "lt", "mk", "ms", "ne", "no", "fa", "pl", "pt", "pa", "ro", "ru", "sr",
    "sk", "sl", "so", "es", "sw", "sv", "tl", "ta", "th", "ti", "tr", "uk",
    "ur", "uz", "vi", "yo",
)  # fmt: skip
"""Languages offered for an interpreter, as BCP 47 codes."""
LENGTHS = (15, 30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 420, 480, 600)
_FIELDS: Sequence[tuple[type[Refusal], str]] = (
    (DurationOutOfRange, "minutes"),
    (HearingNeedsAJudge, "judge"),
    (LanguagesMissing, "part"),
    (TimeHappensTwice, "second"),
    (Refusal, "time"),
)
_MISSING = {
    "kind": N_("Choose what kind of hearing it is."),
    "date": N_("Give the day."),
    "time": N_("Give the time, in hours and minutes."),
    "minutes": N_("Say how long it will last."),
    "part": N_("Choose who is asked to come."),
}
_NAMES = {"participants": "part", "part_ids": "part"}
_STAFF = "staff:"
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Clash:
    """One person who is taken, by label; without times when another court has them."""

    label: str
    begins: datetime | None
    ends: datetime | None


@dataclass(slots=True)
class Asked:
    """What a booking form answers besides its fields."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    free: list[FreeTime] = field(default_factory=list)
    searched: bool = False
    twice: bool = False


@router.get("/calendar")
async def calendar_page(request: Request) -> Response:
    """One week of the desk's hearings."""
    principal, services = await identity.require(request), services_of(request)
    look = look_of(request, principal)
    async with services.database.read() as reader:
        zone = (await shell_for(reader, principal)).zone
        today = local(look.at, zone).date()
        day = day_asked(request) or today
        monday = day - timedelta(days=day.weekday())
        begins = datetime.combine(monday, time(), UTC)
        views = await of_desk(reader, look, Interval(begins - timedelta(days=1), begins + _WEEK + timedelta(days=1)))
    days = [monday + timedelta(days=ahead) for ahead in range(7)]
    week = [(one, [view for view in views if view.wall_time.startswith(one.isoformat())]) for one in days]
    return await show(
        request,
        "hearings/calendar.html",
        week=[(datetime.combine(one, time(12), UTC), rows) for one, rows in week if rows or one.weekday() < 5],
        today=today.isoformat(),
        previous=(monday - _WEEK).isoformat(),
        following=(monday + _WEEK).isoformat(),
    )


@router.get("/cases/{case_id:uuid}/hearings/new")
async def booking_page(request: Request, case_id: UUID) -> Response:
    """The form to schedule a remote hearing, everybody of the case already chosen."""
    return await _form(request, case_id, await identity.require(request), Form({}), Asked())


@router.post("/cases/{case_id:uuid}/hearings/new")
async def book(request: Request, case_id: UUID) -> Response:
    """Book; or look for free times; or take one of them over into the form."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    if form["take"]:
        day, _, clock = form["take"].partition("T")
        return await _form(request, case_id, principal, form.changed(date=day, time=clock, second=""), Asked())
    if form["find"]:
        return await _form(request, case_id, principal, form, await _times(request, case_id, principal, form))
    try:
        ref = await services.bookings.book(case_id, BookHearing.model_validate(_said(form)), principal, form["key"])
    except ValidationError as error:
        return await _form(request, case_id, principal, form, missing(request, principal, error))
    except Refusal as refusal:
        return await _form(
            request, case_id, principal, form, await _refused(request, case_id, principal, form, refusal)
        )
    return go(f"/hearings/{ref.id}?done=booked")


def _said(form: Form) -> dict[str, object]:
    """The fields of the form as the command has them; what is not filled in is missing."""
    said: dict[str, object] = {**form.chosen("kind", "date", "time", "minutes")}
    judge = form["judge"]
    if judge.startswith(_STAFF):
        said["judge_id"] = judge.removeprefix(_STAFF)
    parts = _parts(form)
    if parts:
        said["participants"] = [
            {"part_id": part, "languages": [code for code in form.all(f"language-{part}") if code]} for part in parts
        ]
    if form["second"]:
        said["second"] = form["second"] == "second"
    return {**said, "public": form["public"] != "no"}


def _parts(form: Form) -> list[str]:
    """The parts asked to come, the judge's among them when the judge has one."""
    judge = form["judge"]
    return [part for part in (*form.all("part"), judge) if part and not part.startswith(_STAFF)]


def missing(request: Request, principal: Principal, error: ValidationError) -> Asked:
    """Which fields are missing or cannot be read, in words, once each."""
    say_it = look_of(request, principal).translate
    places = dict.fromkeys(_NAMES.get(str(item["loc"][0]), str(item["loc"][0])) for item in error.errors())
    return Asked([(name, say_it(_MISSING.get(name, _MISSING["date"]))) for name in places])


async def _refused(request: Request, case_id: UUID, principal: Principal, form: Form, refusal: Refusal) -> Asked:
    """A refusal at its field; a clash with who is taken until when, and times that are free."""
    place = next(name for kind, name in _FIELDS if isinstance(refusal, kind))
    answer = Asked([(place, say(request, principal, refusal))], twice=isinstance(refusal, TimeHappensTwice))
    if isinstance(refusal, ParticipantNotAvailable):
        answer.free = (await _times(request, case_id, principal, form)).free
        answer.searched = True
    if isinstance(refusal, DoubleBooked):
        look = look_of(request, principal)
        async with services_of(request).database.read() as reader:
            labels = {str(one.part_id): one.label for one in await candidates(reader, case_id, look)}
        answer.clashes = clashes_of(refusal, labels)
    return answer


def clashes_of(refusal: DoubleBooked, labels: dict[str, str]) -> list[Clash]:
    """The clashes a refusal lists, each under the label of the person's part; a judge new to the case has none yet."""
    listed = refusal.data["clashes"]
    assert isinstance(listed, list)
    return [Clash(labels.get(str(one["part_id"]), ""), one.get("from"), one.get("until")) for one in listed]


async def _times(request: Request, case_id: UUID, principal: Principal, form: Form) -> Asked:
    """Free times for everybody chosen so far."""
    said = _said(form)
    services = services_of(request)
    wanted = {
        "date": said.get("date") or services.clock.now().date(),
        "minutes": said.get("minutes"),
        "part_ids": _parts(form),
        "judge_id": said.get("judge_id"),
    }
    try:
        async with services.database.read() as reader:
            command = FindTimes.model_validate(wanted)
            return Asked(
                free=await times_free(reader, case_id, command, principal, services.clock.now()), searched=True
            )
    except ValidationError as error:
        return missing(request, principal, error)
    except Refusal as refusal:
        return Asked([("date", say(request, principal, refusal))])


async def _form(request: Request, case_id: UUID, principal: Principal, form: Form, asked: Asked) -> Response:
    look = look_of(request, principal)
    async with services_of(request).database.read() as reader:
        people = await candidates(reader, case_id, look)
        case = (await case_file(reader, case_id, principal)).view()
        usual = await usual_for(reader, case_id)
    fresh = not form["key"]
    chosen = [str(one.part_id) for one in people if one.part_id] if fresh else [*form.all("part"), form["judge"]]
    return await show(
        request,
        "hearings/new.html",
        status=422 if asked.errors else 200,
        case=case,
        judges=[one for one in people if one.role == "judge"],
        people=[one for one in people if one.role != "judge"],
        chosen=chosen,
        form=form if form.fields() else Form(_offered(usual)),
        usual=usual,
        asked=asked,
        errors=asked.errors,
        key=form["key"] or secret_token(),
        kinds=list(HearingKind),
        spoken=SPOKEN,
        lengths=LENGTHS,
        earliest=local(look.at, case.zone).date().isoformat(),
        first_judge=_judge_value(people),
    )


def _offered(usual: HearingDefaults) -> dict[str, list[str]]:
    """The fields of a fresh form that the kind of case fills."""
    private = {"private": "no", "public": "yes"}.get(usual.access or "", "")
    said = {"kind": usual.kind or "", "minutes": str(usual.minutes or ""), "public": private}
    return {name: [value] for name, value in said.items() if value}


def _judge_value(people: Sequence[CandidateView]) -> str:
    judge = next((one for one in people if one.role == "judge"), None)
    return "" if judge is None else str(judge.part_id) if judge.part_id else f"{_STAFF}{judge.judge_id}"
