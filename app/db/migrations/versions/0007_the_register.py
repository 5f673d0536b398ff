"""The register: numbers cases had before, the words of every docket entry, panels, what kinds of case say."""

import sqlalchemy as sa
from alembic import op

from app.cases.rules.searching import fold

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_aliases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_aliases_case_id_cases")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_case_aliases_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_aliases")),
        sa.UniqueConstraint("court_id", "folded", name=op.f("uq_case_aliases_court_id_folded")),
    )
    with op.batch_alter_table("case_aliases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_aliases_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_case_aliases_folded", ["folded"], unique=False)

    op.create_table(
        "askings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("type_id", sa.Uuid(), nullable=False),
        sa.Column("filer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaf_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_askings_case_id_cases")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_askings_court_id_courts")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_askings_decided_by_persons")),
        sa.ForeignKeyConstraint(["filer_id"], ["persons.id"], name=op.f("fk_askings_filer_id_persons")),
        sa.ForeignKeyConstraint(["type_id"], ["case_types.id"], name=op.f("fk_askings_type_id_case_types")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_askings")),
        sa.UniqueConstraint("court_id", "number", name=op.f("uq_askings_court_id_number")),
    )
    with op.batch_alter_table("askings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_askings_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_askings_filer_id"), ["filer_id"], unique=False)
        batch_op.create_index("ix_askings_state", ["court_id", "state"], unique=False)

    op.create_table(
        "judge_relations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("judge_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("name_index", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["judge_id"], ["persons.id"], name=op.f("fk_judge_relations_judge_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judge_relations")),
    )
    with op.batch_alter_table("judge_relations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judge_relations_judge_id"), ["judge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_judge_relations_name_index"), ["name_index"], unique=False)

    op.create_table(
        "docket_words",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_docket_words_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["docket_entries.id"], name=op.f("fk_docket_words_entry_id_docket_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docket_words")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_docket_words_entry_id")),
    )
    with op.batch_alter_table("docket_words", schema=None) as batch_op:
        batch_op.create_index("ix_docket_words_case", ["case_id", "id"], unique=False)
        batch_op.create_index("ix_docket_words_court", ["court_id", "id"], unique=False)
        batch_op.create_index("ix_docket_words_day", ["court_id", "at"], unique=False)

    with op.batch_alter_table("docket_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("words", sa.Text(), server_default=sa.text("''"), nullable=False))
    with op.batch_alter_table("case_types", schema=None) as batch_op:
        batch_op.add_column(sa.Column("panel", sa.Integer(), server_default=sa.text("1"), nullable=False))
        batch_op.add_column(sa.Column("hearing_kind", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("hearing_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("hearing_access", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("protocol", sa.String(), nullable=True))
    with op.batch_alter_table("draws", schema=None) as batch_op:
        batch_op.add_column(sa.Column("presides", sa.Boolean(), nullable=True))
    _fill()


def _fill() -> None:
    """The index over the words, and the words of the entries there are."""
    here = op.get_bind()
    sqlite = here.dialect.name == "sqlite"
    if sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE docket_fts USING fts5(words, court_id, content='docket_words', content_rowid='id',"
            " tokenize='unicode61 remove_diacritics 0')"
        )
        op.execute("INSERT INTO docket_fts(docket_fts, rank) VALUES ('secure-delete', 1)")
    else:
        op.execute("CREATE INDEX ix_docket_words_words ON docket_words USING gin (to_tsvector('simple', words))")
    for entry_id, title in here.execute(sa.text("SELECT id, title FROM docket_entries")).all():
        here.execute(
            sa.text("UPDATE docket_entries SET words = :words WHERE id = :id"), {"words": fold(title), "id": entry_id}
        )
    op.execute(
        "INSERT INTO docket_words (entry_id, case_id, court_id, words, at)"
        " SELECT e.id, e.case_id, c.court_id, e.words, coalesce(e.received_at, e.entered_at)"
        " FROM docket_entries e JOIN cases c ON c.id = e.case_id ORDER BY e.entered_at"
    )
    if sqlite:
        op.execute("INSERT INTO docket_fts(docket_fts) VALUES ('rebuild')")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE docket_fts")
    else:
        op.execute("DROP INDEX ix_docket_words_words")
    with op.batch_alter_table("draws", schema=None) as batch_op:
        batch_op.drop_column("presides")
    with op.batch_alter_table("case_types", schema=None) as batch_op:
        for name in ("protocol", "hearing_access", "hearing_minutes", "hearing_kind", "panel"):
            batch_op.drop_column(name)
    with op.batch_alter_table("docket_entries", schema=None) as batch_op:
        batch_op.drop_column("words")

    with op.batch_alter_table("docket_words", schema=None) as batch_op:
        batch_op.drop_index("ix_docket_words_day")
        batch_op.drop_index("ix_docket_words_court")
        batch_op.drop_index("ix_docket_words_case")

    op.drop_table("docket_words")
    with op.batch_alter_table("judge_relations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_judge_relations_name_index"))
        batch_op.drop_index(batch_op.f("ix_judge_relations_judge_id"))

    op.drop_table("judge_relations")
    with op.batch_alter_table("askings", schema=None) as batch_op:
        batch_op.drop_index("ix_askings_state")
        batch_op.drop_index(batch_op.f("ix_askings_filer_id"))
        batch_op.drop_index(batch_op.f("ix_askings_case_id"))

    op.drop_table("askings")
    with op.batch_alter_table("case_aliases", schema=None) as batch_op:
        batch_op.drop_index("ix_case_aliases_folded")
        batch_op.drop_index(batch_op.f("ix_case_aliases_case_id"))

    op.drop_table("case_aliases")
