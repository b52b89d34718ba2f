"""Done tasks found by their end alone: an index that began with the status was taken for the open ones too."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.drop_index("ix_task_ended", "task")
    op.create_index("ix_task_ended", "task", ["ended_at"])
