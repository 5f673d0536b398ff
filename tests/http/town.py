"""Two courts, three cases, and somebody signed in for each part: what the tests of both edges look at.

`open` is a public trafficking case, `closed` one for the parties alone, `foreign` belongs to another court.
The names of people who must be kept safe are canaries: words that occur nowhere else.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import httpx
from sqlalchemy import func
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.commands import MakePersonalToken, OpenAccount, OpenSite, SignInWithPassword
from app.auth.models import Account
from app.auth.models.providers import AccountRequest, Provider, ProviderIdentity
from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import Desk, Scope, SiteKind
from app.auth.views import Opened, Principal
from app.cases.commands import DeclareHoliday, DescribeCaseType, DescribeJudgeList, NewPart, SetDeadline
from app.cases.commands.asking import AskForCase
from app.cases.commands.break_glass import AskBreakGlass
from app.cases.commands.erasing import AskErasure
from app.cases.commands.relations import DeclareRelation
from app.cases.models import Case, CaseOffer, Court, Part
from app.cases.steps import NewCase, give_part, open_case
from app.cases.terms import Level, Matter, OpeningRole, Profile
from app.cases.terms.asking import AskingKind
from app.cases.terms.break_glass import What
from app.cases.terms.hearing import HearingKind
from app.db.acting import Acting, acting_for, system
from app.db.database import UnitOfWork
from app.db.outbox import OutboxRow
from app.desks.deadlines import of_court as days_of_court
from app.filings.commands import Accept, FilingPayload
from app.filings.terms import FilingType
from app.hearings.commands import BookHearing, Invitee
from app.hearings.queries import participants_of
from app.kernel.protected import Protected
from app.kernel.zones import local
from app.protection.terms import Preset
from app.testimony.commands import RequestProtection, RuleOnProtection
from tests.builders import cheap_passwords
from tests.doubles.app import RunningApp
from tests.doubles.pdfs import pdf
from tests.doubles.streams import stream
from tests.http.town_access import give_access, give_mandates
from tests.http.town_corrections import ask_corrections
from tests.http.town_money import open_cash_desk
from tests.http.town_orders import write_orders
from tests.http.town_people import name_people

ZONE = "Europe/Vienna"
PHRASE = "harbour lamp in the rain"
ANONYMOUS = "anonymous"
CANARIES = {
    "witness": "Zinaqua Mirelovska",
    "interpreter": "Qorvex Haddadine",
    "judge": "Judge Ulmarquez",
    "accused": "Viktor Sarnaquil",
}
DESKS = {
    "clerk": Desk.clerk,
    "other_clerk": Desk.clerk,
    "unit_clerk": Desk.clerk,
    "judge": Desk.judge,
    "other_judge": Desk.judge,
    "counsel": Desk.counsel,
    "prosecutor": Desk.counsel,
    "stranger": Desk.counsel,
    "accused": Desk.participant,
    "interpreter": Desk.participant,
    "guest": Desk.counsel,
    "press": Desk.participant,
    "delegate": Desk.counsel,
    "assistant": Desk.participant,
    "suspended": Desk.counsel,
    "administrator": Desk.administrator,
    "registrar": Desk.registrar,
    "auditor": Desk.auditor,
    "witness": None,
}
PARTS = {
    "judge": "judge",
    "prosecutor": "prosecutor",
    "accused": "accused",
    "counsel": "defence_counsel",
    "witness": "victim",
    "interpreter": "interpreter",
}
SERVES = {"counsel": "accused", "interpreter": "witness"}
CASES = ("open", "closed", "foreign")


def email_of(key: str) -> str:
    """The address somebody signs in with."""
    return f"{key.replace('_', '-')}@varda.example"


@dataclass(slots=True)
class Town:
    """`ids`: "<kind>:<case>" → id. `browsers`: one for each person, signed in, and one for anybody."""

    app: RunningApp
    courts: dict[str, Court] = field(default_factory=dict)
    people: dict[str, Principal] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    browsers: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    code: str = ""
    link: str = ""
    personal_token: str = ""
    site_codes: dict[str, str] = field(default_factory=dict)

    def id(self, kind: str, case: str = "open") -> UUID:
        return self.ids[f"{kind}:{case}"]

    def acting(self, key: str) -> AbstractContextManager[None]:
        """What is done in this block is done for this person, as in a request of theirs."""
        who = self.people[key]
        return acting_for(Acting(who.person_id, who.desk, who.court_id))

    def address(self, pattern: str, case: str = "open") -> str:
        """An address with `{kind}` replaced by the id of that kind in a case, `{number}` by its number."""
        return re.sub(
            r"\{([a-z:-]+)\}",
            lambda found: self.numbers[case] if found[1] == "number" else str(self.id(found[1], case)),
            pattern,
        )


@asynccontextmanager
async def open_town(app: RunningApp) -> AsyncIterator[Town]:
    """Everybody and everything, and every browser signed in through the pages."""
    town = Town(app)
    with system():
        async with app.services.database.begin() as uow:
            await _people(uow, town)
            await _identities(uow, town)
            await _cases(uow, town)
            await give_mandates(uow, town)
        for case in CASES:
            await _hearing(town, case)
            await give_access(town, case)
            await _protection(town, case)
            await _site(town, case)
            await _administration(town, case)
            await _erasures(town, case)
            await _registry(town, case)
            await _askings(town, case)
            await write_orders(town, case)
            await _relations(town, case)
        for case in CASES:
            await name_people(town, case)
            await _offered(town, case)
        for case in ("open", "closed"):
            await _filings(town, case)
            await ask_corrections(town, case)
        await open_cash_desk(town)
    async with AsyncExitStack() as stack:
        for key in (ANONYMOUS, *DESKS):
            town.browsers[key] = await stack.enter_async_context(app.client())
            await _come_in(town, key)
        await _programs(town)
        async with app.services.database.read() as reader:
            leaf: UUID = (await reader.all(select(LogLeaf.id).limit(1)))[0]
        town.ids |= {f"leaf:{case}": leaf for case in CASES}
        yield town


async def _administration(town: Town, case: str) -> None:
    """An account to administer, and requests for emergency access: to decide on, to drop, and one that runs."""
    services, at = town.app.services, town.app.services.clock.now()
    town.ids[f"court:{case}"] = court_id = town.courts["there" if case == "foreign" else "here"].id
    administrator, registrar, clerk = (
        replace(town.people[key], proved_at=at)
        for key in ("administrator", "registrar", "other_clerk" if case == "foreign" else "clerk")
    )
    spare = OpenAccount(name="Spare", email=f"spare-{case}@varda.example", desk=Desk.clerk, court_id=court_id)
    town.ids[f"spare:{case}"] = await services.accounts.open(spare, by=administrator)
    by_page = ("wanted-by-page", "doubted-by-page", "dropped-by-page")
    for key in ("asked", "wanted", "doubted", "dropped", "identity", *by_page):
        ask = AskBreakGlass(
            number=town.numbers[case],
            what=What.identity if key == "identity" else What.record,
            pseudonym="K7" if key == "identity" else "",
            reason="The judge is in hospital and a bail order lapses tonight.",
            minutes=240,
        )
        town.ids[f"{key}:{case}"] = await services.break_glass.ask(ask, by=clerk)
    await services.break_glass.allow(town.id("identity", case), by=registrar)


async def _erasures(town: Town, case: str) -> None:
    """Requests of the registrar's to erase the case: to decide on, to take back, and one that was taken back."""
    acts, at = town.app.services.erasure_requests, town.app.services.clock.now()
    registrar = replace(town.people["registrar"], proved_at=at)
    said = AskErasure(kind="case", name=town.numbers[case], order_ref="3 Cg 12/26x", reason="Retention is over.")
    for key in ("erasure", "erasure-page", "erasure-mine", "erasure-mine-page", "erasure-gone"):
        town.ids[f"{key}:{case}"] = await acts.ask(said, by=registrar)
    await acts.withdraw(town.id("erasure-gone", case), by=registrar)


