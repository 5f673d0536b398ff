"""The demo courts: invented people and places, made through the same steps and actions as real ones."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from app import wiring
from app.auth.models import Person
from app.auth.passwords import Passwords
from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands import DescribeCaseType, NumberCases
from app.cases.models import Case, Court, Part
from app.cases.queries import parts_of
from app.cases.steps import NewCase, give_part, open_case
from app.cases.terms import Level, Matter, Profile
from app.cases.terms.hearing import HearingKind
from app.db.acting import as_system
from app.db.database import UnitOfWork
from app.edge.services import Services
from app.hearings.commands import BookHearing, Invitee
from app.hearings.queries import participants_of
from app.hearings.views import InvitationView
from app.kernel.protected import Protected
from app.kernel.zones import local
from app.paper.commands import SetAccount, SetRate
from app.protection.labels import draw_pseudonym
from app.protection.terms import Preset, Role
from app.settings import Settings
from app.testimony.commands import RequestProtection

COURT, ZONE, DOMAIN = "District Court of Varda", "Europe/Vienna", "varda.example"


@dataclass(frozen=True, slots=True)
class Cast:
    """One person of the demo: `key` names them in `sign-ins.json`, `serves` is another key. No role: no part.

    `address`: their e-mail address, where it does not follow from `key`.
    """

    key: str
    name: str
    role: Role | None
    desk: Desk | None
    serves: str = ""
    language: str = "en"
    address: str = ""


CAST = (
    Cast("clerk", "Nora Chen", Role.CLERK, Desk.clerk),
    Cast("second clerk", "Tove Lindgren", None, Desk.clerk),
    Cast("judge", "Elena Ruiz", Role.JUDGE, Desk.judge),
    Cast("second judge", "Judit Okoro", None, Desk.judge),
    Cast("prosecutor", "Ivo Marek", Role.PROSECUTOR, Desk.counsel),
    Cast("accused", "Viktor Sarn", Role.ACCUSED, Desk.participant),
    Cast("defence counsel", "Aminata Diallo", Role.DEFENCE_COUNSEL, Desk.counsel, serves="accused"),
    Cast("witness", "Mirela Voskanova", Role.VICTIM, None),
    Cast("victim's counsel", "Lucia Ferro", Role.VICTIM_COUNSEL, Desk.counsel, serves="witness"),
    Cast("interpreter", "Yusuf Haddad", Role.INTERPRETER, Desk.participant, serves="witness"),
    Cast("support person", "Samira Benali", Role.SUPPORT_PERSON, Desk.participant, serves="witness"),
    Cast("assistant", "Rosa Imhof", None, Desk.participant),
    Cast("administrator", "Tomas Veld", None, Desk.administrator),
    Cast("registrar", "Henrike Olsen", None, Desk.registrar),
    Cast("auditor", "Farid Amani", None, Desk.auditor),
)

OTHER_COURT = Court(name="Tribunal de Puerto Claro", zone="America/Bogota", language="es")
OTHER_CAST = (
    Cast("other clerk", "Inés Carrasco", None, Desk.clerk, language="es", address="clerk@puerto-claro.example"),
    Cast("other judge", "Mateo Quiroga", None, Desk.judge, language="es", address="judge@puerto-claro.example"),
)

KINDS = (
    DescribeCaseType(name="Criminal case", series="CR", matter=Matter.criminal),
    DescribeCaseType(name="Trafficking in persons", series="CR", matter=Matter.criminal, profile=Profile.trafficking),
    DescribeCaseType(name="Civil claim", series="CV", matter=Matter.civil),
    DescribeCaseType(
        name="Child and family", series="FA", matter=Matter.family, profile=Profile.child, level=Level.parties
    ),
    DescribeCaseType(name="Appeal against an authority", series="AD", matter=Matter.administrative),
)
OTHER_KINDS = (
    DescribeCaseType(name="Causa penal", series="PE", matter=Matter.criminal),
    DescribeCaseType(name="Trata de personas", series="PE", matter=Matter.criminal, profile=Profile.trafficking),
    DescribeCaseType(name="Demanda civil", series="CI", matter=Matter.civil),
    DescribeCaseType(name="Recurso de apelación", series="AP", matter=Matter.criminal, level=Level.parties),
)


def passphrase(key: str) -> str:
    """What the demo's people sign in with; the demo refuses to run in production."""
    return f"harbour lamp {key}".replace("'", "")


