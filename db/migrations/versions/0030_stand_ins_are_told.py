"""Messages about standing in for a colleague."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

OF_KINDS = ("notice", "message", "mail_choice")


def upgrade() -> None:
    for table in OF_KINDS:
        _widen(table)


def _widen(table: str) -> None:
    """One more kind of notice."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _edit_schema(table, "'address_refused')", "'address_refused', 'stand_in')")
        return
    checks = sa.inspect(connection).get_check_constraints(table)
    before = next(one["sqltext"] for one in checks if one["name"] == "noticekind")
    words = ", ".join(f"'{kind}'" for kind in re.findall(r"'(\w+)'", before))
    op.drop_constraint(op.f("noticekind"), table, type_="check")
    op.create_check_constraint(op.f("noticekind"), table, f"kind IN ({words}, 'stand_in')")


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
