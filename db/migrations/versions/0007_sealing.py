"""Keys and sealed columns for citizens' data, and the log of looks."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    pass
