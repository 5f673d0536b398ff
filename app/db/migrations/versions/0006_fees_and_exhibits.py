"""Fees, what is paid for them, and things kept as exhibits."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cash_days",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.LargeBinary(), nullable=True),
        sa.Column("counted_by", sa.Uuid(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["persons.id"], name=op.f("fk_cash_days_closed_by_persons")),
        sa.ForeignKeyConstraint(["counted_by"], ["persons.id"], name=op.f("fk_cash_days_counted_by_persons")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_cash_days_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_days")),
        sa.UniqueConstraint("court_id", "day", name=op.f("uq_cash_days_court_id_day")),
    )
    op.create_table(
        "credits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("explained", sa.LargeBinary(), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_credits_court_id_courts")),
        sa.ForeignKeyConstraint(["settled_by"], ["persons.id"], name=op.f("fk_credits_settled_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credits")),
        sa.UniqueConstraint("court_id", "entry", name=op.f("uq_credits_court_id_entry")),
    )
    with op.batch_alter_table("credits", schema=None) as batch_op:
        batch_op.create_index("ix_credits_day", ["court_id", "booked_on"], unique=False)

    op.create_table(
        "fee_accounts",
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("payee", sa.String(), nullable=False),
        sa.Column("iban", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_fee_accounts_court_id_courts")),
        sa.PrimaryKeyConstraint("court_id", name=op.f("pk_fee_accounts")),
    )
    op.create_table(
        "fee_rates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_fee_rates_court_id_courts")),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name=op.f("fk_fee_rates_set_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_rates")),
    )
    with op.batch_alter_table("fee_rates", schema=None) as batch_op:
        batch_op.create_index("ix_fee_rates_what", ["court_id", "what", "since"], unique=False)

    op.create_table(
        "exhibits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("description", sa.LargeBinary(), nullable=False),
        sa.Column("contraband", sa.Boolean(), nullable=False),
        sa.Column("fragile", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("shelf", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_exhibits_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibits")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_exhibits_case_id_number")),
        sa.UniqueConstraint("code", name=op.f("uq_exhibits_code")),
    )
    with op.batch_alter_table("exhibits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibits_case_id"), ["case_id"], unique=False)

    op.create_table(
        "exhibit_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("exhibit_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("shelf", sa.String(), nullable=False),
        sa.Column("to_whom", sa.LargeBinary(), nullable=True),
        sa.Column("order_ref", sa.String(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_exhibit_moves_by_id_persons")),
        sa.ForeignKeyConstraint(["exhibit_id"], ["exhibits.id"], name=op.f("fk_exhibit_moves_exhibit_id_exhibits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_moves")),
        sa.UniqueConstraint("exhibit_id", "sequence", name=op.f("uq_exhibit_moves_exhibit_id_sequence")),
    )
    with op.batch_alter_table("exhibit_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_moves_exhibit_id"), ["exhibit_id"], unique=False)

    op.create_table(
        "charges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("filing_id", sa.Uuid(), nullable=True),
        sa.Column("payer_id", sa.Uuid(), nullable=True),
        sa.Column("side_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("paid", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("waiver", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_charges_case_id_cases")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_charges_court_id_courts")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_charges_filing_id_filings")),
        sa.ForeignKeyConstraint(["payer_id"], ["persons.id"], name=op.f("fk_charges_payer_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
        sa.UniqueConstraint("filing_id", name=op.f("uq_charges_filing_id")),
    )
    with op.batch_alter_table("charges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charges_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_charges_court", ["court_id", "made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_charges_payer_id"), ["payer_id"], unique=False)

    op.create_table(
        "fee_waivers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("grant_ref", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_fee_waivers_asked_by_persons")),
        sa.ForeignKeyConstraint(["charge_id"], ["charges.id"], name=op.f("fk_fee_waivers_charge_id_charges")),
        sa.ForeignKeyConstraint(["ruled_by"], ["persons.id"], name=op.f("fk_fee_waivers_ruled_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_waivers")),
    )
    with op.batch_alter_table("fee_waivers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fee_waivers_charge_id"), ["charge_id"], unique=False)

    op.create_table(
        "payments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("credit_id", sa.Uuid(), nullable=True),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["charge_id"], ["charges.id"], name=op.f("fk_payments_charge_id_charges")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_payments_court_id_courts")),
        sa.ForeignKeyConstraint(["credit_id"], ["credits.id"], name=op.f("fk_payments_credit_id_credits")),
        sa.ForeignKeyConstraint(["taken_by"], ["persons.id"], name=op.f("fk_payments_taken_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("court_id", "number", name=op.f("uq_payments_court_id_number")),
        sa.UniqueConstraint("credit_id", name=op.f("uq_payments_credit_id")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payments_charge_id"), ["charge_id"], unique=False)
        batch_op.create_index("ix_payments_day", ["court_id", "day", "method"], unique=False)

    op.create_table(
        "refunds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_refunds_asked_by_persons")),
        sa.ForeignKeyConstraint(["charge_id"], ["charges.id"], name=op.f("fk_refunds_charge_id_charges")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_refunds_court_id_courts")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_refunds_decided_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refunds_charge_id"), ["charge_id"], unique=False)
        batch_op.create_index("ix_refunds_day", ["court_id", "day", "method"], unique=False)

    op.create_table(
        "transfer_orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["charge_id"], ["charges.id"], name=op.f("fk_transfer_orders_charge_id_charges")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_orders")),
        sa.UniqueConstraint("charge_id", name=op.f("uq_transfer_orders_charge_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_transfer_orders_reference")),
    )


def downgrade() -> None:
    op.drop_table("transfer_orders")
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.drop_index("ix_refunds_day")
        batch_op.drop_index(batch_op.f("ix_refunds_charge_id"))

    op.drop_table("refunds")
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_index("ix_payments_day")
        batch_op.drop_index(batch_op.f("ix_payments_charge_id"))

    op.drop_table("payments")
    with op.batch_alter_table("fee_waivers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fee_waivers_charge_id"))

    op.drop_table("fee_waivers")
    with op.batch_alter_table("charges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charges_payer_id"))
        batch_op.drop_index("ix_charges_court")
        batch_op.drop_index(batch_op.f("ix_charges_case_id"))

    op.drop_table("charges")
    with op.batch_alter_table("exhibit_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exhibit_moves_exhibit_id"))

    op.drop_table("exhibit_moves")
    with op.batch_alter_table("exhibits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exhibits_case_id"))

    op.drop_table("exhibits")
    with op.batch_alter_table("fee_rates", schema=None) as batch_op:
        batch_op.drop_index("ix_fee_rates_what")

    op.drop_table("fee_rates")
    op.drop_table("fee_accounts")
    with op.batch_alter_table("credits", schema=None) as batch_op:
        batch_op.drop_index("ix_credits_day")

    op.drop_table("credits")
    op.drop_table("cash_days")
