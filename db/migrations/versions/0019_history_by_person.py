"""Who has changed something is found without reading the whole history."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_index("ix_administrative_change_person", "administrative_change", ["person_id", "changed_at", "id"])
