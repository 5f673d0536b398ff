"""What a notice says: that there is an update, and when to be there; never what it is about, never a name."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date, format_time, get_timezone_name

from app.kernel.errors import N_
from app.kernel.zones import local
from app.language.i18n import language, translate
from app.notices.terms import ABOUT_A_HEARING, Appointment, Reader, Subject
from app.protection.terms import WITNESSES, Person, Rulings

SUBJECT = N_("There is an update")
UPDATE = N_("There is an update. Sign in.")
EXPECTED = N_("Your appointment: %(time)s.")
MOVED = N_("Your appointment has a new time: %(time)s.")
CALLED_OFF = N_("Your appointment is called off. It was: %(time)s.")
WHERE = N_("Sign in here: %(address)s")
OWN_TIME = N_("%(time)s, on your own clock")
SIGNED_OUT = N_("A program of yours was signed out.")
LOOK_AT_SIGN_INS = N_("Sign in and look at “My sign-ins”. It says what happened and what to do.")
WAY_IN_CHANGED = N_("Something about how you sign in was changed.")
GIVING_BACK = N_("Two officers are giving your account back to you.")
IF_NOT_YOU = N_("If you did not do this or ask for it, say so at once, in person. “My security” shows what stands.")
NO_REPLY = N_("Nobody reads answers to this message.")
WELCOME = N_("An account is ready for you.")
SET_UP = N_("Open this address within three days and choose a password: %(address)s")
SET_UP_BY_HAND = N_("If the page asks for it, this is the key in the address: %(key)s")
KEEP = N_("The address works once. Give it to nobody. If you did not expect this message, you need do nothing.")
_LINES = {Subject.booked: EXPECTED, Subject.rescheduled: MOVED, Subject.vacated: CALLED_OFF}


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject line and plain text."""

    subject: str
    text: str


def guarded(person: Person, rulings: Rulings) -> bool:
    """Whether a message could put somebody at risk: witnesses, protected people, and those who are there for one."""
    protected = {order.protected for order in rulings.restrictions}
    return any(one.role in WITNESSES or one.id in protected for one in (person, *person.serves))


def letter(subject: Subject, reader: Reader, appointment: Appointment | None, sign_in: str) -> Letter:
    """The message. Somebody guarded gets neither an address to click nor the name of a zone they live in."""
    lines = [UPDATE]
    values = {"address": sign_in}
    if subject in ABOUT_A_HEARING and appointment is not None:
        lines.append(_LINES[subject])
        values["time"] = _time(appointment.starts_at, reader)
    if not reader.guarded:
        lines.append(WHERE)
    lines.append(NO_REPLY)
    text = "\n\n".join(translate(line, reader.language, **values) for line in lines)
    return Letter(translate(SUBJECT, reader.language), f"{text}\n")


def _time(at: datetime, reader: Reader) -> str:
    """Day, date and 24 h time in words, with the zone's name where that tells nobody where the reader lives."""
    here, formats = local(at, reader.zone), language(reader.language).formats
    time = f"{format_date(here, 'full', formats)}, {format_time(here, 'HH:mm', locale=formats)}"
    if reader.guarded and reader.own_zone:
        return translate(OWN_TIME, reader.language, time=time)
    return f"{time} ({get_timezone_name(here, 'long', locale=formats)})"


def welcome(reader_language: str, address: str, secret: str) -> Letter:
    """The message with the link that sets up an account: it names neither a court nor what the account is for."""
    values = {"address": f"{address}#{secret}", "key": secret}
    text = "\n\n".join(
        translate(line, reader_language, **values) for line in (WELCOME, SET_UP, SET_UP_BY_HAND, KEEP, NO_REPLY)
    )
    return Letter(translate(SUBJECT, reader_language), f"{text}\n")


def warning(reader_language: str) -> Letter:
    """The message to somebody whose program was signed out: it names neither a court nor the program."""
    text = "\n\n".join(translate(line, reader_language) for line in (SIGNED_OUT, LOOK_AT_SIGN_INS, NO_REPLY))
    return Letter(translate(SUBJECT, reader_language), f"{text}\n")


def way_in_changed(reader_language: str, *, giving_back: bool) -> Letter:
    """The message to somebody whose password or second factor changed, or whose account is being given back."""
    first = GIVING_BACK if giving_back else WAY_IN_CHANGED
    text = "\n\n".join(translate(line, reader_language) for line in (first, IF_NOT_YOU, NO_REPLY))
    return Letter(translate(SUBJECT, reader_language), f"{text}\n")
