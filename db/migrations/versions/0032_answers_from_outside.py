"""Answers to requests and questionnaires that came outside Rammesag, and the files that came with answers."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    for table in ("request_answer", "questionnaire_answer"):
        op.add_column(table, sa.Column("received_on", sa.Date(), nullable=True))
    op.add_column("attachment", sa.Column("from_outside", sa.Boolean(), nullable=False, server_default=sa.false()))
