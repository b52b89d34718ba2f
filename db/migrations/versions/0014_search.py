"""The entries of the search, and what documents and files say. The triggers that keep them are made by db.upgrade."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for table in ("document", "attachment"):
        op.add_column(table, sa.Column("text", sa.Text(), nullable=False, server_default=""))
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "search_entry",
        sa.Column("id", number, sa.Identity(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *([sa.Column("words", postgresql.TSVECTOR(), nullable=True)] if on_postgresql else []),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.UniqueConstraint("kind", "row_id", name="uq_search_entry_kind_row_id"),
    )
    op.create_index("ix_search_entry_case_id", "search_entry", ["case_id"])
    if on_postgresql:
        op.create_index("ix_search_entry_words", "search_entry", ["words"], postgresql_using="gin")
