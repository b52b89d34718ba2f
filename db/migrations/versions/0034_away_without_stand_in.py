"""An absence without anybody who stands in, as that of an organisation's only person."""

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.alter_column("absence", "stand_in_id", nullable=True)
        return
    # Edited in the schema's text as in 0030: the table is not copied, and what refers to it stays as it is.
    op.execute("PRAGMA writable_schema=ON")
    edited = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'absence' AND instr(sql, ?)",
        (BEFORE, AFTER, BEFORE),
    )
    if edited.rowcount != 1:
        raise LookupError(f"The table absence does not say {BEFORE}.")
    op.execute("PRAGMA writable_schema=RESET")


BEFORE, AFTER = "stand_in_id CHAR(32) NOT NULL", "stand_in_id CHAR(32)"
