"""Open tasks found by each thing that a work list is asked for, so that a filter that hits almost nothing costs nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

OPEN = sa.text("status = 'open'")
INDEXES = (
    ("ix_task_ours_agreement", ("organisation_id", "agreement_id", "due_on", "id")),
    ("ix_task_ours_municipality", ("organisation_id", "municipality_id", "due_on", "id")),
    ("ix_task_ours_lane", ("organisation_id", "lane", "due_on", "id")),
    ("ix_task_ours_holder", ("organisation_id", "assignee_id", "element_id", "id")),
    ("ix_task_all_agreement", ("agreement_id", "due_on", "id")),
    ("ix_task_all_lane", ("lane", "due_on", "id")),
)


def upgrade() -> None:
    for name, columns in INDEXES:
        op.create_index(name, "task", columns, sqlite_where=OPEN, postgresql_where=OPEN)
