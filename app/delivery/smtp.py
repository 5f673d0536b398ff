"""Mail through an SMTP server (RFC 5321): encrypted outside loopback, and never waited for longer than 10 s."""

import asyncio
import ipaddress
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Literal

import aiosmtplib

from app.delivery.mime import to_mail
from app.delivery.port import AddressRefused, DeliveryDelayed, Message

Security = Literal["starttls", "tls", "none"]


class PlainMailRefused(ValueError):
    """Mail without TLS was asked for to a server that is not on this machine."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over. `timeout`: seconds for the whole conversation about one message."""

    host: str
    port: int
    security: Security = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 10.0
    trust: SSLContext | None = None

    def __post_init__(self) -> None:
        if self.security == "none" and not _loopback(self.host):
            raise PlainMailRefused(f"Mail to {self.host} must be encrypted: use starttls or tls.")


class SmtpDelivery:
    """`Delivery` over SMTP, one connection for each message.

    A server that took a message and then did not say so gets it again, with the same Message-ID.
    """

    def __init__(self, server: SmtpServer, sender: str, domain: str) -> None:
        self._server, self._sender, self._domain = server, sender, domain

    async def send(self, message: Message) -> None:
        mail = to_mail(message, self._sender, self._domain)
        try:
            async with asyncio.timeout(self._server.timeout):
                await self._hand_over(mail.as_bytes(), str(mail["To"]))
        except aiosmtplib.SMTPRecipientsRefused as reason:
            if all(500 <= one.code < 600 for one in reason.recipients):
                raise AddressRefused() from None  # the cause quotes the address
            raise DeliveryDelayed() from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as reason:
            raise DeliveryDelayed(reason=type(reason).__name__) from None

    async def _hand_over(self, mail: bytes, to: str) -> None:
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=server.timeout,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            username=server.user,
            password=server.password,
            tls_context=server.trust,
        )
        try:
            await client.connect()
            await client.sendmail(self._sender, [to], mail)
        finally:
            client.close()


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
