"""Drafts of cases that are not opened yet."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "opening_draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("typed", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_opening_draft_person_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_opening_draft_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_draft")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", "process", name=op.f("uq_opening_draft_person_id_organisation_id_process")
        ),
    )
    op.create_index(op.f("ix_opening_draft_kept_at"), "opening_draft", ["kept_at"])
