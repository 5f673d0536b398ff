"""One whole day of a court in real browsers, from a motion to the minutes, on what each person's pages say."""

import re
import shutil
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.audit.note import NoteKey
from app.db.database import Database
from tests.actions.audit.attack import Attack, lift_triggers
from tests.doubles.court import RunningCourt, running_court
from tests.doubles.smtp import SmtpDouble, smtp_double
from tests.journeys.hearing_day import (
    EXAMINERS,
    HER_COLOUR,
    WITNESS,
    Closed,
    Heard,
    People,
    Stopped,
    conclude,
    hear_her,
    resume,
    stop,
)
from tests.journeys.paperwork import FINDING, PAPER, TITLE, Booked, Docketed, Filed, accept, book, file_motion, rule
from tests.journeys.people import DESKTOP, PHONE, Visitor, sign_in, small_chromium, until, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
fixture = pytest_asyncio.fixture(scope="module", loop_scope="module")

PARTS = ("clerk", "judge", "prosecutor", "defence counsel", "accused", "interpreter", "witness", "public")
HER_NAME = re.compile(rb"mirela|voskanova", re.IGNORECASE)


@fixture
async def mail_server() -> AsyncIterator[SmtpDouble]:
    """A mail server that takes every connection and never says a word."""
    async with smtp_double("hangs at once") as double:
        yield double


@fixture
async def court(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningCourt]:
    async with running_court(tmp_path_factory.mktemp("court")) as running:
        yield running


@fixture
async def people(court: RunningCourt) -> AsyncIterator[Mapping[str, Visitor]]:
    """Everybody of the day, each in a browser of their own; whoever has an account is signed in."""
    async with small_chromium() as browser:
        found = {}
        for role in PARTS:
            of_her = role == "witness"
            options = {"size": PHONE if of_her else DESKTOP, "colour": HER_COLOUR if of_her else None}
            found[role] = await visit(browser, court, role, **options)  # type: ignore[arg-type]
            if role not in ("witness", "public"):
                await sign_in(found[role])
        yield found


@fixture
async def filed(people: People) -> Filed:
    return await file_motion(people["defence counsel"])


@fixture
async def docketed(filed: Filed, people: People) -> Docketed:
    return await accept(people["clerk"])


@fixture
async def first_hearing(court: RunningCourt) -> datetime:
    """When the hearing that the demo comes with begins, on the court's clock."""
    return datetime.fromisoformat((await _hearings(court))[0]["wall_time"])


@fixture
async def booked(docketed: Docketed, people: People, first_hearing: datetime) -> Booked:
    return await book(people["clerk"], first_hearing, first_hearing.replace(hour=10, minute=0) + timedelta(days=7))


@fixture
async def ruled(booked: Booked, people: People, first_hearing: datetime) -> str:
    return await rule(people["judge"], first_hearing)


@fixture
async def mails(ruled: str, court: RunningCourt) -> list[bytes]:
    """Every mail in the demo's folder, once all who have an address were told of motion and hearing."""
    folder = court.data / "mail"

    async def arrived() -> list[bytes] | None:
        found = [file.read_bytes() for file in folder.glob("*.eml")] if folder.is_dir() else []
        told = {message_from_bytes(mail, policy=policy.default)["To"] for mail in found if b"text/calendar" in mail}
        return found if len(told) >= 7 else None

    found = await until(arrived)
    assert found is not None
    return found


@fixture
async def heard(
    booked: Booked, mails: list[bytes], people: People, court: RunningCourt, mail_server: SmtpDouble
) -> Heard:
    """The court was started again meanwhile, on the same data, with a mail server that hangs."""
    await court.stop()
    await court.start(EJ_DELIVERY_URL=f"smtp://127.0.0.1:{mail_server.port}?security=none")
    await sign_in(people["witness"], booked.invitation)
    return await hear_her(people, "/rooms/" + booked.address.rsplit("/", 1)[1])


@fixture
async def stopped(heard: Heard, people: People, court: RunningCourt, mail_server: SmtpDouble) -> Stopped:
    """Something was to be mailed when she tapped, and the mail server had not answered."""
    await _move_the_other_hearing(court)

    async def hangs() -> bool:
        return mail_server.connections > 0

    await until(hangs)
    lasts, still, states = await stop(people)
    return Stopped(lasts, still, states, mail_server.connections, len(mail_server.taken))


@fixture
async def resumed(stopped: Stopped, people: People) -> dict[str, int]:
    return await resume(people)


@fixture
async def closed(resumed: dict[str, int], people: People) -> Closed:
    return await conclude(people)


