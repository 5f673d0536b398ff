"""Bank transfer with a creditor reference (ISO 11649), settled by the court's account statement as CSV."""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO

from app.kernel.money import AmountUnreadable, cents_of
from app.payments.port import Credit, StatementUnreadable

MOST_LINES = 20_000
_COLUMNS = ("date", "amount", "currency", "text", "id")
_REFERENCE = re.compile("RF[0-9]{2}[0-9]{10}")
_NO_SEPARATOR = re.compile(r"[^0-9A-Z]")


class BankTransfer:
    """References with two check digits, so that one mistyped digit is no other payment's (MOD 97-10, ISO 7064)."""

    def reference(self, number: int) -> str:
        body = f"{number:010}"
        return f"RF{98 - _value(body + 'RF00') % 97:02}{body}"

    def credits(self, statement: str) -> Sequence[Credit]:
        text = statement.lstrip("\ufeff").strip()
        lines = text.splitlines()
        if not lines or len(lines) > MOST_LINES + 1:
            raise StatementUnreadable(line=1)
        delimiter = ";" if lines[0].count(";") >= len(_COLUMNS) - 1 else ","
        rows = csv.DictReader(StringIO(text), delimiter=delimiter, strict=True)
        if not {name.strip().lower() for name in rows.fieldnames or ()} >= set(_COLUMNS):
            raise StatementUnreadable(line=1)
        rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
        found = []
        try:
            for row in rows:
                found += _credit(row)
        except (ValueError, AmountUnreadable, KeyError, TypeError, AttributeError, csv.Error) as reason:
            raise StatementUnreadable(line=rows.line_num) from reason
        return found


def references_in(words: str) -> tuple[str, ...]:
    """Our references in what somebody wrote, spaced and small as people write them; those whose check digits hold."""
    packed = _NO_SEPARATOR.sub("", words.upper())
    return tuple(dict.fromkeys(one for one in _REFERENCE.findall(packed) if _value(one[4:] + one[:4]) % 97 == 1))


def _credit(row: Mapping[str, str]) -> list[Credit]:
    """A line of the statement; what went out of the account is no credit. Raises ValueError, AmountUnreadable."""
    currency, entry = row["currency"].strip().upper(), row["id"].strip()
    amount = row["amount"].strip()
    if not entry or len(entry) > 100 or not re.fullmatch("[A-Z]{3}", currency):
        raise ValueError(entry)
    booked_on = date.fromisoformat(row["date"].strip())
    if amount.startswith("-"):
        return []
    words = row["text"].strip()[:500]
    cents = cents_of(amount.removeprefix("+"), currency)
    return [Credit(entry, booked_on, cents, currency, references_in(words), words)] if cents else []


def _value(text: str) -> int:
    """Letters as numbers, A is 10."""
    return int("".join(str(int(letter, 36)) for letter in text))
