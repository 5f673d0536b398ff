"""Orders of the court."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_templates_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
    )
    with op.batch_alter_table("templates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_templates_court_id"), ["court_id"], unique=False)

    op.create_table(
        "template_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("free", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["templates.id"], name=op.f("fk_template_versions_template_id_templates")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["persons.id"], name=op.f("fk_template_versions_written_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_versions")),
        sa.UniqueConstraint("template_id", "number", name=op.f("uq_template_versions_template_id_number")),
    )
    op.create_table(
        "court_orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("template_version_id", sa.Uuid(), nullable=True),
        sa.Column("motion_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("field_values", sa.LargeBinary(), nullable=False),
        sa.Column("not_meant", sa.Boolean(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("presiding_id", sa.Uuid(), nullable=True),
        sa.Column("begun_by", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["begun_by"], ["persons.id"], name=op.f("fk_court_orders_begun_by_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_court_orders_case_id_cases")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_court_orders_document_id_documents")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["docket_entries.id"], name=op.f("fk_court_orders_entry_id_docket_entries")
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["filings.id"], name=op.f("fk_court_orders_motion_id_filings")),
        sa.ForeignKeyConstraint(["presiding_id"], ["persons.id"], name=op.f("fk_court_orders_presiding_id_persons")),
        sa.ForeignKeyConstraint(
            ["template_version_id"],
            ["template_versions.id"],
            name=op.f("fk_court_orders_template_version_id_template_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_orders")),
    )
    with op.batch_alter_table("court_orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_court_orders_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_court_orders_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_court_orders_motion_id"), ["motion_id"], unique=False)

    op.create_table(
        "motion_rulings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("filing_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_motion_rulings_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["docket_entries.id"], name=op.f("fk_motion_rulings_entry_id_docket_entries")
        ),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_motion_rulings_filing_id_filings")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["court_orders.id"], name=op.f("fk_motion_rulings_order_id_court_orders")
        ),
        sa.ForeignKeyConstraint(["ruled_by"], ["persons.id"], name=op.f("fk_motion_rulings_ruled_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_rulings")),
        sa.UniqueConstraint("filing_id", name=op.f("uq_motion_rulings_filing_id")),
    )
    with op.batch_alter_table("motion_rulings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_motion_rulings_case_id"), ["case_id"], unique=False)

    op.create_table(
        "order_services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["court_orders.id"], name=op.f("fk_order_services_order_id_court_orders")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_order_services_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_services")),
        sa.UniqueConstraint("order_id", "person_id", name=op.f("uq_order_services_order_id_person_id")),
    )
    op.create_table(
        "order_signatures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dissent", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["court_orders.id"], name=op.f("fk_order_signatures_order_id_court_orders")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_order_signatures_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_signatures")),
        sa.UniqueConstraint("order_id", "person_id", name=op.f("uq_order_signatures_order_id_person_id")),
    )
    with op.batch_alter_table("order_signatures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_signatures_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("order_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_notices_order_id_court_orders"), "court_orders", ["order_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_notices_order_id_court_orders"), type_="foreignkey")
        batch_op.drop_column("order_id")

    with op.batch_alter_table("order_signatures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_signatures_person_id"))

    op.drop_table("order_signatures")
    op.drop_table("order_services")
    with op.batch_alter_table("motion_rulings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_rulings_case_id"))

    op.drop_table("motion_rulings")
    with op.batch_alter_table("court_orders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_court_orders_motion_id"))
        batch_op.drop_index(batch_op.f("ix_court_orders_entry_id"))
        batch_op.drop_index(batch_op.f("ix_court_orders_case_id"))

    op.drop_table("court_orders")
    op.drop_table("template_versions")
    with op.batch_alter_table("templates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_templates_court_id"))

    op.drop_table("templates")
