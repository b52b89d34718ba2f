"""The rows of an account in one table, its waiver with it; deadlines that lapsed; jobs that count their leases."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KINDS = sa.Enum(
    "line",
    "key",
    "unit_other",
    "region_other",
    "share",
    name="accountrowkind",
    native_enum=False,
    create_constraint=True,
    length=40,
)
SHARED = ("id", "account_id", "position")
COLUMNS = {
    "account_line": ("line", "budget", "account"),
    "account_key": ("organisation_id", "year_minus_2", "year_minus_1"),
    "account_share": ("organisation_id", "percent", "distributed", "total"),
    "account_other": ("name", "basis", "accumulated"),
}


def upgrade() -> None:
    _create_account_row()
    for table, columns in COLUMNS.items():
        _move_rows(table, (*SHARED, *columns))
        op.drop_table(table)
    _move_waiver()
    _mark_lapsed()
    op.add_column("job", sa.Column("leases", sa.Integer(), server_default="0", nullable=False))
    op.execute("UPDATE job SET leases = attempts")


def _move_rows(table: str, names: tuple[str, ...]) -> None:
    before = sa.table(table, *map(sa.column, names))
    after = sa.table("account_row", sa.column("kind"), *map(sa.column, names))
    word = table.removeprefix("account_")
    kind = sa.column("whole", sa.Text()) + "_other" if word == "other" else sa.literal(word)
    op.execute(after.insert().from_select(["kind", *names], sa.select(kind, *before.c)))


def _create_account_row() -> None:
    op.create_table(
        "account_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("account", sa.BigInteger(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("year_minus_2", sa.BigInteger(), nullable=True),
        sa.Column("year_minus_1", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("basis", sa.BigInteger(), nullable=True),
        sa.Column("accumulated", sa.BigInteger(), nullable=True),
        sa.Column("percent", sa.Text(), nullable=True),
        sa.Column("distributed", sa.BigInteger(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["closing_account.id"], name=op.f("fk_account_row_account_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_account_row_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_row")),
        sa.UniqueConstraint("account_id", "kind", "position", name=op.f("uq_account_row_account_id_kind_position")),
        sa.UniqueConstraint("account_id", "line", name=op.f("uq_account_row_account_id_line")),
        sa.UniqueConstraint(
            "account_id", "organisation_id", "kind", name=op.f("uq_account_row_account_id_organisation_id_kind")
        ),
        *_checks(),
    )
    op.create_index(op.f("ix_account_row_organisation_id"), "account_row", ["organisation_id"])


def _checks() -> list[sa.CheckConstraint]:
    whole = {
        "line_whole": "(kind = 'line') = (line IS NOT NULL AND budget IS NOT NULL AND account IS NOT NULL)",
        "key_whole": "(kind = 'key') = (year_minus_2 IS NOT NULL AND year_minus_1 IS NOT NULL)",
        "other_whole": "(kind = 'unit_other' OR kind = 'region_other') = (name IS NOT NULL AND basis IS NOT NULL)",
        "share_whole": "(kind = 'share') = (percent IS NOT NULL AND distributed IS NOT NULL AND total IS NOT NULL)",
        "party_known": "(kind = 'key' OR kind = 'share') = (organisation_id IS NOT NULL)",
    }
    return [sa.CheckConstraint(text, name=op.f(f"ck_account_row_{name}")) for name, text in whole.items()]


def _move_waiver() -> None:
    """What was waived stood on the closing, as the latest account had it."""
    op.add_column("closing_account", sa.Column("waived", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        "UPDATE closing_account SET waived = "
        "(SELECT closing.waived FROM closing WHERE closing.case_id = closing_account.case_id)"
    )
    op.drop_column("closing", "waived")


def _mark_lapsed() -> None:
    """A deadline without a successor was replaced by itself."""
    # Said in SQL, as SQLite takes a check in no other way than with its column.
    op.execute(
        "ALTER TABLE case_deadline ADD COLUMN lapsed BOOLEAN DEFAULT false NOT NULL "
        "CONSTRAINT ck_case_deadline_lapsed_or_replaced CHECK (NOT lapsed OR replaced_by_id IS NULL)"
    )
    op.execute("UPDATE case_deadline SET lapsed = true, replaced_by_id = NULL WHERE replaced_by_id = id")
