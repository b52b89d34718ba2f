"""The rows of an account in one table."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
