"""An order as a document: what the court orders, who signed when, and the reasons of those who did not."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date, format_time, get_timezone_name

from app.kernel.errors import N_
from app.kernel.zones import local
from app.language.i18n import language, translate
from app.orders.terms import ANSWER_WORDS, Answer
from app.pdf.writer import Paper, Rows, Section, Text

DRAFT = N_("Draft. Not an order of the court.")
TEST = N_("TEST – NOT A COURT RECORD")


@dataclass(frozen=True, slots=True)
class Signed:
    """A judge of the panel under the label of the audience, and what they said when."""

    judge: str
    presides: bool
    answer: Answer
    at: datetime | None
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """Everything the document says. `number`: of the entry, None in a draft; `sha256`: of what the panel signed."""

    court: str
    zone: str
    language: str
    case_number: str
    number: int | None
    title: str
    text: str
    signed: tuple[Signed, ...] = ()
    sha256: str = ""
    test: bool = False


def paper(order: OrderPaper) -> Paper:
    """The document, in the language of the court."""
    code = order.language

    def say(words: str) -> str:
        return translate(words, code)

    meta = [(say(N_("Court")), order.court), (say(N_("Case")), order.case_number)]
    if order.number is not None:
        meta.append((say(N_("Entry")), str(order.number)))
    sections = [Section("", tuple(Text(part) for part in order.text.split("\n\n") if part.strip()))]
    if order.signed:
        head = (say(N_("Judge")), say(N_("Answer")), say(N_("When")))
        rows = tuple(_row(one, order) for one in order.signed)
        note = say(N_("Everybody signed in person, in their own sign-in. What they signed has this SHA-256:"))
        sections.append(Section(say(N_("Signatures")), (Rows(head, rows, (3, 2, 4)), Text(note), Text(order.sha256))))
    sections += [Section(_dissent(one, code), (Text(one.dissent),)) for one in order.signed if one.dissent]
    notes = [say(DRAFT)] if order.number is None else []
    notes += [say(TEST)] if order.test else []
    return Paper(
        title=order.title,
        meta=tuple(meta),
        sections=tuple(sections),
        footer=" · ".join([order.case_number, *notes, "{page} / {pages}"]),
        language=code,
    )


def day_in_words(at: datetime, zone: str, code: str) -> str:
    """A day on the court's calendar, in the court's language."""
    return format_date(local(at, zone).date(), "long", language(code).formats)


def _row(one: Signed, order: OrderPaper) -> tuple[str, str, str]:
    judge = translate(N_("%(judge)s, presiding"), order.language, judge=one.judge) if one.presides else one.judge
    return judge, translate(ANSWER_WORDS[one.answer], order.language), _when(one.at, order)


def _when(at: datetime | None, order: OrderPaper) -> str:
    if at is None:
        return "–"
    here, formats = local(at, order.zone), language(order.language).formats
    day, clock = format_date(here, "long", formats), format_time(here, "HH:mm:ss", locale=formats)
    return f"{day}, {clock} ({get_timezone_name(here, 'long', locale=formats)})"


def _dissent(one: Signed, code: str) -> str:
    return translate(N_("Dissent of %(judge)s"), code, judge=one.judge)
