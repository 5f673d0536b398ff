"""People apart from parts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "other_names",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_other_names_person_id_persons")),
        sa.ForeignKeyConstraint(["written_by"], ["persons.id"], name=op.f("fk_other_names_written_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_names")),
    )
    with op.batch_alter_table("other_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_other_names_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="natural"))


def downgrade() -> None:
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_column("kind")

    with op.batch_alter_table("other_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_other_names_person_id"))

    op.drop_table("other_names")
