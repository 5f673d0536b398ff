"""Templates of a court, for those who keep them and for its judges and clerks."""

from uuid import UUID

from sqlmodel import col, select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CourtNotFound
from app.cases.models import Court
from app.db.database import Reader
from app.orders.commands import FreeField
from app.orders.errors import TemplateNotFound
from app.orders.models import Template, TemplateVersion
from app.orders.terms import TemplateKind
from app.orders.views import TemplateLine, TemplateVersionView, TemplateView


def keeps(principal: Principal, court_id: UUID) -> bool:
    """Whether they keep the templates of a court: administrators, and its registrar."""
    if principal.desk is Desk.registrar:
        return principal.court_id in (None, court_id)
    return principal.desk is Desk.administrator


async def check_reads(reader: Reader, principal: Principal, court_id: UUID) -> None:
    """Raises CourtNotFound for whoever neither keeps the templates of the court nor works there."""
    if not keeps(principal, court_id) and principal.court_id != court_id:
        raise CourtNotFound()
    if await reader.get(Court, court_id) is None:
        raise CourtNotFound()


async def templates_of(reader: Reader, court_id: UUID, kind: TemplateKind | None = None) -> list[TemplateLine]:
    """The templates in use, by name."""
    rows = select(Template).where(Template.court_id == court_id, col(Template.retired_at).is_(None))
    if kind is not None:
        rows = rows.where(Template.kind == kind.value)
    found = await reader.all(rows.order_by(col(Template.name), col(Template.id)))
    return [TemplateLine(**row.model_dump(include=set(TemplateLine.model_fields))) for row in found]


async def template_row(reader: Reader, court_id: UUID, template_id: UUID) -> Template:
    """A template in use; raises TemplateNotFound."""
    row = await reader.get(Template, template_id)
    if row is None or row.court_id != court_id or row.retired_at is not None:
        raise TemplateNotFound()
    return row


async def template_view(reader: Reader, court_id: UUID, template_id: UUID) -> TemplateView:
    """The template with every version; raises TemplateNotFound."""
    row = await template_row(reader, court_id, template_id)
    rows = select(TemplateVersion).where(TemplateVersion.template_id == template_id)
    versions = await reader.all(rows.order_by(col(TemplateVersion.number).desc()))
    fields = row.model_dump(include=set(TemplateView.model_fields))
    return TemplateView(**fields, versions=[_version(one) for one in versions])


async def version_of(reader: Reader, template: Template) -> TemplateVersion:
    """The newest version of a template."""
    wanted = select(TemplateVersion).where(
        TemplateVersion.template_id == template.id, TemplateVersion.number == template.number
    )
    row: TemplateVersion | None = await reader.first(wanted)
    assert row is not None
    return row


def free_of(row: TemplateVersion | None) -> tuple[FreeField, ...]:
    """The fields that whoever uses it fills in."""
    return tuple(FreeField(name=name, label=label) for name, label in row.free) if row else ()


def _version(row: TemplateVersion) -> TemplateVersionView:
    return TemplateVersionView(number=row.number, words=row.words, free=free_of(row), written_at=row.written_at)
