"""What a message leads to, addresses that the mail server refuses, and one incident for all that waits for one thing."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

OF_KINDS = ("notice", "message", "mail_choice")
OUTAGE = sa.text("outage IS NOT NULL AND resolved_at IS NULL")
NO_NEWS = """
UPDATE task SET told_at = NULL
WHERE status <> 'open' AND id IN (SELECT task_id FROM message WHERE task_id IS NOT NULL AND read_at IS NULL)
"""
"""Tasks that have ended while a message of them is unread: the next look settles it."""


def upgrade() -> None:
    _reference("notice", "comment_id", "comment")
    _reference("notice", "about_person_id", "person")
    op.create_index("ix_notice_comment_id", "notice", ["comment_id"])
    op.create_index("ix_notice_about_person_id", "notice", ["about_person_id"])
    op.add_column("person", sa.Column("mail_refused_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("person", sa.Column("mail_reply", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_mail_sent_at", "mail", ["sent_at"])
    op.add_column("incident", sa.Column("outage", sa.Text(), nullable=True))
    op.create_index(
        "ix_incident_outage", "incident", ["outage"], unique=True, sqlite_where=OUTAGE, postgresql_where=OUTAGE
    )
    for table in OF_KINDS:
        _widen(table)
    op.execute(NO_NEWS)


def _reference(table: str, column: str, to: str) -> None:
    name = f"fk_{table}_{column}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} CHAR(32) CONSTRAINT {name} REFERENCES {to} (id)")
    else:
        op.add_column(table, sa.Column(column, sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f(name), table, to, [column], ["id"])


def _widen(table: str) -> None:
    """One more kind of notice."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _edit_schema(table, "'incident')", "'incident', 'address_refused')")
        return
    checks = sa.inspect(connection).get_check_constraints(table)
    before = next(one["sqltext"] for one in checks if one["name"] == "noticekind")
    words = ", ".join(f"'{kind}'" for kind in re.findall(r"'(\w+)'", before))
    op.drop_constraint(op.f("noticekind"), table, type_="check")
    op.create_check_constraint(op.f("noticekind"), table, f"kind IN ({words}, 'address_refused')")


def _edit_schema(table: str, before: str, after: str) -> None:
    """Edit SQLite's schema text as in 0002; refuse where what is to be edited is not there."""
    op.execute("PRAGMA writable_schema=ON")
    edited = op.get_bind().exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ? AND instr(sql, ?)",
        (before, after, table, before),
    )
    if edited.rowcount != 1:
        raise LookupError(f"The table {table} does not say {before}.")
    op.execute("PRAGMA writable_schema=RESET")
