"""Corrections of the docket, and notes beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("filing_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_as", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_as", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("moved_to", sa.Uuid(), nullable=True),
        sa.Column("moved_entry_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_corrections_asked_by_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_corrections_case_id_cases")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_corrections_decided_by_persons")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["docket_entries.id"], name=op.f("fk_corrections_entry_id_docket_entries")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["docket_entries.id"], name=op.f("fk_corrections_line_id_docket_entries")),
        sa.ForeignKeyConstraint(["moved_to"], ["cases.id"], name=op.f("fk_corrections_moved_to_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrections_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_corrections_open", ["state", "case_id"], unique=False)

    op.create_table(
        "case_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("caller", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_notes_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_case_notes_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
    )
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_notes_case_id"), ["case_id"], unique=False)

    with op.batch_alter_table("docket_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(), server_default="stands", nullable=False))
        batch_op.add_column(sa.Column("corrects_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("docket_entries", schema=None) as batch_op:
        batch_op.drop_column("corrects_id")
        batch_op.drop_column("state")

    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_notes_case_id"))

    op.drop_table("case_notes")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index("ix_corrections_open")
        batch_op.drop_index(batch_op.f("ix_corrections_entry_id"))
        batch_op.drop_index(batch_op.f("ix_corrections_case_id"))

    op.drop_table("corrections")
