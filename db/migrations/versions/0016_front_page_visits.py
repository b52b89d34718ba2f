"""When people were on an organisation's front page; what was done, found by its date."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "front_page_visit",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_front_page_visit_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_front_page_visit_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_front_page_visit")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", name=op.f("uq_front_page_visit_person_id_organisation_id")
        ),
    )
    op.create_index("ix_task_ended", "task", ["status", "ended_at"])
