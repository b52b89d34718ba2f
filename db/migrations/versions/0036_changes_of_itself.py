"""A change to an absence that nobody has made: a stand-in has left."""

from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.alter_column("absence_change", "changed_by_id", nullable=True)
        return
    # Edited in the schema's text as in 0034.
    op.execute("PRAGMA writable_schema=ON")
    edited = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'absence_change' "
        "AND instr(sql, ?)",
        (BEFORE, AFTER, BEFORE),
    )
    if edited.rowcount != 1:
        raise LookupError(f"The table absence_change does not say {BEFORE}.")
    op.execute("PRAGMA writable_schema=RESET")


BEFORE, AFTER = "changed_by_id CHAR(32) NOT NULL", "changed_by_id CHAR(32)"
