"""Lists drawn to Excel for one person, kept for a time."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "list_extract",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "which",
            sa.Enum(
                "sager", "opgaver", "frister", name="listextracted", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("asked", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("rows_drawn", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(drawn_at IS NULL) = (content IS NULL)", name=op.f("ck_list_extract_drawn_has_content")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_list_extract_person_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_list_extract_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_extract")),
    )
    op.create_index("ix_list_extract_own", "list_extract", ["person_id", "organisation_id", "ordered_at"])