async def _programs(town: Town) -> None:
    """A second sign-in of counsel's, and a token for a program of theirs."""
    services, wanted = town.app.services, SignInWithPassword(email=email_of("counsel"), password=PHRASE)
    opened = await services.sign_ins.sign_in(wanted)
    assert isinstance(opened, Opened)
    token = MakePersonalToken(name="Office software", scopes=frozenset(Scope), days=30)
    made = await services.programs.make(token, opened.principal)
    assert opened.principal.sign_in_id is not None
    for case in CASES:
        town.ids[f"sign-in:{case}"], town.ids[f"personal-token:{case}"] = opened.principal.sign_in_id, made.id
    town.personal_token = made.token


async def settled(app: RunningApp) -> None:
    """Wait until nothing that is due is left in the outbox."""
    async with asyncio.timeout(60):
        while await _due(app):
            if not await app.services.relay.step():
                await asyncio.sleep(0.02)  # a worker of the application has it


async def _due(app: RunningApp) -> int:
    statement = select(func.count()).select_from(OutboxRow)
    waiting = statement.where(
        OutboxRow.done_at == None,  # noqa: E711 (SQL)
        OutboxRow.dead_at == None,  # noqa: E711 (SQL)
        OutboxRow.due_at <= app.services.clock.now(),
    )
    async with app.services.database.read() as reader:
        return await reader.first(waiting) or 0


