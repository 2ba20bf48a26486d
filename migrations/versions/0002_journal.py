"""What a patient keeps: treatments, entries, check-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0002_journal"
down_revision = "0001_people"


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "treatments",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("route", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.SmallInteger(), nullable=True),
        sa.Column("of", sa.SmallInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("route IN ('iv', 'im', 'intranasal', 'lozenge', 'other')", name=op.f("ck_treatments_route")),
        sa.CheckConstraint("status IN ('planned', 'done', 'cancelled')", name=op.f("ck_treatments_status")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_treatments_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_treatments")),
    )
    op.create_index(
        op.f("ix_treatments_owner_id_starts_at_id"), "treatments", ["owner_id", "starts_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_treatments_owner_id_deleted_at"),
        "treatments",
        ["owner_id", "deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )

    op.create_table(
        "entries",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("opening", sa.LargeBinary(), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=True),
        sa.Column("time_point", sa.String(length=32), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint(
            "time_point IN ('before', 'resting', 'evening', 'day_1', 'day_3', 'week_1', 'week_4')",
            name=op.f("ck_entries_time_point"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "about_id"], ["entries.owner_id", "entries.id"], name=op.f("fk_entries_owner_id_about_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "treatment_id"],
            ["treatments.owner_id", "treatments.id"],
            name=op.f("fk_entries_owner_id_treatment_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_entries_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_entries")),
    )
    op.create_index(
        op.f("ix_entries_owner_id_received_at_id"), "entries", ["owner_id", "received_at", "id"], unique=False
    )
    op.create_index(op.f("ix_entries_owner_id_treatment_id"), "entries", ["owner_id", "treatment_id"], unique=False)
    op.create_index(
        op.f("ix_entries_owner_id_about_id"),
        "entries",
        ["owner_id", "about_id"],
        unique=False,
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_entries_owner_id_deleted_at"),
        "entries",
        ["owner_id", "deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )

    op.create_table(
        "entry_revisions",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "record_id"],
            ["entries.owner_id", "entries.id"],
            name=op.f("fk_entry_revisions_owner_id_record_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "record_id", "revision", name=op.f("pk_entry_revisions")),
    )
    op.create_table(
        "checkins",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("treatment_id", sa.Uuid(), nullable=True),
        sa.Column("time_point", sa.String(length=32), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint(
            "time_point IN ('before', 'resting', 'evening', 'day_1', 'day_3', 'week_1', 'week_4')",
            name=op.f("ck_checkins_time_point"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "treatment_id"],
            ["treatments.owner_id", "treatments.id"],
            name=op.f("fk_checkins_owner_id_treatment_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_checkins_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_checkins")),
    )
    op.create_index(
        op.f("ix_checkins_owner_id_instrument_received_at_id"),
        "checkins",
        ["owner_id", "instrument", "received_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_checkins_owner_id_received_at_id"), "checkins", ["owner_id", "received_at", "id"], unique=False
    )
    op.create_index(op.f("ix_checkins_owner_id_treatment_id"), "checkins", ["owner_id", "treatment_id"], unique=False)
    op.create_index(
        op.f("ix_checkins_owner_id_deleted_at"),
        "checkins",
        ["owner_id", "deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )

    op.create_table(
        "checkin_revisions",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "record_id"],
            ["checkins.owner_id", "checkins.id"],
            name=op.f("fk_checkin_revisions_owner_id_record_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "record_id", "revision", name=op.f("pk_checkin_revisions")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("checkin_revisions")
    op.drop_table("checkins")
    op.drop_table("entry_revisions")
    op.drop_table("entries")
    op.drop_table("treatments")
