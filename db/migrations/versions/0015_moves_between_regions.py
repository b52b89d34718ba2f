"""The periods in which an organisation lies in a region, of those that move from one to another."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "region_membership",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_region_membership_period_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_region_membership_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_membership")),
        sa.UniqueConstraint(
            "organisation_id", "valid_from", name=op.f("uq_region_membership_organisation_id_valid_from")
        ),
    )
    op.create_index("ix_region_membership_organisation_id", "region_membership", ["organisation_id"])