async def _people(uow: UnitOfWork, town: Town) -> None:
    services, at = town.app.services, town.app.services.clock.now()
    cheap = await cheap_passwords().hash(PHRASE)
    for key, name in (("here", "District Court of Varda"), ("there", "District Court of Esk")):
        town.courts[key] = Court(name=name, zone=ZONE)
        uow.add(town.courts[key])
    await uow.flush()
    for key, desk in DESKS.items():
        new = NewPerson(Protected(CANARIES.get(key, f"Name of {key}")))
        person = await register_person(uow, new, by=None, at=at)
        court = town.courts["there" if key == "other_clerk" else "here"]
        court_id = court.id if desk in {Desk.clerk, Desk.judge} else None
        if desk is not None:
            index = services.identity.blind_index(f"email:{email_of(key)}")
            open_account(uow, person, index, cheap, desk, court_id)
        town.people[key] = Principal(person.id, desk or Desk.participant, court_id)
    judge = await register_person(uow, NewPerson(Protected("Judge of Esk")), by=None, at=at)
    town.people["foreign_judge"] = Principal(judge.id, Desk.judge, town.courts["there"].id)


async def _identities(uow: UnitOfWork, town: Town) -> None:
    """A provider nobody can reach, an identity that opens the account of counsel, and somebody who waits."""
    at = town.app.services.clock.now()
    provider = Provider(
        key="bar",
        name="Bar of Varda",
        issuer="https://127.0.0.1",
        client_id="court",
        scopes="openid",
        algorithms=["RS256"],
        rules=[],
        second_factor="never",
        created_at=at,
    )
    uow.add(provider)
    await uow.flush()
    of_counsel = select(Account).where(Account.person_id == town.people["counsel"].person_id)
    account = await uow.first(of_counsel)
    assert account is not None
    identity = ProviderIdentity(
        provider_id=provider.id, subject_index=b"counsel", account_id=account.id, mapped=False, linked_at=at
    )
    request = AccountRequest(
        provider_id=provider.id, subject_index=b"new", reference="7K2M9Q", name=Protected("Newcanary"), asked_at=at
    )
    uow.add(identity, request)
    made = {"provider": provider.id, "provider-identity": identity.id, "account-request": request.id}
    town.ids |= {f"{kind}:{case}": made[kind] for kind in made for case in CASES}


async def _cases(uow: UnitOfWork, town: Town) -> None:
    at = town.app.services.clock.now()
    for key in CASES:
        court = town.courts["there" if key == "foreign" else "here"]
        level = Level.public if key == "open" else Level.parties
        about = NewCase(
            matter=Matter.criminal, profile=Profile.trafficking, about="Trafficking in persons", level=level
        )
        case = await open_case(uow, court, about, by=None, at=at)
        town.ids[f"case:{key}"], town.numbers[key] = case.id, case.number
        parts = {"foreign_judge": "judge", "stranger": "victim"} if key == "foreign" else PARTS
        for who, role in parts.items():
            await _part(uow, town, case, who, role)


async def _part(uow: UnitOfWork, town: Town, case: Case, who: str, role: str) -> None:
    serves = SERVES.get(who)
    part = Part(
        case_id=case.id,
        person_id=town.people[who].person_id,
        role=role,
        for_person_id=town.people[serves].person_id if serves else None,
        pseudonym="K7" if role == "victim" else None,
        since=case.opened_at,
    )
    await give_part(uow, part, by=None, at=case.opened_at)
    key = next(key for key in CASES if town.ids.get(f"case:{key}") == case.id)
    town.ids[f"part:{who}:{key}"] = part.id


