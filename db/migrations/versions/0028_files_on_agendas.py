"""Files that go with the points of a meeting, added by its secretary or given in the case."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "meeting_file",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_file_meeting_id")),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_meeting_file_added_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_file")),
    )
    op.create_index(op.f("ix_meeting_file_meeting_id"), "meeting_file", ["meeting_id"])
    _create_item_file()


def _create_item_file() -> None:
    op.create_table(
        "item_file",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(file_id IS NULL) <> (attachment_id IS NULL)", name=op.f("ck_item_file_of_one_kind")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_item_file_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["meeting_file.id"], name=op.f("fk_item_file_file_id")),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f("fk_item_file_attachment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_file")),
        sa.UniqueConstraint("item_id", "file_id", name=op.f("uq_item_file_item_id_file_id")),
        sa.UniqueConstraint("item_id", "attachment_id", name=op.f("uq_item_file_item_id_attachment_id")),
    )
