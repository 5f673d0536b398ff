"""The calendar file of one appointment for one person (RFC 5545, iTIP RFC 5546): neutral, with nobody else in it."""

from datetime import datetime
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vCalAddress, vText

from app.notices.terms import Appointment

FILE_NAME = "appointment.ics"
_ORGANIZER = "mailto:no-reply@appointment.invalid"  # RFC 2606: an address that says nothing and reaches nobody


def uid_of(participant_id: UUID) -> UUID:
    """Stable for one person and one hearing, and unlike that of anybody else at the same hearing."""
    return uuid5(participant_id, "appointment")


def mime_of(appointment: Appointment) -> str:
    """The type of the file; its method must be the one inside (RFC 6047 §2.4)."""
    return f"text/calendar; method={_method(appointment)}; charset=utf-8"


def calendar_file(participant_id: UUID, appointment: Appointment, summary: str, stamp: datetime) -> bytes:
    """The file. Times are in UTC, so that no zone tells where anybody lives; a CANCEL takes the event away."""
    entry = Event()
    entry.add("uid", str(uid_of(participant_id)))
    entry.add("dtstamp", stamp)
    entry.add("dtstart", appointment.starts_at)
    entry.add("dtend", appointment.ends_at)
    entry.add("sequence", appointment.sequence)
    entry.add("summary", summary)
    entry.add("status", "CANCELLED" if appointment.called_off else "CONFIRMED")
    entry.add("class", "PRIVATE")
    organizer = vCalAddress(_ORGANIZER)
    organizer.params["CN"] = vText(summary)
    entry["organizer"] = organizer
    attendee = vCalAddress(f"urn:uuid:{uid_of(participant_id)}")  # the mail's own reader, without an address
    attendee.params["ROLE"], attendee.params["RSVP"] = vText("REQ-PARTICIPANT"), vText("FALSE")
    entry["attendee"] = attendee
    made = Calendar()
    made.add("prodid", "-//appointments//EN")
    made.add("version", "2.0")
    made.add("method", _method(appointment))
    made.add_component(entry)
    data: bytes = made.to_ical()
    return data


def _method(appointment: Appointment) -> str:
    return "CANCEL" if appointment.called_off else "REQUEST"
