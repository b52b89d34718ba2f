"""Cases that were opened at one moment stand in the index in the order of the list."""

from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.drop_index("ix_case_opened", "case")
    op.create_index("ix_case_opened", "case", ["opened_at", "id"])
