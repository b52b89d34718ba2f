"""The note in which the answers to a request or a questionnaire are collected."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    for table in ("request", "reevaluation"):
        key = sa.ForeignKey("document.id", name=op.f(f"fk_{table}_summary_id"))
        op.add_column(table, sa.Column("summary_id", sa.Uuid(), key, nullable=True), inline_references=True)
