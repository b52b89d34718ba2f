"""What an emergency brake and the yearly re-evaluation know."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    pass