async def _hearing(town: Town, case: str) -> None:
    services, hours = town.app.services, {"open": 0, "closed": 3, "foreign": 0}[case]
    clerk = town.people["other_clerk" if case == "foreign" else "clerk"]
    who = ("foreign_judge", "stranger") if case == "foreign" else tuple(PARTS)
    begins = local(services.clock.now() + timedelta(minutes=5, hours=hours), ZONE).replace(second=0, tzinfo=None)
    command = BookHearing(
        kind=HearingKind.trial,
        date=begins.date(),
        time=begins.time().replace(microsecond=0),
        minutes=120,
        second=True if begins.fold else None,
        public=case == "open",
        participants=tuple(
            Invitee(part_id=town.ids[f"part:{one}:{case}"], languages=("en", "ar") if one == "interpreter" else ())
            for one in who
        ),
    )
    hearing = await services.bookings.book(town.id("case", case), command, clerk, key=f"hearing of {case}")
    town.ids[f"hearing:{case}"] = hearing.id
    async with services.database.read() as reader:
        rows = (await participants_of(reader, [hearing.id]))[hearing.id]
    places = {row.person_id: row.id for row in rows}
    for one in who:
        town.ids[f"place:{one}:{case}"] = places[town.people[one].person_id]
    if case == "open":
        made = await services.bookings.issue_invitation(hearing.id, town.ids["place:witness:open"], clerk)
        town.code, town.link = made.code, made.link.partition("#")[2]


async def _site(town: Town, case: str) -> None:
    """A place the court of the case vouches for, and a device that waits for its code."""
    sites, clerk = town.app.services.sites, town.people["other_clerk" if case == "foreign" else "clerk"]
    site = await sites.open(OpenSite(kind=SiteKind.assisted), clerk)
    town.ids[f"site:{case}"] = site.id
    made = await sites.add_device(site.id, clerk)
    town.ids[f"site-device:{case}"], town.site_codes[case] = made.device_id, made.code


async def _protection(town: Town, case: str) -> None:
    services = town.app.services
    who, asker, judge = ("stranger", "foreign_judge", "foreign_judge")
    if case != "foreign":
        who, asker, judge = "witness", "prosecutor", "judge"
    ask = RequestProtection(
        person_id=town.people[who].person_id,
        preset=Preset.P3,
        public_reason="Others of the group are at large.",
        sealed_reason="Sealedcanary of the request",
    )
    order_id = await services.protections.request(town.id("case", case), ask, by=town.people[asker])
    ruling = RuleOnProtection(
        decision="grant",
        preset=Preset.P3,
        defence_heard=True,
        legal_basis="Victims' Protection Act § 12",
        public_reason="Her safety requires it.",
        sealed_reason="Sealedcanary of the ruling",
        review_on=(services.clock.now() + timedelta(days=200)).date(),
    )
    await services.protections.rule(order_id, ruling, by=town.people[judge])
    town.ids[f"order:{case}"] = order_id
    second = await services.protections.request(town.id("case", case), ask, by=town.people[asker])
    town.ids[f"request:{case}"] = second


async def _registry(town: Town, case: str) -> None:
    """A kind of case and a list of judges at its court, a holiday there, and a deadline in it."""
    services, court_id = town.app.services, town.courts["there" if case == "foreign" else "here"].id
    by, clerk = town.people["administrator"], town.people["other_clerk" if case == "foreign" else "clerk"]
    kind = DescribeCaseType(name=f"Kind of the town, {case}", series="CV", matter=Matter.civil)
    town.ids[f"kind:{case}"] = await services.kinds.describe(court_id, kind, by=by)
    named = DescribeJudgeList(name=f"List of the town, {case}")
    town.ids[f"judge-list:{case}"] = await services.kinds.put_on_list(court_id, named, by=by)
    day = {"open": 1, "closed": 2, "foreign": 3}[case]
    await services.court_days.declare(court_id, DeclareHoliday(day=date(2031, 3, day), name="Harbour"), by=by)
    async with services.database.read() as reader:
        shown = await days_of_court(reader, by, court_id, services.clock.now())
    town.ids[f"holiday:{case}"] = next(one.id for one in shown.holidays if one.day.day == day)
    due = SetDeadline(title="Answer to the motion", event_at=services.clock.now(), length=14)
    town.ids[f"deadline:{case}"] = await services.deadlines.set(town.id("case", case), due, by=clerk)


