"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_answers_person_id_key")),
    )
    op.create_table(
        "code_tries",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forget_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_code_tries")),
    )
    with op.batch_alter_table("code_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_tries_forget_at"), ["forget_at"], unique=False)

    op.create_table(
        "courts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courts")),
    )
    op.create_table(
        "log_checkpoint",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_log_checkpoint")),
    )
    op.create_table(
        "log_leaf",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.Column("index", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_leaf")),
    )
    with op.batch_alter_table("log_leaf", schema=None) as batch_op:
        batch_op.create_index(
            "ix_log_leaf_by",
            ["by", "index"],
            unique=False,
            sqlite_where=sa.text('"index" IS NOT NULL'),
            postgresql_where=sa.text('"index" IS NOT NULL'),
        )
        batch_op.create_index(
            "ix_log_leaf_case",
            ["case_id", "index"],
            unique=False,
            sqlite_where=sa.text('"index" IS NOT NULL'),
            postgresql_where=sa.text('"index" IS NOT NULL'),
        )
        batch_op.create_index(
            "ix_log_leaf_kind",
            ["kind", "index"],
            unique=False,
            sqlite_where=sa.text('"index" IS NOT NULL'),
            postgresql_where=sa.text('"index" IS NOT NULL'),
        )
        batch_op.create_index(
            "ix_log_leaf_place",
            ["index"],
            unique=True,
            sqlite_where=sa.text('"index" IS NOT NULL'),
            postgresql_where=sa.text('"index" IS NOT NULL'),
        )
        batch_op.create_index(
            "ix_log_leaf_waiting",
            ["id"],
            unique=False,
            sqlite_where=sa.text('"index" IS NULL'),
            postgresql_where=sa.text('"index" IS NULL'),
        )

    op.create_table(
        "log_tile",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("index", sa.BigInteger(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "index", name=op.f("pk_log_tile")),
    )
    op.create_table(
        "logout_notices",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logout_notices")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("handler", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_open", ["done_at", "dead_at", "due_at"], unique=False)

    op.create_table(
        "persons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    op.create_table(
        "providers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("client_secret", sa.LargeBinary(), nullable=True),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("algorithms", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("second_factor", sa.String(), nullable=False),
        sa.Column("acr_values", sa.String(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
        sa.UniqueConstraint("issuer", name=op.f("uq_providers_issuer")),
        sa.UniqueConstraint("key", name=op.f("uq_providers_key")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("court_id", "label", name=op.f("uq_sites_court_id_label")),
    )
    with op.batch_alter_table("sites", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sites_court_id"), ["court_id"], unique=False)

    op.create_table(
        "account_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("subject_index", sa.LargeBinary(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("email_verified", sa.Boolean(), nullable=False),
        sa.Column("desk", sa.String(), nullable=True),
        sa.Column("court_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_account_requests_provider_id_providers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_requests")),
        sa.UniqueConstraint("subject_index", name=op.f("uq_account_requests_subject_index")),
    )
    with op.batch_alter_table("account_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_requests_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("email_index", sa.LargeBinary(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_accounts_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email_index", name=op.f("uq_accounts_email_index")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_person_id"), ["person_id"], unique=False)

    op.create_table(
        "closures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("begins", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_closures_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )
    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closures_court_id"), ["court_id"], unique=False)

    op.create_table(
        "holidays",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_holidays_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
        sa.UniqueConstraint("court_id", "day", name=op.f("uq_holidays_court_id_day")),
    )
    with op.batch_alter_table("holidays", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holidays_court_id"), ["court_id"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recalled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device_hash", sa.LargeBinary(), nullable=True),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_invitations_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_invitations_link_hash")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_device_hash"), ["device_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_hearing_id"), ["hearing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_person_id"), ["person_id"], unique=False)

    op.create_table(
        "judge_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_judge_lists_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judge_lists")),
        sa.UniqueConstraint("court_id", "name", name=op.f("uq_judge_lists_court_id_name")),
    )
    with op.batch_alter_table("judge_lists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judge_lists_court_id"), ["court_id"], unique=False)

    op.create_table(
        "log_cosignature",
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["size"], ["log_checkpoint.size"], name=op.f("fk_log_cosignature_size_log_checkpoint")),
        sa.PrimaryKeyConstraint("size", "key", name=op.f("pk_log_cosignature")),
    )
    op.create_table(
        "number_forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_number_forms_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_forms")),
    )
    with op.batch_alter_table("number_forms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_number_forms_court_id"), ["court_id"], unique=False)

    op.create_table(
        "provider_attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=True),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_provider_attempts_provider_id_providers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_attempts")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_provider_attempts_state_hash")),
    )
    with op.batch_alter_table("provider_attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_attempts_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "site_devices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=True),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_devices_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_devices")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_site_devices_code_hash")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_site_devices_secret_hash")),
    )
    with op.batch_alter_table("site_devices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_devices_site_id"), ["site_id"], unique=False)

    op.create_table(
        "units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_units_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
    )
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_units_court_id"), ["court_id"], unique=False)

    op.create_table(
        "authenticator_apps",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("used_step", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_authenticator_apps_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_authenticator_apps")),
    )
    op.create_table(
        "backup_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_backup_codes_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_codes")),
        sa.UniqueConstraint("account_id", "code_hash", name=op.f("uq_backup_codes_account_id_code_hash")),
    )
    with op.batch_alter_table("backup_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_codes_account_id"), ["account_id"], unique=False)

    op.create_table(
        "case_types",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_case_types_court_id_courts")),
        sa.ForeignKeyConstraint(["list_id"], ["judge_lists.id"], name=op.f("fk_case_types_list_id_judge_lists")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_types")),
        sa.UniqueConstraint("court_id", "name", name=op.f("uq_case_types_court_id_name")),
    )
    with op.batch_alter_table("case_types", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_types_court_id"), ["court_id"], unique=False)

    op.create_table(
        "first_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_first_steps_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_steps")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_first_steps_token_hash")),
    )
    with op.batch_alter_table("first_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_first_steps_account_id"), ["account_id"], unique=False)

    op.create_table(
        "listed_judges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["judge_lists.id"], name=op.f("fk_listed_judges_list_id_judge_lists")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_listed_judges_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_judges")),
    )
    with op.batch_alter_table("listed_judges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listed_judges_list_id"), ["list_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listed_judges_person_id"), ["person_id"], unique=False)

    op.create_table(
        "passkey_challenges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_passkey_challenges_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey_challenges")),
    )
    with op.batch_alter_table("passkey_challenges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_challenges_account_id"), ["account_id"], unique=False)

    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("synced", sa.Boolean(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_passkeys_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    with op.batch_alter_table("passkeys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkeys_account_id"), ["account_id"], unique=False)

    op.create_table(
        "personal_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("begins", sa.String(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_personal_tokens_account_id_accounts")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_personal_tokens_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_tokens_token_hash")),
    )
    with op.batch_alter_table("personal_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_tokens_person_id"), ["person_id"], unique=False)

    op.create_table(
        "provider_identities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("subject_index", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("mapped", sa.Boolean(), nullable=False),
        sa.Column("desk_lost_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_provider_identities_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_provider_identities_provider_id_providers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_identities")),
        sa.UniqueConstraint("subject_index", name=op.f("uq_provider_identities_subject_index")),
    )
    with op.batch_alter_table("provider_identities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_identities_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_provider_identities_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "recoveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recoveries_account_id_accounts")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["persons.id"], name=op.f("fk_recoveries_confirmed_by_persons")),
        sa.ForeignKeyConstraint(["proposed_by"], ["persons.id"], name=op.f("fk_recoveries_proposed_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recoveries")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recoveries_code_hash")),
    )
    with op.batch_alter_table("recoveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recoveries_account_id"), ["account_id"], unique=False)

    op.create_table(
        "set_up_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_set_up_links_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_up_links")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_set_up_links_link_hash")),
    )
    with op.batch_alter_table("set_up_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_set_up_links_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("refresh_hash", sa.LargeBinary(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("strength", sa.String(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=True),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=True),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name=op.f("fk_sign_ins_invitation_id_invitations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_sign_ins_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_ins_person_id"), ["person_id"], unique=False)

    op.create_table(
        "unit_clerks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_unit_clerks_person_id_persons")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_clerks_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_clerks")),
    )
    with op.batch_alter_table("unit_clerks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_clerks_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_clerks_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("type_id", sa.Uuid(), nullable=True),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_cases_court_id_courts")),
        sa.ForeignKeyConstraint(["type_id"], ["case_types.id"], name=op.f("fk_cases_type_id_case_types")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_cases_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_court", ["court_id", "opened_at", "id"], unique=False)

    op.create_table(
        "provider_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("identity_id", sa.Uuid(), nullable=False),
        sa.Column("session_hash", sa.LargeBinary(), nullable=True),
        sa.Column("sign_in_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_ins.id"], name=op.f("fk_provider_sessions_sign_in_id_sign_ins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_sessions")),
    )
    with op.batch_alter_table("provider_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_sessions_identity_id"), ["identity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_provider_sessions_session_hash"), ["session_hash"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_ins.id"], name=op.f("fk_tickets_sign_in_id_sign_ins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("ticket_hash", name=op.f("uq_tickets_ticket_hash")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tickets_sign_in_id"), ["sign_in_id"], unique=False)

    op.create_table(
        "break_glass_silences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("ordered_by", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_break_glass_silences_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["ordered_by"], ["persons.id"], name=op.f("fk_break_glass_silences_ordered_by_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_break_glass_silences")),
    )
    with op.batch_alter_table("break_glass_silences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_break_glass_silences_case_id"), ["case_id"], unique=False)

    op.create_table(
        "deadlines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("event_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stayed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stayed_days", sa.Integer(), nullable=False),
        sa.Column("moved_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_deadlines_case_id_cases")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_deadlines_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadlines_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_deadlines_open", ["court_id", "state", "ends_at"], unique=False)

    op.create_table(
        "docket_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("filer_id", sa.Uuid(), nullable=True),
        sa.Column("side_id", sa.Uuid(), nullable=True),
        sa.Column("filing_id", sa.Uuid(), nullable=True),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.Column("leaf_id", sa.Uuid(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_docket_entries_case_id_cases")),
        sa.ForeignKeyConstraint(["filer_id"], ["persons.id"], name=op.f("fk_docket_entries_filer_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docket_entries")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_docket_entries_case_id_number")),
        sa.UniqueConstraint("case_id", "sequence", name=op.f("uq_docket_entries_case_id_sequence")),
    )
    with op.batch_alter_table("docket_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_docket_entries_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_docket_entries_filing_id"), ["filing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_docket_entries_hearing_id"), ["hearing_id"], unique=False)

    op.create_table(
        "draws",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("chosen_id", sa.Uuid(), nullable=False),
        sa.Column("replaced_id", sa.Uuid(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("seed", sa.String(), nullable=True),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("chosen_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_draws_case_id_cases")),
        sa.ForeignKeyConstraint(["chosen_by"], ["persons.id"], name=op.f("fk_draws_chosen_by_persons")),
        sa.ForeignKeyConstraint(["chosen_id"], ["persons.id"], name=op.f("fk_draws_chosen_id_persons")),
        sa.ForeignKeyConstraint(["replaced_id"], ["persons.id"], name=op.f("fk_draws_replaced_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
    )
    with op.batch_alter_table("draws", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draws_case_id"), ["case_id"], unique=False)

    op.create_table(
        "hearings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("wall_time", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_hearings_case_id_cases")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_hearings_court_id_courts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearings")),
    )
    with op.batch_alter_table("hearings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearings_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_hearings_when", ["court_id", "starts_at"], unique=False)

    op.create_table(
        "parts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("for_person_id", sa.Uuid(), nullable=True),
        sa.Column("pseudonym", sa.String(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("order_ref", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_parts_case_id_cases")),
        sa.ForeignKeyConstraint(["for_person_id"], ["persons.id"], name=op.f("fk_parts_for_person_id_persons")),
        sa.ForeignKeyConstraint(["granted_by"], ["persons.id"], name=op.f("fk_parts_granted_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_parts_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parts")),
        sa.UniqueConstraint("case_id", "pseudonym", name=op.f("uq_parts_case_id_pseudonym")),
    )
    with op.batch_alter_table("parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parts_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_parts_person", ["person_id", "case_id"], unique=False)

    op.create_table(
        "protection_orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("defence_heard", sa.Boolean(), nullable=True),
        sa.Column("legal_basis", sa.String(), nullable=False),
        sa.Column("public_reason", sa.String(), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_protection_orders_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_protection_orders_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["protection_orders.id"], name=op.f("fk_protection_orders_replaces_id_protection_orders")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["persons.id"], name=op.f("fk_protection_orders_requested_by_persons")
        ),
        sa.ForeignKeyConstraint(["ruled_by"], ["persons.id"], name=op.f("fk_protection_orders_ruled_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_orders")),
    )
    with op.batch_alter_table("protection_orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protection_orders_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_protection_orders_person_id"), ["person_id"], unique=False)

    op.create_table(
        "recusals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name=op.f("fk_recusals_by_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_recusals_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_recusals_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusals")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_recusals_case_id_person_id")),
    )
    with op.batch_alter_table("recusals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recusals_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recusals_person_id"), ["person_id"], unique=False)

    op.create_table(
        "seal_names",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=False),
        sa.Column("order_ref", sa.String(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_seal_names_case_id_cases")),
        sa.ForeignKeyConstraint(["named_by"], ["persons.id"], name=op.f("fk_seal_names_named_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_seal_names_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_names")),
    )
    with op.batch_alter_table("seal_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seal_names_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_seal_names_person", ["person_id", "case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seal_names_thing_id"), ["thing_id"], unique=False)

    op.create_table(
        "seals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("order_ref", sa.String(), nullable=True),
        sa.Column("sealed_by", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_seals_case_id_cases")),
        sa.ForeignKeyConstraint(["sealed_by"], ["persons.id"], name=op.f("fk_seals_sealed_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seals")),
    )
    with op.batch_alter_table("seals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seals_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seals_thing_id"), ["thing_id"], unique=False)

    op.create_table(
        "stand_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("for_person_id", sa.Uuid(), nullable=False),
        sa.Column("by_person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("may_sign", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_stand_ins_by_person_id_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_stand_ins_case_id_cases")),
        sa.ForeignKeyConstraint(["for_person_id"], ["persons.id"], name=op.f("fk_stand_ins_for_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_ins")),
    )
    with op.batch_alter_table("stand_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stand_ins_by_person_id"), ["by_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stand_ins_for_person_id"), ["for_person_id"], unique=False)

    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("storage_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("filing_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.LargeBinary(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("interruptions", sa.Integer(), nullable=False),
        sa.Column("first_byte_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_uploads_case_id_cases")),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name=op.f("fk_uploads_owner_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_filing_id"), ["filing_id"], unique=False)

    op.create_table(
        "counsel_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_counsel_notices_case_id_cases")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_counsel_notices_decided_by_persons")),
        sa.ForeignKeyConstraint(["part_id"], ["parts.id"], name=op.f("fk_counsel_notices_part_id_parts")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_counsel_notices_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counsel_notices")),
    )
    with op.batch_alter_table("counsel_notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_counsel_notices_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_counsel_notices_person_id"), ["person_id"], unique=False)

    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("first_byte_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interruptions", sa.Integer(), nullable=False),
        sa.Column("cleaned_from", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_documents_case_id_cases")),
        sa.ForeignKeyConstraint(["cleaned_from"], ["documents.id"], name=op.f("fk_documents_cleaned_from_documents")),
        sa.ForeignKeyConstraint(["entry_id"], ["docket_entries.id"], name=op.f("fk_documents_entry_id_docket_entries")),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name=op.f("fk_documents_owner_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_documents_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_documents_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "exposure_ledger",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=True),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearings.id"], name=op.f("fk_exposure_ledger_hearing_id_hearings")),
        sa.ForeignKeyConstraint(["receiver_id"], ["persons.id"], name=op.f("fk_exposure_ledger_receiver_id_persons")),
        sa.ForeignKeyConstraint(["subject_id"], ["persons.id"], name=op.f("fk_exposure_ledger_subject_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exposure_ledger")),
    )
    with op.batch_alter_table("exposure_ledger", schema=None) as batch_op:
        batch_op.create_index("ix_exposed_open", ["hearing_id", "until"], unique=False)

    op.create_table(
        "filings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("filer_id", sa.Uuid(), nullable=False),
        sa.Column("side_id", sa.Uuid(), nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("fee_waiver", sa.String(), nullable=True),
        sa.Column("first_byte_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaf_id", sa.Uuid(), nullable=True),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("cure_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_filings_case_id_cases")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_filings_court_id_courts")),
        sa.ForeignKeyConstraint(["entry_id"], ["docket_entries.id"], name=op.f("fk_filings_entry_id_docket_entries")),
        sa.ForeignKeyConstraint(["filer_id"], ["persons.id"], name=op.f("fk_filings_filer_id_persons")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["persons.id"], name=op.f("fk_filings_reviewer_id_persons")),
        sa.ForeignKeyConstraint(["signed_by"], ["persons.id"], name=op.f("fk_filings_signed_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filings")),
        sa.UniqueConstraint("court_id", "number", name=op.f("uq_filings_court_id_number")),
    )
    with op.batch_alter_table("filings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filings_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_filings_filer_id"), ["filer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_filings_status"), ["status"], unique=False)

    op.create_table(
        "participants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("for_person_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consented_public", sa.Boolean(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["for_person_id"], ["persons.id"], name=op.f("fk_participants_for_person_id_persons")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearings.id"], name=op.f("fk_participants_hearing_id_hearings")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_participants_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("hearing_id", "person_id", name=op.f("uq_participants_hearing_id_person_id")),
    )
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participants_hearing_id"), ["hearing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sitting_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_sitting_events_by_id_persons")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearings.id"], name=op.f("fk_sitting_events_hearing_id_hearings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting_events")),
        sa.UniqueConstraint("hearing_id", "sequence", name=op.f("uq_sitting_events_hearing_id_sequence")),
    )
    op.create_table(
        "sittings",
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stopped_for", sa.Uuid(), nullable=True),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("line_open", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearings.id"], name=op.f("fk_sittings_hearing_id_hearings")),
        sa.ForeignKeyConstraint(["stopped_for"], ["persons.id"], name=op.f("fk_sittings_stopped_for_persons")),
        sa.PrimaryKeyConstraint("hearing_id", name=op.f("pk_sittings")),
    )
    op.create_table(
        "filing_documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("filing_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("acknowledged", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_filing_documents_document_id_documents")
        ),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_filing_documents_filing_id_filings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_documents")),
        sa.UniqueConstraint("filing_id", "position", name=op.f("uq_filing_documents_filing_id_position")),
    )
    with op.batch_alter_table("filing_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filing_documents_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_filing_documents_filing_id"), ["filing_id"], unique=False)

    op.create_table(
        "grants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("for_person_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("order_ref", sa.String(), nullable=True),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_grants_case_id_cases")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_grants_document_id_documents")),
        sa.ForeignKeyConstraint(["for_person_id"], ["persons.id"], name=op.f("fk_grants_for_person_id_persons")),
        sa.ForeignKeyConstraint(["granted_by"], ["persons.id"], name=op.f("fk_grants_granted_by_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_grants_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grants_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_grants_person", ["person_id", "case_id"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.Column("filing_id", sa.Uuid(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notices_case_id_cases")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_notices_filing_id_filings")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearings.id"], name=op.f("fk_notices_hearing_id_hearings")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_notices_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_notices_event_id_person_id")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_hearing_id"), ["hearing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_person_id"), ["person_id"], unique=False)

    op.create_table(
        "renditions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_renditions_document_id_documents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renditions")),
        sa.UniqueConstraint("document_id", "variant", name=op.f("uq_renditions_document_id_variant")),
    )
    op.create_table(
        "service_records",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("filing_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_service_records_filing_id_filings")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_service_records_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_records")),
        sa.UniqueConstraint("filing_id", "person_id", name=op.f("uq_service_records_filing_id_person_id")),
    )
    with op.batch_alter_table("service_records", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_records_filing_id"), ["filing_id"], unique=False)

    op.create_table(
        "submissions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("filing_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_byte_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interruptions", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("leaf_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_submissions_filing_id_filings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("filing_id", "ordinal", name=op.f("uq_submissions_filing_id_ordinal")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submissions_filing_id"), ["filing_id"], unique=False)

    op.create_table(
        "break_glass",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("pseudonym", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_court_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("concerned_id", sa.Uuid(), nullable=True),
        sa.Column("grant_id", sa.Uuid(), nullable=True),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_break_glass_asked_by_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_break_glass_case_id_cases")),
        sa.ForeignKeyConstraint(["concerned_id"], ["persons.id"], name=op.f("fk_break_glass_concerned_id_persons")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_break_glass_decided_by_persons")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_break_glass_grant_id_grants")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["persons.id"], name=op.f("fk_break_glass_reviewed_by_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_break_glass")),
    )
    with op.batch_alter_table("break_glass", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_break_glass_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_break_glass_person", ["asked_by", "until"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("break_glass", schema=None) as batch_op:
        batch_op.drop_index("ix_break_glass_person")
        batch_op.drop_index(batch_op.f("ix_break_glass_case_id"))

    op.drop_table("break_glass")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_filing_id"))

    op.drop_table("submissions")
    with op.batch_alter_table("service_records", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_records_filing_id"))

    op.drop_table("service_records")
    op.drop_table("renditions")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_person_id"))
        batch_op.drop_index(batch_op.f("ix_notices_hearing_id"))

    op.drop_table("notices")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index("ix_grants_person")
        batch_op.drop_index(batch_op.f("ix_grants_case_id"))

    op.drop_table("grants")
    with op.batch_alter_table("filing_documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filing_documents_filing_id"))
        batch_op.drop_index(batch_op.f("ix_filing_documents_document_id"))

    op.drop_table("filing_documents")
    op.drop_table("sittings")
    op.drop_table("sitting_events")
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participants_person_id"))
        batch_op.drop_index(batch_op.f("ix_participants_hearing_id"))

    op.drop_table("participants")
    with op.batch_alter_table("filings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filings_status"))
        batch_op.drop_index(batch_op.f("ix_filings_filer_id"))
        batch_op.drop_index(batch_op.f("ix_filings_case_id"))

    op.drop_table("filings")
    with op.batch_alter_table("exposure_ledger", schema=None) as batch_op:
        batch_op.drop_index("ix_exposed_open")

    op.drop_table("exposure_ledger")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_documents_entry_id"))
        batch_op.drop_index(batch_op.f("ix_documents_case_id"))

    op.drop_table("documents")
    with op.batch_alter_table("counsel_notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_counsel_notices_person_id"))
        batch_op.drop_index(batch_op.f("ix_counsel_notices_case_id"))

    op.drop_table("counsel_notices")
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uploads_filing_id"))

    op.drop_table("uploads")
    with op.batch_alter_table("stand_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stand_ins_for_person_id"))
        batch_op.drop_index(batch_op.f("ix_stand_ins_by_person_id"))

    op.drop_table("stand_ins")
    with op.batch_alter_table("seals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seals_thing_id"))
        batch_op.drop_index(batch_op.f("ix_seals_case_id"))

    op.drop_table("seals")
    with op.batch_alter_table("seal_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seal_names_thing_id"))
        batch_op.drop_index("ix_seal_names_person")
        batch_op.drop_index(batch_op.f("ix_seal_names_case_id"))

    op.drop_table("seal_names")
    with op.batch_alter_table("recusals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recusals_person_id"))
        batch_op.drop_index(batch_op.f("ix_recusals_case_id"))

    op.drop_table("recusals")
    with op.batch_alter_table("protection_orders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_protection_orders_person_id"))
        batch_op.drop_index(batch_op.f("ix_protection_orders_case_id"))

    op.drop_table("protection_orders")
    with op.batch_alter_table("parts", schema=None) as batch_op:
        batch_op.drop_index("ix_parts_person")
        batch_op.drop_index(batch_op.f("ix_parts_case_id"))

    op.drop_table("parts")
    with op.batch_alter_table("hearings", schema=None) as batch_op:
        batch_op.drop_index("ix_hearings_when")
        batch_op.drop_index(batch_op.f("ix_hearings_case_id"))

    op.drop_table("hearings")
    with op.batch_alter_table("draws", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draws_case_id"))

    op.drop_table("draws")
    with op.batch_alter_table("docket_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_docket_entries_hearing_id"))
        batch_op.drop_index(batch_op.f("ix_docket_entries_filing_id"))
        batch_op.drop_index(batch_op.f("ix_docket_entries_case_id"))

    op.drop_table("docket_entries")
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.drop_index("ix_deadlines_open")
        batch_op.drop_index(batch_op.f("ix_deadlines_case_id"))

    op.drop_table("deadlines")
    with op.batch_alter_table("break_glass_silences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_break_glass_silences_case_id"))

    op.drop_table("break_glass_silences")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tickets_sign_in_id"))

    op.drop_table("tickets")
    with op.batch_alter_table("provider_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_sessions_session_hash"))
        batch_op.drop_index(batch_op.f("ix_provider_sessions_identity_id"))

    op.drop_table("provider_sessions")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_court")

    op.drop_table("cases")
    with op.batch_alter_table("unit_clerks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_clerks_unit_id"))
        batch_op.drop_index(batch_op.f("ix_unit_clerks_person_id"))

    op.drop_table("unit_clerks")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_person_id"))
        batch_op.drop_index(batch_op.f("ix_sign_ins_invitation_id"))

    op.drop_table("sign_ins")
    with op.batch_alter_table("set_up_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_set_up_links_account_id"))

    op.drop_table("set_up_links")
    with op.batch_alter_table("recoveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recoveries_account_id"))

    op.drop_table("recoveries")
    with op.batch_alter_table("provider_identities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_identities_provider_id"))
        batch_op.drop_index(batch_op.f("ix_provider_identities_account_id"))

    op.drop_table("provider_identities")
    with op.batch_alter_table("personal_tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_tokens_person_id"))

    op.drop_table("personal_tokens")
    with op.batch_alter_table("passkeys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkeys_account_id"))

    op.drop_table("passkeys")
    with op.batch_alter_table("passkey_challenges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkey_challenges_account_id"))

    op.drop_table("passkey_challenges")
    with op.batch_alter_table("listed_judges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listed_judges_person_id"))
        batch_op.drop_index(batch_op.f("ix_listed_judges_list_id"))

    op.drop_table("listed_judges")
    with op.batch_alter_table("first_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_first_steps_account_id"))

    op.drop_table("first_steps")
    with op.batch_alter_table("case_types", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_types_court_id"))

    op.drop_table("case_types")
    with op.batch_alter_table("backup_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backup_codes_account_id"))

    op.drop_table("backup_codes")
    op.drop_table("authenticator_apps")
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_units_court_id"))

    op.drop_table("units")
    with op.batch_alter_table("site_devices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_devices_site_id"))

    op.drop_table("site_devices")
    with op.batch_alter_table("provider_attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_attempts_expires_at"))

    op.drop_table("provider_attempts")
    with op.batch_alter_table("number_forms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_number_forms_court_id"))

    op.drop_table("number_forms")
    op.drop_table("log_cosignature")
    with op.batch_alter_table("judge_lists", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_judge_lists_court_id"))

    op.drop_table("judge_lists")
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitations_person_id"))
        batch_op.drop_index(batch_op.f("ix_invitations_hearing_id"))
        batch_op.drop_index(batch_op.f("ix_invitations_device_hash"))

    op.drop_table("invitations")
    with op.batch_alter_table("holidays", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holidays_court_id"))

    op.drop_table("holidays")
    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closures_court_id"))

    op.drop_table("closures")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_person_id"))

    op.drop_table("accounts")
    with op.batch_alter_table("account_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_requests_provider_id"))

    op.drop_table("account_requests")
    with op.batch_alter_table("sites", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sites_court_id"))

    op.drop_table("sites")
    op.drop_table("series")
    op.drop_table("providers")
    op.drop_table("persons")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_open")

    op.drop_table("outbox")
    op.drop_table("logout_notices")
    op.drop_table("log_tile")
    with op.batch_alter_table("log_leaf", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_log_leaf_waiting", sqlite_where=sa.text('"index" IS NULL'), postgresql_where=sa.text('"index" IS NULL')
        )
        batch_op.drop_index(
            "ix_log_leaf_place",
            sqlite_where=sa.text('"index" IS NOT NULL'),
            postgresql_where=sa.text('"index" IS NOT NULL'),
        )
        batch_op.drop_index(
            "ix_log_leaf_kind",
            sqlite_where=sa.text('"index" IS NOT NULL'),
            postgresql_where=sa.text('"index" IS NOT NULL'),
        )
        batch_op.drop_index(
            "ix_log_leaf_case",
            sqlite_where=sa.text('"index" IS NOT NULL'),
            postgresql_where=sa.text('"index" IS NOT NULL'),
        )
        batch_op.drop_index(
            "ix_log_leaf_by",
            sqlite_where=sa.text('"index" IS NOT NULL'),
            postgresql_where=sa.text('"index" IS NOT NULL'),
        )

    op.drop_table("log_leaf")
    op.drop_table("log_checkpoint")
    op.drop_table("courts")
    with op.batch_alter_table("code_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_tries_forget_at"))

    op.drop_table("code_tries")
    op.drop_table("answers")
