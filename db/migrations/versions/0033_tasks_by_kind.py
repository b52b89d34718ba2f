"""How many open tasks there are of several things asked for together is counted by an index.

PostgreSQL takes what is asked for to be independent of each other, unless it is told to keep what goes together.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

OPEN = sa.text("status = 'open'")
KIND = ["process", "agreement_id", "lane", "priority", "due_on", "id", "municipality_id", "assignee_id", "element_id"]


def upgrade() -> None:
    for name, columns in (("ix_task_ours_kind", ["organisation_id", *KIND]), ("ix_task_all_kind", KIND)):
        op.create_index(name, "task", columns, sqlite_where=OPEN, postgresql_where=OPEN)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE STATISTICS task_kind (mcv) ON status, process, agreement_id, lane, priority FROM task")