async def _relations(town: Town, case: str) -> None:
    """Somebody the judge is related to."""
    command = DeclareRelation(name="Petra Lind")
    town.ids[f"relation:{case}"] = await town.app.services.relations.declare(command, by=town.people["judge"])


async def _askings(town: Town, case: str) -> None:
    """A petition that waits for a clerk, and one to withdraw."""
    filer = town.people["stranger" if case == "foreign" else "counsel"]
    for kind in ("asking", "asking-dropped"):
        command = AskForCase(
            court_id=town.id("court", case),
            type_id=town.id("kind", case),
            kind=AskingKind.petition,
            about="Rent of a mooring",
            title="Statement of claim",
            statement="The owner is asked to keep the mooring free.",
            people=(NewPart(name="Petra Lind", role=OpeningRole.party),),
            represents=0,
        )
        ref = await town.app.services.askings.ask(command, by=filer, key=f"{kind} of {case}")
        town.ids[f"{kind}:{case}"] = ref.id


async def _offered(town: Town, case: str) -> None:
    """The case is offered to the other court; a kind of case there whose list has no judge, so that it stays."""
    services, foreign = town.app.services, case == "foreign"
    town.ids[f"elsewhere:{case}"] = court_id = town.courts["here" if foreign else "there"].id
    list_id = town.id("judge-list", "open" if foreign else "foreign")
    kind = DescribeCaseType(name=f"Without a judge, {case}", series="CV", matter=Matter.civil, list_id=list_id)
    town.ids[f"kind-elsewhere:{case}"] = await services.kinds.describe(court_id, kind, by=town.people["administrator"])
    async with services.database.begin() as uow:  # a hearing is to come, for which a real clerk would wait
        offer = CaseOffer(
            case_id=town.id("case", case),
            from_court_id=town.courts["there" if foreign else "here"].id,
            to_court_id=court_id,
            state="waiting",
            reason=Protected("The place is in its district."),
            offered_by=town.people["other_clerk" if foreign else "clerk"].person_id,
            offered_at=services.clock.now(),
        )
        uow.add(offer)
    town.ids[f"offer:{case}"] = offer.id


async def _filings(town: Town, case: str) -> None:
    """By defence counsel: a draft, one that waits for review, and one on the docket."""
    for kind in ("draft", "filed", "docketed"):
        await _filing(town, case, kind)
    upload = await town.app.services.filings.uploads.create(
        town.people["counsel"], "later.pdf", 1000, case_id=town.id("case", case), filing_id=None
    )
    town.ids[f"upload:{case}"] = upload.id


async def _filing(town: Town, case: str, kind: str) -> None:
    acts, counsel, content = town.app.services.filings, town.people["counsel"], pdf(f"The court is asked. {kind}")
    upload = await acts.uploads.create(
        counsel, "motion.pdf", len(content), case_id=town.id("case", case), filing_id=None
    )
    document_id = (await acts.uploads.append(counsel, upload.id, 0, stream(content))).document_id
    assert document_id is not None
    payload = FilingPayload(
        case_id=town.id("case", case),
        type=FilingType.motion,
        title="Motion to hear the expert by video",
        level=Level.public if case == "open" else Level.parties,
        documents=[document_id],
    )
    filing = await acts.drafts.begin(counsel, payload)
    town.ids[f"{kind}:{case}"], town.ids[f"{kind}-document:{case}"] = filing.id, document_id
    if kind == "draft":
        return
    await settled(town.app)
    await acts.submissions.submit(counsel, filing.id, uuid4().hex)
    if kind == "docketed":
        await acts.reviews.decide(town.people["clerk"], filing.id, Accept(at_once=True), uuid4().hex)
        await settled(town.app)


async def _come_in(town: Town, key: str) -> None:
    browser = town.browsers[key]
    if key == ANONYMOUS:
        return
    if key == "witness":
        answer = await browser.post("/start", data={"code": town.code, "link": town.link})
    else:
        answer = await browser.post("/sign-in", data={"email": email_of(key), "password": PHRASE})
    assert answer.status_code == 303, (key, answer.status_code)
