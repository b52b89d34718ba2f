"""Private addresses of calendars, when agendas close, and deadlines found by their date."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "calendar_address",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_address_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_calendar_address_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", name=op.f("uq_calendar_address_person_id_organisation_id")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_address_token_hash")),
    )
    op.create_table(
        "agenda_closing",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("days_before >= 0", name=op.f("ck_agenda_closing_not_after_the_meeting")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_agenda_closing_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_closing")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_agenda_closing_organisation_id")),
    )
    op.create_index("ix_case_deadline_due", "case_deadline", ["due_on"])
