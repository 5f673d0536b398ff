"""A message as Internet mail (RFC 5322), the same bytes for the same message."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from app.delivery.port import AddressRefused, Message
from app.kernel.protected import open_protected


def to_mail(message: Message, sender: str, domain: str) -> EmailMessage:
    """The mail; its Message-ID comes from the event, so a mailbox can tell that a second one is the same.

    No Date header: the mail server puts the time it took the message. Raises AddressRefused.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = _address(open_protected(message.to))
    mail["Subject"] = " ".join(message.subject.split())
    mail["Message-ID"] = f"<{message.event_id}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers to a court
    mail.set_content(message.text, cte="quoted-printable")
    for file in message.attachments:
        kind, _, subtype = file.mime.partition("/")
        mail.add_attachment(file.data, maintype=kind, subtype=subtype, filename=file.name)
    if mail.is_multipart():
        mail.set_boundary("ejustice-" + sha256(message.event_id.bytes).hexdigest()[:32])
    return mail


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text.strip())
    except (ValueError, IndexError) as reason:
        raise AddressRefused() from reason
