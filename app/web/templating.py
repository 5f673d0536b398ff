"""Renders a page: one Jinja environment, the reader's language, nothing protected ever shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from app.desks.shell import Running
from app.kernel.protected import Protected, ProtectedValueShown
from app.language import i18n
from app.language.texts import text_state
from app.web import filters
from app.web.static_files import TREE

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place in the header: `label` is a message id, `count` what waits there."""

    label: str
    href: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Flash:
    """One sentence about what just happened; `text` is already translated."""

    text: str
    tone: Literal["ok", "note", "warn", "wrong"] = "ok"


OF_NO_COURT = "UTC"
"""The zone of a reader who belongs to no one court of the installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """What the shell of every page needs to know about this request and its reader.

    `person` is the label this reader has for themself, already opened; `role` a message id; zones are IANA
    names; `searches`: they have cases to search; `running`: emergency access that runs for them; `query` holds the
    parameters of this address, one value each.
    """

    language: str = "en"
    zone: str = OF_NO_COURT
    court_zone: str = OF_NO_COURT
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    court_name: str = ""
    court_address: str = ""
    person: str | None = None
    role: str | None = None
    nav: tuple[NavItem, ...] = ()
    searches: bool = False
    running: Sequence[Running] = ()
    flashes: tuple[Flash, ...] = ()
    home_path: str = "/"
    help_path: str = "/help"
    sign_out_path: str = "/sign-out"
    production: bool = False

    @property
    def spoken(self) -> i18n.Language:
        return i18n.language(self.language)


_here: ContextVar[RequestContext] = ContextVar("request_context")


@contextmanager
def showing(request_context: RequestContext) -> Iterator[None]:
    """While open, templates and macros speak this reader's language and zone."""
    token = _here.set(request_context)
    try:
        yield
    finally:
        _here.reset(token)


def render(name: str, *, request_context: RequestContext, **views: object) -> str:
    """The page `name` with `views` as its variables; an unknown variable or a protected value raises."""
    with showing(request_context):
        return environment().get_template(name).render(**views)


@lru_cache
def environment() -> Environment:
    """The one environment; strict about unknown names, escaping by default."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.policies["ext.i18n.trimmed"] = True
    _install_words(made)
    made.globals.update(
        here=_here.get,
        languages=i18n.LANGUAGES,
        static=TREE.url,
        url=url,
        with_query=with_query,
        text_state=lambda text_id: text_state(text_id, _here.get().language),
    )
    made.filters.update(_FILTERS)
    return made


def _install_words(made: Environment) -> None:
    def words() -> NullTranslations:
        return i18n.translations(_here.get().language)

    # Looked up at each call: macros are imported once and must still follow the reader of this request.
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words().gettext(text),
        lambda one, many, n: words().ngettext(one, many, n),
        newstyle=True,
        pgettext=lambda context, text: words().pgettext(context, text),
        npgettext=lambda context, one, many, n: words().npgettext(context, one, many, n),
    )


def _shown(value: object) -> object:
    """What an expression may print: never a protected value, and nothing for None."""
    if isinstance(value, Protected):
        raise ProtectedValueShown("ask app.protection.labels for what this viewer may read")
    return "" if value is None else value


def url(path: str, **query: str | int | None) -> str:
    """`path` with the parameters that have a value."""
    kept = {name: value for name, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path


def with_query(**changes: str | int | None) -> str:
    """This address with some parameters changed (None removes): to sort, filter, turn pages."""
    return url(_here.get().path, **{**_here.get().query, **changes})


def _when(at: datetime, zone: str | None = None, court_zone: str | None = None) -> Markup:
    """The reader's time in words; the court's beside it when its clock shows something else."""
    reader = _here.get()
    court = court_zone or reader.court_zone
    own = zone or (court if reader.zone == OF_NO_COURT else reader.zone)  # each thing in its own court's time then
    formats = reader.spoken.formats
    mine = filters.moment(at, own, formats)
    if filters.same_wall_time(at, own, court):
        return Markup('<span class="when">{}</span>').format(mine)
    beside = i18n.translations(reader.language).gettext("Court time: %(time)s")
    written = filters.hour if filters.same_day(at, own, court) else filters.moment
    theirs = escape(beside) % {"time": written(at, court, formats)}
    return Markup('<span class="when">{} <span class="when-court">{}</span></span>').format(mine, theirs)


def _formats() -> str:
    return _here.get().spoken.formats


def _filter(write: Callable[..., object]) -> Callable[..., object]:
    """A filter that is never folded into the compiled template, because its result depends on the reader."""

    @pass_context
    def apply(context: Context, *args: object, **kwargs: object) -> object:
        return write(*args, **kwargs)

    return apply


def _clock(at: datetime, zone: str | None = None) -> Markup:
    return filters.clock_time(at, zone or _here.get().zone, _formats())


def _short(at: datetime, zone: str | None = None) -> Markup:
    return filters.short(at, zone or _here.get().zone, _formats())


def _day(at: datetime, zone: str | None = None) -> Markup:
    return filters.day(at, zone or _here.get().zone, _formats())


def _calendar_day(day: date) -> Markup:
    return filters.day(datetime.combine(day, time(12), UTC), "UTC", _formats())


def _apart(text: str) -> Markup:
    """Numbers with units and names keep their own direction inside a sentence of another script."""
    return Markup("<bdi>{}</bdi>").format(text)


_FILTERS = {
    "when": _filter(_when),
    "clock": _filter(_clock),
    "day": _filter(_day),
    "calendar_day": _filter(_calendar_day),
    "short": _filter(_short),
    "lasting": _filter(lambda length: _apart(filters.lasting(length, _formats()))),
    "bytes": _filter(lambda count: _apart(filters.size(count, _formats()))),
    "amount": _filter(filters.amount),
    "money": _filter(lambda cents, currency: _apart(filters.money(cents, currency, _formats()))),
    "number": _filter(lambda value: filters.number(value, _formats())),
    "language": _filter(lambda code: _apart(filters.language_name(code, _formats()))),
    "hash": _filter(filters.grouped),
}
