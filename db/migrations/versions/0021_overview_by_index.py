"""What is late and near in the order of its day, of open tasks and unmet deadlines alone; met deadlines by their day."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

OPEN = sa.text("status = 'open'")
MET = sa.text("met_on IS NOT NULL")
UNMET = sa.text("met_on IS NULL AND replaced_by_id IS NULL")
TASKS = {
    "ix_task_alike": ["due_on", "case_id", "label"],
    "ix_task_alike_ours": ["organisation_id", "due_on", "case_id", "label"],
    "ix_task_alike_process": ["process", "due_on", "case_id", "label"],
}


def upgrade() -> None:
    for name, columns in TASKS.items():
        op.create_index(name, "task", columns, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_case_deadline_met", "case_deadline", ["met_on"], sqlite_where=MET, postgresql_where=MET)
    op.create_index(
        "ix_case_deadline_unmet",
        "case_deadline",
        ["due_on", "case_id", "id"],
        sqlite_where=UNMET,
        postgresql_where=UNMET,
    )
