"""What members had against a conclusion, and from which point a postponed one was carried over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        f"ALTER TABLE agenda_item ADD COLUMN postponed_from_id {'CHAR(32)' if sqlite else 'UUID'}"
        " CONSTRAINT fk_agenda_item_postponed_from_id REFERENCES agenda_item (id)"
    )
    words = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("agenda_item", sa.Column("dissents", words, nullable=False, server_default="[]"))
    op.execute(
        "UPDATE agenda_item SET postponed_from_id = ("
        "SELECT earlier.id FROM agenda_item AS earlier WHERE earlier.task_id = agenda_item.task_id"
        " AND earlier.postponed_to_id = agenda_item.meeting_id)"
    )
