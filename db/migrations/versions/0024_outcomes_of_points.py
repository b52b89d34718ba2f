"""What came of a point of a meeting: concluded, noted, discussed or withdrawn; a withdrawn case is free again."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

ALLOWED = "outcome IN ('concluded', 'noted', 'discussed', 'withdrawn')"
STANDING = "uq_agenda_item_standing"
STANDS = sa.text("postponed_to_id IS NULL AND (outcome IS NULL OR outcome <> 'withdrawn')")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE agenda_item ADD COLUMN outcome VARCHAR(40) CONSTRAINT pointoutcome CHECK ({ALLOWED})")
    else:
        op.add_column("agenda_item", sa.Column("outcome", sa.String(40), nullable=True))
        op.create_check_constraint(op.f("pointoutcome"), "agenda_item", ALLOWED)
    op.execute("UPDATE agenda_item SET outcome = 'concluded' WHERE conclusion <> ''")
    op.drop_index(STANDING, "agenda_item")
    op.create_index(STANDING, "agenda_item", ["task_id"], unique=True, sqlite_where=STANDS, postgresql_where=STANDS)
