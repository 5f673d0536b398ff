"""People apart from parts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "likenesses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("apart_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("apart_by", sa.Uuid(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["apart_by"], ["persons.id"], name=op.f("fk_likenesses_apart_by_persons")),
        sa.ForeignKeyConstraint(["one_id"], ["persons.id"], name=op.f("fk_likenesses_one_id_persons")),
        sa.ForeignKeyConstraint(["other_id"], ["persons.id"], name=op.f("fk_likenesses_other_id_persons")),
        sa.ForeignKeyConstraint(["told_by"], ["persons.id"], name=op.f("fk_likenesses_told_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likenesses")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_likenesses_one_id_other_id")),
    )
    with op.batch_alter_table("likenesses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_likenesses_other_id"), ["other_id"], unique=False)
        batch_op.create_index("ix_likenesses_score", ["apart_at", "score"], unique=False)

    op.create_table(
        "name_keys",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_name_keys_person_id_persons")),
        sa.PrimaryKeyConstraint("key", "person_id", name=op.f("pk_name_keys")),
    )
    with op.batch_alter_table("name_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_keys_person_id"), ["person_id"], unique=False)

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

    op.create_table(
        "person_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_because", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["persons.id"], name=op.f("fk_person_links_ended_by_persons")),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name=op.f("fk_person_links_made_by_persons")),
        sa.ForeignKeyConstraint(["one_id"], ["persons.id"], name=op.f("fk_person_links_one_id_persons")),
        sa.ForeignKeyConstraint(["other_id"], ["persons.id"], name=op.f("fk_person_links_other_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_links")),
    )
    with op.batch_alter_table("person_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_links_one_id"), ["one_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_links_other_id"), ["other_id"], unique=False)

    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="natural", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_column("kind")

    with op.batch_alter_table("person_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_links_other_id"))
        batch_op.drop_index(batch_op.f("ix_person_links_one_id"))

    op.drop_table("person_links")
    with op.batch_alter_table("other_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_other_names_person_id"))

    op.drop_table("other_names")
    with op.batch_alter_table("name_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_keys_person_id"))

    op.drop_table("name_keys")
    with op.batch_alter_table("likenesses", schema=None) as batch_op:
        batch_op.drop_index("ix_likenesses_score")
        batch_op.drop_index(batch_op.f("ix_likenesses_other_id"))

    op.drop_table("likenesses")
