"""Everybody asked is told once, of what counts, in a message that holds nobody's name."""

import asyncio
from datetime import timedelta

from icalendar import Calendar
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.models import Person
from app.db.outbox import OutboxRow, Relay
from app.delivery.port import Message
from app.hearings.commands import Reschedule, Vacate
from app.kernel.protected import Protected
from app.notices.models import Notice
from app.notices.queries import notices_of_hearing
from tests.actions.booking.conftest import NAMES, WITNESS_NAME, World
from tests.actions.notices.conftest import Post

EVERYBODY = ("judge", "prosecutor", "defence_counsel", "accused", "victim", "interpreter", "support_person")


async def states(world: World) -> dict[str, list[str]]:
    """The states of each person's notices, oldest first, by key."""
    keys = {person.id: key for key, person in world.people.items()}
    async with world.database.read() as reader:
        rows = await reader.all(select(Notice).order_by(Notice.id))
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(keys[row.person_id], []).append(row.state)
    return found


def calendar_of(message: Message) -> Calendar:
    (file,) = message.attachments
    return Calendar.from_ical(file.data)


async def test_everybody_with_an_address_is_told_once_and_the_witness_without_one_by_the_clerk(
    post: Post, world: World
) -> None:
    await world.book(*EVERYBODY)
    await post.deliver()
    told = [key for key in EVERYBODY if post.mailbox.to(key)]
    assert told == [key for key in EVERYBODY if key != "victim"]
    assert len(post.mailbox.taken) == len(told)
    assert len({one.event_id for one in post.mailbox.taken}) == len(told)


async def test_no_message_and_no_row_of_the_outbox_or_the_log_holds_a_name_or_an_address(
    post: Post, world: World
) -> None:
    async with world.database.begin() as uow:
        (await uow.lock(Person, world.people["victim"].id)).email = Protected("mirela@quiet.example")
    ref = await world.book(*EVERYBODY)
    await post.deliver()
    await world.bookings.vacate(ref.id, Vacate(reason="settled", version=ref.version), world.clerk)
    await post.deliver()
    assert len(post.mailbox.taken) == 2 * len(EVERYBODY)
    sent = "\n".join(
        f"{one.subject}\n{one.text}\n" + "".join(f"{f.name} {f.mime}\n{f.data.decode()}" for f in one.attachments)
        for one in post.mailbox.taken
    )
    async with world.database.read() as reader:
        kept = [row.payload for row in await reader.all(select(OutboxRow))]
        kept += [leaf.payload for leaf in await reader.all(select(LogLeaf))]
    for canary in (*WITNESS_NAME.split(), *NAMES.values(), world.case.number, "K7", "@quiet", "@varda", "raffick"):
        assert canary not in sent
        assert canary not in str(kept)


async def test_a_moved_hearing_keeps_its_uid_counts_on_and_a_vacated_one_is_cancelled(post: Post, world: World) -> None:
    ref = await world.book()
    await post.deliver()
    move = Reschedule(date="2026-12-04", time="14:00", minutes=60, version=ref.version)
    ref = await world.bookings.reschedule(ref.id, move, world.clerk)
    await post.deliver()
    await world.bookings.vacate(ref.id, Vacate(reason="settled", version=ref.version), world.clerk)
    await post.deliver()
    files = [calendar_of(one) for one in post.mailbox.to("accused")]
    events = [file.walk("VEVENT")[0] for file in files]
    assert [file["method"] for file in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert len({event["uid"] for event in events}) == 1
    assert {str(calendar_of(post.mailbox.to("judge")[0]).walk("VEVENT")[0]["uid"])} != {str(events[0]["uid"])}
    assert "14:00" in post.mailbox.to("accused")[1].text


async def test_a_notice_that_a_later_one_has_overtaken_is_not_sent(post: Post, world: World) -> None:
    ref = await world.book()
    await post.relay.drain()
    move = Reschedule(date="2026-12-04", time="14:00", minutes=60, version=ref.version)
    await world.bookings.reschedule(ref.id, move, world.clerk)
    await post.deliver()
    assert [calendar_of(one).walk("VEVENT")[0]["sequence"] for one in post.mailbox.to("accused")] == [1]
    assert (await states(world))["accused"] == ["overtaken", "sent"]


async def test_running_a_handler_again_tells_nobody_twice(post: Post, world: World) -> None:
    await world.book()
    async with world.database.read() as reader:
        (row,) = await reader.all(select(OutboxRow))
    await post.deliver()
    before = list(post.mailbox.taken)
    await post.notices.handlers[row.handler](row)
    await post.deliver()
    async with world.database.read() as reader:
        sent = await reader.all(select(OutboxRow).where(OutboxRow.handler == "send-notice"))
    for again in sent:
        await post.notices.send(again)
    assert post.mailbox.taken == before


async def test_an_address_that_is_gone_keeps_nobody_else_waiting_and_is_told_to_the_clerk(
    post: Post, world: World
) -> None:
    post.mailbox.gone = {Protected("accused@varda.example")}
    ref = await world.book()
    await post.deliver()
    assert len(post.mailbox.taken) == 2
    assert (await states(world))["accused"] == ["refused"]
    async with world.database.read() as reader:
        assert sorted((await notices_of_hearing(reader, ref.id)).values()) == ["refused", "sent", "sent"]


async def test_a_message_put_off_is_sent_later_and_only_that_one(post: Post, world: World) -> None:
    post.mailbox.failing = {Protected("accused@varda.example")}
    await world.book()
    await post.deliver()
    assert len(post.mailbox.taken) == 2
    post.mailbox.failing = set()
    world.clock.advance(timedelta(seconds=5))
    await post.deliver()
    assert len(post.mailbox.taken) == 3
    assert len(post.mailbox.to("accused")) == 1


async def test_while_mail_hangs_bookings_are_made_and_every_other_handler_runs(post: Post, world: World) -> None:
    release = asyncio.Event()

    class Hanging:
        waiting = 0

        async def send(self, message: Message) -> None:
            self.waiting += 1
            await release.wait()

    hanging = Hanging()
    stuck = type(post.notices)(world.database, hanging, world.clock, "https://court.example")
    await world.book(*EVERYBODY)
    await post.relay.drain()
    sender = asyncio.create_task(Relay(world.database, stuck.senders, world.clock).run())
    async with asyncio.timeout(20):
        while hanging.waiting < 4:
            await asyncio.sleep(0)
        await world.book("judge", at="14:00", key="key-2")  # no transaction is held while mail hangs
        await post.relay.drain()
    async with world.database.read() as reader:
        rows = await reader.all(select(OutboxRow).where(OutboxRow.handler == "notify-booked"))
    assert [row.done_at is not None for row in rows] == [True, True]
    assert (await states(world))["judge"] == ["waiting", "waiting"]
    sender.cancel()


async def test_the_reader_s_language_and_clock_decide_the_words(post: Post, world: World) -> None:
    async with world.database.begin() as uow:
        person = await uow.lock(Person, world.people["accused"].id)
        person.language, person.zone = "fr", Protected("America/Montreal")
    await world.book()
    await post.deliver()
    text = post.mailbox.to("accused")[0].text
    assert "jeudi 3 décembre 2026, 04:30" in text
