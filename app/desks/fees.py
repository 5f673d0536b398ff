"""Fees on a screen and on paper: what each is for in words, its receipt, and an administrator's schedule."""

from collections.abc import Callable
from uuid import UUID

from app.auth.queries.accounts import admit
from app.auth.views import Principal
from app.cases.queries.courts import court_of_administration
from app.cases.queries.fees import currency_of
from app.cases.queries.opening import case_types
from app.db.database import Reader
from app.filings.terms import TYPE_WORDS, FilingType
from app.kernel.errors import N_
from app.kernel.money import plain
from app.kernel.zones import local
from app.paper.queries.schedules import account_of, rates_of
from app.paper.terms import METHOD_WORDS, Method
from app.paper.views import PaymentReceipt, ScheduleView
from app.pdf.writer import Paper, Section, Text

Translate = Callable[[str], str]


def what_words(what: str, say: Translate = str) -> str:
    """What a fee is for."""
    kind, _, name = what.partition(":")
    if kind == "opening":
        return say(N_("Opening a case (%(letters)s)")) % {"letters": name}
    known = {one.value for one in FilingType}
    return say(TYPE_WORDS[FilingType(name)][0]) if name in known else say(N_("Filing"))


def receipt_paper(receipt: PaymentReceipt, say: Translate = str, language: str = "en") -> Paper:
    """The receipt of one payment. It names nobody: whoever holds it paid."""
    at = local(receipt.taken_at, receipt.zone)
    meta = (
        (say(N_("Receipt")), receipt.number),
        (say(N_("Court")), receipt.court),
        (say(N_("Case")), receipt.case_number),
        (say(N_("Fee for")), what_words(receipt.what, say)),
        (say(N_("Received")), plain(receipt.cents, receipt.currency)),
        (say(N_("How")), say(METHOD_WORDS[Method(receipt.method)])),
        (say(N_("Day and time")), f"{at:%Y-%m-%d %H:%M} ({receipt.zone})"),
        (say(N_("Of a fee of")), plain(receipt.fee, receipt.currency)),
    )
    note = Text(say(N_("Keep this receipt. The court finds the payment by its number.")))
    return Paper(
        title=say(N_("Receipt")),
        meta=meta,
        sections=(Section("", (note,)),),
        footer=f"{receipt.court} · {receipt.number} · {{page}} / {{pages}}",
        language=language,
    )


async def schedule(reader: Reader, principal: Principal, court_id: UUID) -> ScheduleView:
    """A court's fees, for administrators. Raises OnlyAdministrators, CourtNotFound."""
    admit(principal)
    court = await court_of_administration(reader, court_id)
    payee, iban = await account_of(reader, court_id)
    return ScheduleView(
        court_id=court_id,
        court=court.name,
        currency=await currency_of(reader, court_id),
        payee=payee,
        iban=iban,
        rates=await rates_of(reader, court_id),
        series=sorted({kind.series for kind in await case_types(reader, court_id)}),
    )
