"""What Alembic runs: the models of every domain, and the connection `app.db.migrate` has opened and locked."""

from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

import app.db.idempotency
import app.db.outbox
from app.audit.triggers import TRIGGERS_POSTGRES, TRIGGERS_SQLITE

_APP = Path(app.__file__).parent
for models in sorted({*_APP.glob("*/models.py"), *_APP.glob("*/models/*.py")}):
    import_module(".".join(models.relative_to(_APP.parent).with_suffix("").parts))


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as what the database sees, so that an old revision needs none of our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.config.attributes["triggers"] = {"sqlite": TRIGGERS_SQLITE, "postgresql": TRIGGERS_POSTGRES}
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
