"""A work list that sorts and filters by its own row; views of it; absences with a stand-in."""

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"

EVENTS = ("task_taken", "task_released", "prioritised")
OPEN = sa.text("status = 'open'")
NORMAL = "2"
INDEXES = (
    ("ix_task_ours_priority", ("organisation_id", "priority", "due_on", "id")),
    ("ix_task_ours_opened", ("organisation_id", "opened_at", "id")),
    ("ix_task_ours_case", ("organisation_id", "case_number", "id")),
    ("ix_task_ours_process", ("organisation_id", "process", "due_on", "id")),
    ("ix_task_all_due", ("due_on", "id")),
    ("ix_task_all_priority", ("priority", "due_on", "id")),
    ("ix_task_all_opened", ("opened_at", "id")),
    ("ix_task_all_case", ("case_number", "id")),
    ("ix_task_all_process", ("process", "due_on", "id")),
    ("ix_task_municipality", ("municipality_id", "due_on", "id")),
    ("ix_task_assignee", ("assignee_id", "due_on", "id")),
)
OF_ITS_CASE = """
UPDATE task SET
    process = (SELECT process FROM "case" WHERE "case".id = task.case_id),
    agreement_id = (SELECT agreement_id FROM "case" WHERE "case".id = task.case_id),
    case_number = (SELECT number FROM "case" WHERE "case".id = task.case_id),
    municipality_id = (
        SELECT min(CAST(organisation_id AS {text})) FROM case_party
        WHERE case_party.case_id = task.case_id AND party IN ('operator', 'acting_municipality', 'municipality')
    ){uuid}
"""


def upgrade() -> None:
    _widen_task()
    for name, columns in INDEXES:
        op.create_index(name, "task", columns, sqlite_where=OPEN, postgresql_where=OPEN)
    _create_saved_view()
    _create_absence()
    _widen_events()


def _widen_task() -> None:
    op.add_column("task", sa.Column("priority", sa.SmallInteger(), nullable=False, server_default=NORMAL))
    for name in ("process", "agreement_id", "case_number"):
        op.add_column("task", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE task ADD COLUMN municipality_id CHAR(32)"
            " CONSTRAINT fk_task_municipality_id REFERENCES organisation (id)"
        )
        op.execute(OF_ITS_CASE.format(text="TEXT", uuid=""))
    else:
        op.add_column("task", sa.Column("municipality_id", sa.Uuid(), nullable=True))
        op.create_foreign_key(
            op.f("fk_task_municipality_id"), "task", "organisation", ["municipality_id"], ["id"]
        )
        op.execute(OF_ITS_CASE.format(text="TEXT", uuid="::uuid"))


def _create_saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("opens_first", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_view_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_view_person_id_name")),
    )


def _create_absence() -> None:
    op.create_table(
        "absence",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("stand_in_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_absence_period_in_order")),
        sa.CheckConstraint("stand_in_id <> person_id", name=op.f("ck_absence_another_stands_in")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.ForeignKeyConstraint(["stand_in_id"], ["person.id"], name=op.f("fk_absence_stand_in_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_absence_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_person", "absence", ["person_id", "last_day"])
    op.create_index("ix_absence_stand_in", "absence", ["stand_in_id", "last_day"])
    op.create_table(
        "absence_change",
        sa.Column("absence_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["absence_id"], ["absence.id"], name=op.f("fk_absence_change_absence_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"], name=op.f("fk_absence_change_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_change")),
    )
    op.create_index(op.f("ix_absence_change_absence_id"), "absence_change", ["absence_id"])


def _widen_events() -> None:
    """More kinds of events, whichever there are before; SQLite's schema text is edited as in 0002."""
    connection = op.get_bind()
    more = ", ".join(f"'{kind}'" for kind in EVENTS)
    if connection.dialect.name == "sqlite":
        op.execute("PRAGMA writable_schema=ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'case_event'",
            ("'clock_resumed'", f"'clock_resumed', {more}"),
        )
        op.execute("PRAGMA writable_schema=RESET")
        return
    checks = sa.inspect(connection).get_check_constraints("case_event")
    before = next(one["sqltext"] for one in checks if one["name"] == "eventkind")
    words = ", ".join(f"'{kind}'" for kind in re.findall(r"'(\w+)'", before))
    op.drop_constraint(op.f("eventkind"), "case_event", type_="check")
    op.create_check_constraint(op.f("eventkind"), "case_event", f"kind IN ({words}, {more})")
