<%
def plain(body):
    lines = [line for line in (body or "pass").splitlines() if "# ###" not in line]
    return "\n".join(lines).strip() or "pass"
%>"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${plain(upgrades)}


def downgrade() -> None:
    ${plain(downgrades)}
