"""What an organisation pays for in referrals is found by an index."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_index("ix_referral_payer", "referral", ["payer_id", "outcome"])