def sign_ins_file(settings: Settings) -> Path:
    """Where the list of people who can sign in is written."""
    return settings.data_dir / "demo" / "sign-ins.json"


@as_system
async def prepare(settings: Settings) -> None:
    """Make the demo court where there is none yet; what exists is kept."""
    async with wiring.build(settings, at_work=False) as services:
        async with services.database.read() as reader:
            if await reader.first(select(Court.id)) is not None:
                return
        people, case_id = await _make(services)
        await _kinds(services, people["clerk"].court_id, people["administrator"])
        await _other_court(services, people["administrator"])
        invited = await _first_hearing(services, people, case_id)
        await services.relay.drain()
        await services.post.drain()
    _write(sign_ins_file(settings), [_sign_in(cast, invited) for cast in (*CAST, *OTHER_CAST)])


def announce(settings: Settings) -> None:
    """Print who can sign in, and how."""
    file = sign_ins_file(settings)
    _write(file, [_from_here(person, settings) for person in json.loads(file.read_text())])
    print(f"\n  {COURT} and {OTHER_COURT.name}, two demo courts. Everybody in them is invented. Sign-ins ({file}):\n")
    for person in json.loads(file.read_text()):
        how = (
            f"{person['email']:34} {person['password']}" if "email" in person else f"{person['link']}  {person['code']}"
        )
        print(f"  {person['role']:17} {person['name']:18} {how}")
    print(flush=True)


async def _make(services: Services) -> tuple[dict[str, Principal], UUID]:
    at = services.clock.now()
    hashes = {cast.key: await Passwords().hash(passphrase(cast.key)) for cast in CAST if cast.desk}
    async with services.database.begin() as uow:
        court = Court(name=COURT, zone=ZONE)
        uow.add(court)
        await uow.flush()
        people = {cast.key: await _person(uow, services, cast, court.id, hashes.get(cast.key), at) for cast in CAST}
        about = NewCase(matter=Matter.criminal, profile=Profile.trafficking, about="Trafficking in persons")
        case = await open_case(uow, court, about, by=None, at=at)
        await _parts(uow, case, people, at)
        await _second_case(uow, court, people, at)
    of_court = {Desk.clerk, Desk.judge}
    principals = {
        cast.key: Principal(
            people[cast.key].id, cast.desk or Desk.participant, court.id if cast.desk in of_court else None
        )
        for cast in CAST
    }
    return principals, case.id


async def _kinds(services: Services, court_id: UUID | None, administrator: Principal) -> None:
    """What the court opens cases with, and what costs something; its number form stays the common one."""
    assert court_id is not None
    for kind in KINDS:
        await services.kinds.describe(court_id, kind, by=administrator)
    account = SetAccount(currency="EUR", payee=COURT, iban="AT611904300234573201")
    await services.fee_schedules.set_account(court_id, account, by=administrator)
    since = services.clock.now().date().replace(month=1, day=1)
    for what, cents in (("filing:petition", 4_500), ("opening:CV", 12_000)):
        await services.fee_schedules.set_rate(court_id, SetRate(what=what, cents=cents, since=since), by=administrator)


async def _other_court(services: Services, administrator: Principal) -> None:
    """A second court in another zone and language, so that a case can go somewhere. Its numbers bear its letters."""
    at, court = services.clock.now(), Court(**OTHER_COURT.model_dump(exclude={"id"}))
    hashes = {cast.key: await Passwords().hash(passphrase(cast.key)) for cast in OTHER_CAST}
    async with services.database.begin() as uow:
        uow.add(court)
        await uow.flush()
        for cast in OTHER_CAST:
            await _person(uow, services, cast, court.id, hashes[cast.key], at)
    form = NumberCases(code="PC", text="{court}-{series}-{year}-{number:4}")
    await services.kinds.number(court.id, form, by=administrator)
    for kind in OTHER_KINDS:
        await services.kinds.describe(court.id, kind, by=administrator)


