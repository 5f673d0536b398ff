"""Who is who."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("acts_for_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_participants_acts_for_id_persons"), "persons", ["acts_for_id"], ["id"]
        )
    op.create_table(
        "limits_set",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name=op.f("fk_limits_set_set_by_persons")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_limits_set")),
    )


def downgrade() -> None:
    op.drop_table("limits_set")
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_participants_acts_for_id_persons"), type_="foreignkey")
        batch_op.drop_column("acts_for_id")
