"""Imported cases."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name=op.f("fk_imported_cases_by_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_imported_cases_case_id_cases")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_imported_cases_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_cases")),
        sa.UniqueConstraint("court_id", "source", "key", name=op.f("uq_imported_cases_court_id_source_key")),
    )
    with op.batch_alter_table("imported_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_cases_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("imported_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_cases_case_id"))

    op.drop_table("imported_cases")
