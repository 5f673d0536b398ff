"""What every way of sending a message promises, and what mail in particular does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from uuid import UUID

import pytest

from app.delivery.folder import FolderDelivery
from app.delivery.port import AddressRefused, Attachment, Delivery, DeliveryDelayed, Message
from app.delivery.smtp import PlainMailRefused, SmtpDelivery, SmtpServer
from app.kernel.protected import Protected
from tests.doubles.smtp import SmtpDouble, smtp_double

SENDER, DOMAIN = "no-reply@court.example", "court.example"
PDF = bytes(range(256)) * 40
MESSAGE = Message(
    to=Protected("ana@example.org"),
    subject="Your hearing · Ваше заседание",
    text="The hearing begins at 9:00.\n.\nČekáme na vás.\n",
    event_id=UUID("0192aaaa-0000-7000-8000-000000000001"),
    attachments=(Attachment("Ladung – 1.pdf", "application/pdf", PDF),),
)
Received = Callable[[], list[EmailMessage]]


@pytest.fixture(params=["folder", "smtp"])
async def sending(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Delivery, Received]]:
    if request.param == "folder":
        yield FolderDelivery(tmp_path, SENDER, DOMAIN), lambda: in_folder(tmp_path)
        return
    async with smtp_double() as double:
        yield SmtpDelivery(plain(double), SENDER, DOMAIN), lambda: [parsed(mail) for mail in double.taken]


async def test_a_message_arrives_whole(sending: tuple[Delivery, Received]) -> None:
    delivery, received = sending
    await delivery.send(MESSAGE)
    (mail,) = received()
    assert (mail["To"], mail["From"], mail["Subject"]) == ("ana@example.org", SENDER, MESSAGE.subject)
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_body()
    assert body
    assert body.get_content().replace("\r\n", "\n") == MESSAGE.text
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Ladung – 1.pdf", PDF)


async def test_a_message_sent_twice_can_be_told_to_be_the_same(sending: tuple[Delivery, Received]) -> None:
    delivery, received = sending
    await delivery.send(MESSAGE)
    await delivery.send(MESSAGE)
    other = replace(MESSAGE, event_id=UUID("0192aaaa-0000-7000-8000-000000000002"))
    await delivery.send(other)
    assert len({mail.as_bytes() for mail in received()}) == 2
    assert {mail["Message-ID"] for mail in received()} == {
        f"<{message.event_id}@court.example>" for message in (MESSAGE, other)
    }


@pytest.mark.parametrize("address", ["", "ana", "ana@", "a@b\r\nBcc: c@d", "a@b, c@d", "Ana <a@b>"])
async def test_what_is_no_single_address_is_refused(sending: tuple[Delivery, Received], address: str) -> None:
    delivery, received = sending
    with pytest.raises(AddressRefused) as refused:
        await delivery.send(replace(MESSAGE, to=Protected(address)))
    assert refused.value.data == {}
    assert received() == []


async def test_a_subject_cannot_add_a_header(sending: tuple[Delivery, Received]) -> None:
    delivery, received = sending
    await delivery.send(replace(MESSAGE, subject="Case\r\nBcc: other@example.org"))
    assert received()[0]["Bcc"] is None


async def test_the_folder_has_one_file_for_each_message(tmp_path: Path) -> None:
    delivery = FolderDelivery(tmp_path / "mail", SENDER, DOMAIN)
    await asyncio.gather(*(delivery.send(MESSAGE) for _ in range(5)))
    assert [file.name for file in (tmp_path / "mail").iterdir()] == [f"{MESSAGE.event_id}.eml"]


@pytest.mark.parametrize("manner", ["hangs at once", "hangs after data", "hangs up", "refuses for now"])
async def test_a_server_that_does_not_take_the_mail_means_later(manner: str) -> None:
    async with smtp_double(manner) as double:  # type: ignore[arg-type]
        with pytest.raises(DeliveryDelayed) as delayed:
            await SmtpDelivery(plain(double), SENDER, DOMAIN).send(MESSAGE)
        assert "ana" not in f"{delayed.value.data}{delayed.value.__cause__}"
        assert double.taken == []


async def test_a_server_that_is_not_there_means_later() -> None:
    async with smtp_double() as double:
        pass
    with pytest.raises(DeliveryDelayed):
        await SmtpDelivery(plain(double), SENDER, DOMAIN).send(MESSAGE)


async def test_an_address_the_server_does_not_know_is_not_tried_again() -> None:
    async with smtp_double("refuses for good") as double:
        with pytest.raises(AddressRefused):
            await SmtpDelivery(plain(double), SENDER, DOMAIN).send(MESSAGE)


async def test_a_hanging_server_keeps_nothing_else_waiting() -> None:
    async with smtp_double("hangs at once") as hanging, smtp_double() as working:
        stuck = asyncio.create_task(SmtpDelivery(plain(hanging, 60), SENDER, DOMAIN).send(MESSAGE))
        await SmtpDelivery(plain(working), SENDER, DOMAIN).send(MESSAGE)
        assert len(working.taken) == 1
        assert not stuck.done()
        stuck.cancel()
        await asyncio.gather(stuck, return_exceptions=True)


async def test_mail_is_not_sent_to_a_server_that_offers_no_encryption() -> None:
    async with smtp_double() as double:
        with pytest.raises(DeliveryDelayed):
            await SmtpDelivery(replace(plain(double), security="starttls"), SENDER, DOMAIN).send(MESSAGE)
        assert double.seen == []


@pytest.mark.parametrize("host", ["mail.example.org", "192.0.2.1", "localhost.example.org"])
def test_plain_mail_leaves_this_machine_never(host: str) -> None:
    with pytest.raises(PlainMailRefused):
        SmtpServer(host, 25, "none")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_plain_mail_may_go_to_this_machine(host: str) -> None:
    assert SmtpServer(host, 25, "none").host == host


def test_a_password_is_not_printed() -> None:
    assert "hunter2" not in repr(SmtpServer("mail.example.org", 587, password="hunter2"))


def plain(double: SmtpDouble, timeout: float = 0.5) -> SmtpServer:
    """How to reach the double."""
    return SmtpServer("127.0.0.1", double.port, "none", timeout=timeout)


def in_folder(folder: Path) -> list[EmailMessage]:
    """The mails in a demo folder."""
    return [parsed(file.read_bytes()) for file in sorted(folder.glob("*.eml"))]


def parsed(data: bytes) -> EmailMessage:
    mail = message_from_bytes(data.replace(b"\r\n..", b"\r\n."), policy=SMTP)  # dots are doubled on the way
    assert isinstance(mail, EmailMessage)
    return mail
