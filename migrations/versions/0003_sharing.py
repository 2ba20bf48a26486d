"""What a patient hands over: summaries, shares."""

import sqlalchemy as sa
from alembic import op

revision = "0003_sharing"
down_revision = "0002_journal"


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "summaries",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_summaries_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_summaries")),
    )
    op.create_index(
        op.f("ix_summaries_owner_id_received_at_id"), "summaries", ["owner_id", "received_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_summaries_owner_id_deleted_at"),
        "summaries",
        ["owner_id", "deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )

    op.create_table(
        "shares",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("summary_id", sa.Uuid(), nullable=False),
        sa.Column("therapist_id", sa.Uuid(), nullable=False),
        sa.Column("care_id", sa.Uuid(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("consent_record", sa.LargeBinary(), nullable=False),
        sa.Column("consent_version", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.String(length=32), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("sealed_by", sa.String(length=8), nullable=False),
        sa.Column("fmt", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint(
            "ended IN ('withdrawn', 'expired', 'care_ended', 'account_closed')", name=op.f("ck_shares_ended")
        ),
        sa.CheckConstraint("snapshot IS NULL OR ended_at IS NULL", name=op.f("ck_shares_erased_when_ended")),
        sa.ForeignKeyConstraint(
            ["owner_id", "care_id"], ["care.owner_id", "care.id"], name=op.f("fk_shares_owner_id_care_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.owner_id"], name=op.f("fk_shares_owner_id")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_shares")),
    )
    op.create_index(op.f("ix_shares_owner_id_created_at_id"), "shares", ["owner_id", "created_at", "id"], unique=False)
    op.create_index(
        op.f("ix_shares_owner_id_therapist_id_ends_at"), "shares", ["owner_id", "therapist_id", "ends_at"], unique=False
    )
    op.create_index(
        op.f("ix_shares_owner_id_ends_at"),
        "shares",
        ["owner_id", "ends_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("shares")
    op.drop_table("summaries")
