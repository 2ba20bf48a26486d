"""People: clinics, accounts, keys, devices, phone keys, invitations, care. And what is of nobody: counts, a mark."""

import sqlalchemy as sa
from alembic import context, op

revision = "0001_people"
down_revision = None

# A line of the audit trail is added and never changed, whoever asks. On SQLite, REPLACE deletes a row without asking a
# trigger for deletions, so an INSERT over a line that is there is refused before it begins.
_REFUSED = "audit lines are added, never changed"
APPEND_ONLY = {
    "postgresql": (
        "CREATE FUNCTION refuse_to_change_audit_lines() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
        "CREATE TRIGGER audit_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_lines "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit_lines()",
    ),
    "sqlite": (
        "CREATE TRIGGER audit_lines_no_update BEFORE UPDATE ON audit_lines "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
        "CREATE TRIGGER audit_lines_no_delete BEFORE DELETE ON audit_lines "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
        "CREATE TRIGGER audit_lines_no_replace BEFORE INSERT ON audit_lines "
        "WHEN EXISTS (SELECT 1 FROM audit_lines WHERE owner_id = NEW.owner_id AND id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    ),
}


def upgrade() -> None:
    """Go to this revision."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SCHEMA IF NOT EXISTS keys")
    op.create_table(
        "clinics",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("local_phone", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinics")),
    )
    op.create_table(
        "addresses",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_addresses")),
    )
    op.create_table(
        "attempt_counts",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_attempt_counts")),
    )
    op.create_table(
        "sweep_marks",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("swept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alarmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_sweep_marks_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweep_marks")),
    )
    op.create_table(
        "data_keys",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("master", sa.SmallInteger(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('name', 'diary', 'rest')", name=op.f("ck_data_keys_kind")),
        sa.PrimaryKeyConstraint("owner_id", "kind", name=op.f("pk_data_keys")),
        schema="keys",
    )
    op.create_table(
        "people",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("clinic_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("password_hash", sa.LargeBinary(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("role IN ('patient', 'therapist', 'admin')", name=op.f("ck_people_role")),
        sa.ForeignKeyConstraint(["clinic_id"], ["clinics.id"], name=op.f("fk_people_clinic_id")),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_people")),
    )
    op.create_table(
        "devices",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_devices_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_devices")),
    )
    op.create_table(
        "phone_keys",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_phone_keys_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_phone_keys")),
    )
    op.create_table(
        "invitations",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("role IN ('patient', 'therapist', 'admin')", name=op.f("ck_invitations_role")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_invitations_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_invitations")),
    )
    op.create_table(
        "resets",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_resets_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_resets")),
    )
    op.create_table(
        "care",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("therapist_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_care_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_care")),
    )
    op.create_index(
        op.f("ix_care_owner_id_therapist_id"),
        "care",
        ["owner_id", "therapist_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "caseloads",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_caseloads_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_caseloads")),
    )
    op.create_table(
        "audit_lines",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_audit_lines_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_audit_lines")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_audit_lines_owner_id_subject_id_at"), "audit_lines", ["owner_id", "subject_id", "at"], unique=False
    )
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Go back. Raises RuntimeError rather than drop keys unasked: without them nobody's words can be read again."""
    keys = op.get_bind().scalar(sa.text("SELECT count(*) FROM keys.data_keys"))
    if keys and context.get_x_argument(as_dictionary=True).get("drop") != "keys":
        raise RuntimeError(f"This would drop {keys} keys for ever. If that is meant: flask db downgrade -x drop=keys")
    op.drop_table("audit_lines")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_to_change_audit_lines()")
    op.drop_table("caseloads")
    op.drop_table("care")
    op.drop_table("resets")
    op.drop_table("invitations")
    op.drop_table("phone_keys")
    op.drop_table("devices")
    op.drop_table("people")
    op.drop_table("data_keys", schema="keys")
    op.drop_table("sweep_marks")
    op.drop_table("attempt_counts")
    op.drop_table("addresses")
    op.drop_table("clinics")