@fixture
async def kept(closed: Closed, court: RunningCourt, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint of the evening, outside the court."""
    file = tmp_path_factory.mktemp("outside") / "checkpoint"
    assert (await court.operate("checkpoint", str(file)))[0] == 0
    return file


async def test_a_lawyer_files_and_holds_a_receipt_with_time_hash_and_proof(filed: Filed) -> None:
    assert FINDING in filed.findings
    assert "The PDF names its author" in filed.findings
    assert re.search(r"F-\d{4}-\d{6}", filed.receipt)
    assert re.search(r"Received\n.*\d{2}:\d{2}", filed.receipt)
    assert sha256(PAPER).hexdigest() in re.sub(r"\s", "", filed.receipt)
    assert re.search(r"Signed: entry \d+ of a log of \d+", filed.proof)


async def test_a_clerk_reads_it_beside_its_findings_and_it_gets_the_next_docket_number(docketed: Docketed) -> None:
    assert "There may be a date of birth" in docketed.reading
    assert "On the docket." in docketed.outcome
    assert re.search(rf"\b1\b.*{TITLE}", docketed.docket, re.DOTALL)


async def test_everybody_entitled_is_told_and_no_letter_tells_what_it_is_about(mails: list[bytes]) -> None:
    to = {message_from_bytes(mail, policy=policy.default)["To"] for mail in mails}
    assert {"prosecutor@varda.example", "accused@varda.example", "judge@varda.example"} <= to
    words = [str(message_from_bytes(mail, policy=policy.default)) for mail in mails]
    assert not [text for text in words if HER_NAME.search(text.encode()) or "Trafficking" in text]


async def test_a_double_booked_judge_is_refused_with_the_reason(booked: Booked) -> None:
    assert re.search(r"Already booked at this time:\s+.*Elena Ruiz.*\d{2}:\d{2}", booked.refusal)
    assert "10:00" in booked.page
    assert re.fullmatch(r"[0-9A-Z]{4}-?[0-9A-Z]{4}", booked.invitation["code"])


async def test_the_ruling_stands_in_the_case(ruled: str) -> None:
    assert re.search(rf"{WITNESS}\s+P3\s+in force", ruled, re.IGNORECASE)


async def test_she_is_told_who_will_see_and_hear_her_before_she_taps(heard: Heard) -> None:
    see, cannot = (re.search(rf"{words}: (.*)", heard.told) for words in ("Can see you", "Cannot see you"))
    assert see
    assert cannot
    assert "Elena Ruiz" in see[1]
    assert "Viktor Sarn" not in see[1]
    assert {"accused", "the public"} <= {name.partition(" (")[0].strip() for name in cannot[1].split(",")}


async def test_the_bench_sees_and_hears_her_and_the_accused_hears_her_alone(heard: Heard) -> None:
    assert heard.state == "in_session"
    for role in ("judge", "clerk", "prosecutor", "defence counsel"):
        assert heard.of_her(role, "v") > 20, role
        assert heard.of_her(role, "a") > 20, role
        assert heard.sees[role], role
    assert heard.of_her("judge", "v") > 100
    assert heard.of_her("accused", "a") > 20
    assert [slot for slot in heard.hers["accused"] if slot.startswith("v")] == []
    assert not heard.sees["accused"]


async def test_the_public_gets_no_packet_no_slot_and_no_name_of_hers(heard: Heard, people: People) -> None:
    assert heard.hers["public"] == []
    assert not heard.sees["public"]
    assert WITNESS in heard.pages["judge"]
    assert WITNESS.encode() in b"".join((await people["judge"].everything()).values())
    everything = await people["public"].everything()
    assert [where for where, body in everything.items() if HER_NAME.search(body)] == []


async def test_she_gets_nothing_of_the_accused(heard: Heard, people: People) -> None:
    parts = {slot["part"] for slot in people["witness"].view["slots"]} if people["witness"].view else set()
    assert "accused" not in parts
    assert "Viktor Sarn" not in heard.pages["witness"].replace(heard.told, "")


async def test_nothing_arrives_in_a_slot_that_nobody_fills(heard: Heard) -> None:
    assert {role: strays for role in PARTS if (strays := heard.unaccounted(role))} == {}


async def test_after_stop_nothing_passes_between_her_and_the_examiners(stopped: Stopped) -> None:
    for role in EXAMINERS:
        assert stopped.after_the_tap[role], f"{role} had her before"
    late = {
        (role, slot): last
        for role, lasts in stopped.after_the_tap.items()
        for slot, last in lasts.items()
        if last > 1000
    }
    assert late == {}
    assert stopped.after_the_tap["witness"], "she had heard the court before"
    assert stopped.still_bound_to_her <= {"clerk", "interpreter", "support person", "judge"}
    assert "A break" in stopped.states["judge"]


async def test_mail_was_hanging_when_she_stopped(stopped: Stopped) -> None:
    assert stopped.mails_in_hand > 0
    assert stopped.mails_taken == 0


async def test_after_her_ready_tap_and_the_judge_she_is_heard_again(resumed: dict[str, int]) -> None:
    assert sum(resumed.values()) >= 50


async def test_the_minutes_hold_attendance_and_events(closed: Closed) -> None:
    assert "You can go now" in closed.hers
    for words in (r"Witness [A-Z]\d+", "Elena Ruiz", "Called to testify", "A break was asked for", "Concluded"):
        assert re.search(words.replace(" ", r"\s+"), closed.minutes), words
    assert not HER_NAME.search(closed.minutes.encode()), "minutes go to many hands: P3 is a pseudonym in them"


async def test_the_public_finds_hearing_and_docket_and_no_trace_of_her(closed: Closed, people: People) -> None:
    public, url = people["public"], people["public"].court.url
    found = await _crawl(url)
    assert {"/", "/hearings", "/log"} <= set(found)
    assert [path for path in found if re.fullmatch(r"/cases/CR-\d{4}-\d+", path)], sorted(found)
    assert [path for path, body in found.items() if HER_NAME.search(body)] == []
    everything = await public.everything()
    assert [where for where, body in everything.items() if HER_NAME.search(body)] == []


async def test_no_page_of_the_day_had_an_error_of_its_own(closed: Closed, people: People) -> None:
    assert {role: visitor.complaints for role, visitor in people.items() if visitor.complaints} == {}


async def test_the_log_of_the_day_holds(kept: Path, court: RunningCourt) -> None:
    code, said = await court.operate("verify-audit", "--checkpoint", str(kept))
    assert (code, said[:3]) == (0, "ok:")


@pytest.mark.parametrize("cover", ["nothing", "the tree"])
async def test_one_byte_changed_in_the_log_is_named(
    cover: str, kept: Path, court: RunningCourt, tmp_path: Path
) -> None:
    shutil.copytree(court.data, tmp_path / "var", ignore=shutil.ignore_patterns("*.sock"))
    await _rewrite(tmp_path / "var" / "ejustice.db", 17, cover)
    code, said = await court.operate("verify-audit", "--checkpoint", str(kept), data=tmp_path / "var")
    assert code == 1
    assert "BROKEN: the first broken entry is index 17." in said


async def _rewrite(file: Path, index: int, cover: str) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    await lift_triggers(database)
    signer = Ed25519PrivateKey.generate()
    key = NoteKey("nobody/log", signer.public_key().public_bytes_raw())
    async with database.begin() as uow:
        await Attack("rewrite", index, index, "payload", cover).commit(uow, signer, key)
    await database.close()


async def _hearings(court: RunningCourt) -> list[dict[str, str]]:
    """The hearings of the demo's criminal case, earliest first."""
    client = await court.sign_in("clerk")
    cases = (await client.get("/api/v1/cases")).json()["items"]
    [case] = [one for one in cases if one["number"].startswith("CR-")]
    found: list[dict[str, str]] = (await client.get(f"/api/v1/cases/{case['id']}/hearings")).json()
    await client.aclose()
    return found


async def _move_the_other_hearing(court: RunningCourt) -> None:
    """Something everybody is written to about."""
    first = (await _hearings(court))[0]
    client = await court.sign_in("clerk")
    day = datetime.fromisoformat(first["wall_time"]).date() + timedelta(days=14)
    moved = {"date": day.isoformat(), "time": "10:00", "minutes": 60, "version": first["version"]}
    answer = await client.put(f"/api/v1/hearings/{first['id']}/time", json=moved)
    assert answer.status_code == 200, answer.text
    await client.aclose()


async def _crawl(url: str) -> dict[str, bytes]:
    """Every address an anonymous reader reaches by links, with the answer, headers and file names included."""
    found: dict[str, bytes] = {}
    ahead = ["/", "/hearings", "/log"]
    async with httpx.AsyncClient(base_url=url, follow_redirects=True, timeout=30) as client:
        while ahead and len(found) < 160:
            path = ahead.pop(0)
            if path in found:
                continue
            answer = await client.get(path)
            found[path] = str(answer.headers).encode() + answer.content
            links = re.findall(r'href="(/[^"#]*)', answer.text)
            ahead += [link.replace("&amp;", "&") for link in links if "/static/" not in link and "lang=" not in link]
    return found
