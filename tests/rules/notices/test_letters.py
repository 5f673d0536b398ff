"""A letter says that there is an update and when to be there, and nothing a third person could use."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from app.delivery.mime import to_mail
from app.delivery.port import Attachment, Message
from app.kernel.protected import Protected
from app.language.i18n import LANGUAGES
from app.notices.calendar import FILE_NAME, calendar_file, mime_of, uid_of
from app.notices.rules import guarded, letter
from app.notices.terms import Appointment, Reader, Subject
from app.protection.rules.presets import PRESETS
from app.protection.terms import Person, Preset, Restriction, Role, Rulings

AT = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
SIGN_IN = "https://court.example/sign-in"
BANNED = ("court", "judge", "trial", "hearing", "case", "witness", "traffick", "police", "victim", "justice", "CR-2026")


def appointment(sequence: int = 0, *, called_off: bool = False) -> Appointment:
    return Appointment(AT, AT + timedelta(hours=1), sequence, called_off)


def reader(*, guarded: bool = False, own_zone: bool = False, zone: str = "Europe/Vienna") -> Reader:
    return Reader("en", zone, own_zone, guarded)


def test_a_letter_gives_the_time_in_words_on_the_reader_s_own_clock() -> None:
    text = letter(Subject.booked, reader(own_zone=True, zone="Asia/Kathmandu"), appointment(), SIGN_IN).text
    assert "Thursday, 3 December 2026, 15:15 (GMT+05:45)" in text
    assert SIGN_IN in text


def test_somebody_guarded_is_given_no_address_and_no_name_of_the_zone_they_live_in() -> None:
    text = letter(
        Subject.booked, reader(guarded=True, own_zone=True, zone="Asia/Kathmandu"), appointment(), SIGN_IN
    ).text
    assert "Thursday, 3 December 2026, 15:15" in text
    assert "GMT" not in text
    assert "http" not in text


def test_somebody_guarded_without_a_zone_of_their_own_is_told_whose_clock_it_is() -> None:
    text = letter(Subject.booked, reader(guarded=True), appointment(), SIGN_IN).text
    assert "10:30 (Central European Standard Time)" in text


@pytest.mark.parametrize("subject", list(Subject))
def test_no_letter_to_somebody_guarded_holds_a_word_that_tells_what_it_is_about(subject: Subject) -> None:
    written = letter(subject, reader(guarded=True), appointment(), SIGN_IN)
    words = f"{written.subject} {written.text}".lower()
    assert [word for word in BANNED if word.lower() in words] == []


@pytest.mark.parametrize("subject", [Subject.received, Subject.docketed, Subject.returned, Subject.rejected])
def test_letters_about_filings_are_all_the_same(subject: Subject) -> None:
    assert letter(subject, reader(), None, SIGN_IN) == letter(Subject.received, reader(), None, SIGN_IN)


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_every_language_has_a_letter_with_the_time_filled_in(language: str) -> None:
    written = letter(Subject.rescheduled, Reader(language, "Europe/Vienna", False, False), appointment(), SIGN_IN)
    assert "%(" not in written.text
    assert "10:30" in written.text


def test_witnesses_protected_people_and_those_who_are_there_for_them_are_guarded() -> None:
    witness, accused = Person(uuid4(), Role.VICTIM), Person(uuid4(), Role.ACCUSED)
    support = Person(uuid4(), Role.SUPPORT_PERSON, (witness,))
    order = Restriction(uuid4(), accused.id, PRESETS[Preset.P1], AT)
    assert guarded(witness, Rulings())
    assert guarded(support, Rulings())
    assert not guarded(accused, Rulings())
    assert guarded(accused, Rulings((order,)))


def parsed(data: bytes) -> tuple[Calendar, object]:
    made = Calendar.from_ical(data)
    (event,) = made.walk("VEVENT")
    return made, event


@given(st.uuids(), st.integers(0, 50), st.booleans())
def test_a_calendar_file_reads_back_with_one_attendee_and_nobody_s_address(
    participant: UUID, sequence: int, called_off: bool
) -> None:
    made, event = parsed(calendar_file(participant, appointment(sequence, called_off=called_off), "Appointment", AT))
    assert made["method"] == ("CANCEL" if called_off else "REQUEST")
    assert event["status"] == ("CANCELLED" if called_off else "CONFIRMED")
    assert event["sequence"] == sequence
    assert event["uid"] == str(uid_of(participant))
    assert not isinstance(event["attendee"], list)
    assert "@" not in event["attendee"]
    assert str(event["organizer"]).endswith(".invalid")
    assert event["dtstart"].dt == AT
    assert set(event) == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS", "CLASS", "ORGANIZER", "ATTENDEE"
    }  # fmt: skip


def test_two_people_at_one_hearing_have_nothing_in_their_files_that_shows_it() -> None:
    files = [calendar_file(uuid4(), appointment(), "Appointment", AT).decode().splitlines() for _ in range(2)]
    assert len({line for line in files[0] if line.startswith("UID")} & set(files[1])) == 0


def test_the_method_of_the_mail_part_is_that_of_the_file() -> None:
    for called_off in (False, True):
        one = appointment(called_off=called_off)
        file = Attachment(FILE_NAME, mime_of(one), calendar_file(uuid4(), one, "Appointment", AT))
        message = Message(Protected("ada@post.example"), "There is an update", "Text\n", uuid4(), (file,))
        mail = message_from_bytes(to_mail(message, "no-reply@x.example", "x.example").as_bytes(), policy=policy.default)
        (part,) = mail.iter_attachments()
        assert part.get_content_type() == "text/calendar"
        assert part["content-type"].params["method"] == ("CANCEL" if called_off else "REQUEST")
        assert part.get_filename() == "appointment.ics"
