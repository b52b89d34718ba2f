"""The saved views of a person stand in an order of the person's own."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

AS_SAVED = """
UPDATE saved_view SET position = (
    SELECT count(*) FROM saved_view AS other
    WHERE other.person_id = saved_view.person_id
      AND (other.saved_at < saved_view.saved_at OR (other.saved_at = saved_view.saved_at AND other.id < saved_view.id))
)
"""


def upgrade() -> None:
    op.add_column("saved_view", sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    op.execute(AS_SAVED)
