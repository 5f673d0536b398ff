"""Moves."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_case_id", sa.Uuid(), nullable=False),
        sa.Column("to_case_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["from_case_id"], ["cases.id"], name=op.f("fk_case_links_from_case_id_cases")),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name=op.f("fk_case_links_made_by_persons")),
        sa.ForeignKeyConstraint(["to_case_id"], ["cases.id"], name=op.f("fk_case_links_to_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_links")),
    )
    with op.batch_alter_table("case_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_links_from_case_id"), ["from_case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_links_to_case_id"), ["to_case_id"], unique=False)

    op.create_table(
        "case_rests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_rests_case_id_cases")),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name=op.f("fk_case_rests_made_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_rests")),
    )
    with op.batch_alter_table("case_rests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_rests_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_offers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("from_court_id", sa.Uuid(), nullable=False),
        sa.Column("to_court_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name=op.f("fk_case_offers_answered_by_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_offers_case_id_cases")),
        sa.ForeignKeyConstraint(["from_court_id"], ["courts.id"], name=op.f("fk_case_offers_from_court_id_courts")),
        sa.ForeignKeyConstraint(["offered_by"], ["persons.id"], name=op.f("fk_case_offers_offered_by_persons")),
        sa.ForeignKeyConstraint(["to_court_id"], ["courts.id"], name=op.f("fk_case_offers_to_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_offers")),
    )
    with op.batch_alter_table("case_offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_offers_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_offers_to_court_id"), ["to_court_id"], unique=False)

    op.create_table(
        "order_reaches",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("from_case_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_order_reaches_case_id_cases")),
        sa.ForeignKeyConstraint(["from_case_id"], ["cases.id"], name=op.f("fk_order_reaches_from_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "from_case_id", name=op.f("pk_order_reaches")),
    )
    with op.batch_alter_table("order_reaches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_reaches_from_case_id"), ["from_case_id"], unique=False)

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(), server_default="open", nullable=False))

    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("docket_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_docket_entries_origin_id"), ["origin_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_docket_entries_origin_id_docket_entries"), "docket_entries", ["origin_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("docket_entries", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_docket_entries_origin_id_docket_entries"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_docket_entries_origin_id"))
        batch_op.drop_column("origin_id")

    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.drop_column("not_before")

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("state")

    with op.batch_alter_table("order_reaches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_reaches_from_case_id"))

    op.drop_table("order_reaches")
    with op.batch_alter_table("case_offers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_offers_to_court_id"))
        batch_op.drop_index(batch_op.f("ix_case_offers_case_id"))

    op.drop_table("case_offers")
    with op.batch_alter_table("case_rests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_rests_case_id"))

    op.drop_table("case_rests")
    with op.batch_alter_table("case_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_links_to_case_id"))
        batch_op.drop_index(batch_op.f("ix_case_links_from_case_id"))

    op.drop_table("case_links")
