"""What Alembic runs: the models of every domain, and the connection `app.db.migrate` has opened and locked."""

from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

import app.db.idempotency
import app.db.outbox
from app.audit.triggers import APPENDED, TRIGGERS_POSTGRES, TRIGGERS_SQLITE
from app.cases.queries import words
from app.cases.queries.wall import statements
from app.db.wall import Wall

_APP = Path(app.__file__).parent
for models in sorted({*_APP.glob("*/models.py"), *_APP.glob("*/models/*.py")}):
    import_module(".".join(models.relative_to(_APP.parent).with_suffix("").parts))


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as what the database sees, so that an old revision needs none of our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.config.attributes["triggers"] = {
    "sqlite": (*TRIGGERS_SQLITE, *words.TRIGGERS_SQLITE),
    "postgresql": (*TRIGGERS_POSTGRES, *words.TRIGGERS_POSTGRES),
}
if context.config.attributes["connection"].dialect.name == "postgresql":
    schema = context.config.attributes["connection"].exec_driver_sql("SELECT current_schema()").scalar()
    context.config.attributes["wall"] = Wall(tuple(statements(schema)), APPENDED)
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render_item,
    include_name=lambda name, _kind, _parents: name not in words.BESIDE_THE_MODELS,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
