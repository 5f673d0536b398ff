"""How times, sizes, hashes and languages are written for a reader, in the forms of CLDR."""

from datetime import datetime, timedelta
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta, get_timezone_name
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit
from markupsafe import Markup

from app.kernel.money import digits_of, plain
from app.kernel.zones import local

_UNITS = ((10**9, "digital-gigabyte"), (10**6, "digital-megabyte"), (10**3, "digital-kilobyte"))


def moment(at: datetime, zone: str, formats: str) -> Markup:
    """`Thursday, 3 December 2026, 14:30 (Central European Standard Time)` as a `<time>` element."""
    here = local(at, zone)
    day, clock = format_date(here, "full", formats), format_time(here, "HH:mm", locale=formats)
    words = get_timezone_name(here, "long", locale=formats)
    return Markup('<time datetime="{}"><bdi>{}, {}</bdi> ({})</time>').format(here.isoformat(), day, clock, words)


def hour(at: datetime, zone: str, formats: str) -> Markup:
    """`14:30 (Central European Standard Time)`, where the day has just been named."""
    here = local(at, zone)
    words = get_timezone_name(here, "long", locale=formats)
    clock = format_time(here, "HH:mm", locale=formats)
    return Markup('<time datetime="{}"><bdi>{}</bdi> ({})</time>').format(here.isoformat(), clock, words)


def clock_time(at: datetime, zone: str, formats: str) -> Markup:
    """`14:30`, 24 hours, for tables whose heading already names the day and zone."""
    here = local(at, zone)
    clock = format_time(here, "HH:mm", locale=formats)
    return Markup('<time datetime="{}"><bdi>{}</bdi></time>').format(here.isoformat(), clock)


def day(at: datetime, zone: str, formats: str) -> Markup:
    """`Thursday, 3 December 2026`."""
    here = local(at, zone)
    return Markup('<time datetime="{}"><bdi>{}</bdi></time>').format(
        here.date().isoformat(), format_date(here, "full", formats)
    )


def short(at: datetime, zone: str, formats: str) -> Markup:
    """`3 Dec 2026, 14:30`, for tables whose heading names the zone."""
    here = local(at, zone)
    text = f"{format_date(here, 'medium', formats)}, {format_time(here, 'HH:mm', locale=formats)}"
    return Markup('<time datetime="{}"><bdi>{}</bdi></time>').format(here.isoformat(), text)


def same_wall_time(at: datetime, zone: str, other: str) -> bool:
    """Whether both zones show the same clock at this instant."""
    return local(at, zone).utcoffset() == local(at, other).utcoffset()


def same_day(at: datetime, zone: str, other: str) -> bool:
    """Whether both zones name the same day at this instant."""
    return local(at, zone).date() == local(at, other).date()


def size(count: int, formats: str) -> str:
    """Decimal units as file managers show them: `2.4 MB`, in French `2,4 Mo`."""
    for unit, name in _UNITS:
        if count >= unit:
            return format_unit(round(count / unit, 1), name, length="short", locale=formats)
    return format_unit(count, "digital-byte", length="short", locale=formats)


def grouped(digest: str) -> Markup:
    """A hash in groups of four that copies without gaps."""
    groups = Markup("").join(
        Markup("<span>{}</span>").format(digest[start : start + 4]) for start in range(0, len(digest), 4)
    )
    return Markup('<code class="hash" translate="no" dir="ltr">{}</code>').format(groups)


def number(value: float, formats: str) -> str:
    return format_decimal(value, locale=formats)


def lasting(length: timedelta, formats: str) -> str:
    """`2 hrs`, `45 mins`: how long something takes or waits, to the largest fitting unit."""
    return format_timedelta(length, granularity="minute", threshold=1.5, format="short", locale=formats)


def language_name(code: str, formats: str) -> str:
    """The name of a language in the reader's language; the code itself when CLDR does not know it."""
    try:
        return Locale.parse(code, sep="-").get_display_name(formats) or code
    except (UnknownLocaleError, ValueError):
        return code


def money(cents: int, currency: str, formats: str) -> str:
    """`€12.50`, from the smallest unit of the currency."""
    return format_currency(Decimal(cents).scaleb(-digits_of(currency)), currency, locale=formats)


def amount(cents: int, currency: str) -> str:
    """`12.50`, as it is typed into a form."""
    return plain(cents, currency).removesuffix(f" {currency}")