async def _first_hearing(services: Services, people: dict[str, Principal], case_id: UUID) -> InvitationView:
    """A hearing that can be joined now, a request for protection that waits for the judge, the witness's code."""
    clerk, at = people["clerk"], services.clock.now()
    ask = RequestProtection(
        person_id=people["witness"].person_id, preset=Preset.P3, public_reason="Others of the group are at large."
    )
    await services.protections.request(case_id, ask, by=people["victim's counsel"])
    async with services.database.read() as reader:
        parts = [part for part in await parts_of(reader, case_id) if part.role != Role.CLERK]
    begins = local(at + timedelta(minutes=5), ZONE).replace(second=0, microsecond=0, tzinfo=None)
    booking = BookHearing(
        kind=HearingKind.trial,
        date=begins.date(),
        time=begins.time(),
        minutes=300,
        second=True if begins.fold else None,
        participants=tuple(Invitee(part_id=part.id, languages=_languages(part)) for part in parts),
    )
    hearing = await services.bookings.book(case_id, booking, clerk, key="the first hearing of the demo")
    async with services.database.read() as reader:
        rows = (await participants_of(reader, [hearing.id]))[hearing.id]
    witness = next(row for row in rows if row.person_id == people["witness"].person_id)
    return await services.bookings.issue_invitation(hearing.id, witness.id, clerk)


def _languages(part: Part) -> tuple[str, ...]:
    return ("en", "ar") if part.role == Role.INTERPRETER else ()


async def _person(
    uow: UnitOfWork, services: Services, cast: Cast, court_id: UUID, password_hash: str | None, at: datetime
) -> Person:
    email = _email(cast) if cast.desk else None
    new = NewPerson(Protected(cast.name), Protected(email) if email else None, cast.language)
    person = await register_person(uow, new, by=None, at=at)
    if cast.desk and email and password_hash:
        of_court = court_id if cast.desk in {Desk.clerk, Desk.judge} else None
        index = services.identity.blind_index(f"email:{email}")
        open_account(uow, person, index, password_hash, cast.desk, of_court)
    return person


async def _parts(uow: UnitOfWork, case: Case, people: dict[str, Person], at: datetime) -> None:
    for cast in CAST:
        if cast.role is None or cast.role is Role.CLERK:
            continue
        part = Part(
            case_id=case.id,
            person_id=people[cast.key].id,
            role=cast.role.value,
            for_person_id=people[cast.serves].id if cast.serves else None,
            pseudonym=_pseudonym(cast),
            since=at,
        )
        await give_part(uow, part, by=None, at=at)


async def _second_case(uow: UnitOfWork, court: Court, people: dict[str, Person], at: datetime) -> None:
    about = NewCase(matter=Matter.civil, about="Sale of a fishing boat", level=Level.public)
    case = await open_case(uow, court, about, by=None, at=at)
    for key, role in (("judge", Role.JUDGE), ("second judge", Role.JUDGE), ("accused", Role.PARTY)):
        await give_part(uow, Part(case_id=case.id, person_id=people[key].id, role=role.value, since=at), by=None, at=at)


def _pseudonym(cast: Cast) -> str | None:
    if cast.role is not Role.VICTIM:
        return None
    return draw_pseudonym(Protected(cast.name), (), secrets.choice)


def _email(cast: Cast) -> str:
    return cast.address or f"{cast.key.replace(' ', '-').replace(chr(39), '')}@{DOMAIN}"


def _sign_in(cast: Cast, invited: InvitationView) -> dict[str, str]:
    if cast.desk is None:
        return {"role": cast.key, "name": cast.name, "link": invited.link, "code": invited.code}
    return {"role": cast.key, "name": cast.name, "email": _email(cast), "password": passphrase(cast.key)}


def _from_here(person: dict[str, str], settings: Settings) -> dict[str, str]:
    """A link made under another port leads to this one."""
    if "link" not in person:
        return person
    return person | {"link": f"{settings.public_url}/start#{person['link'].partition('#')[2]}"}


def _write(file: Path, people: list[dict[str, str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    file.write_text(json.dumps(people, indent=2, ensure_ascii=False) + "\n")
