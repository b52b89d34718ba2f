"""Decisions at meetings, requests with their answers, attachments."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    pass
