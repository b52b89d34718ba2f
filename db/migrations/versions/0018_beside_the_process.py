"""What stands beside the process of a case: comments and questions, errands, related cases, followers."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

EVENTS = ("errand_given", "errand_called_off", "linked")
ONLY_ERRANDS = "(engine_id IS NULL) = (element_id = 'task_errand')"


def upgrade() -> None:
    _open_task_to_errands()
    _widen_events()
    _create_errand()
    _create_comment()
    _create_comment_reader()
    _create_comment_version()
    _create_case_link()
    _create_case_follower()


def _open_task_to_errands() -> None:
    name = op.f("ck_task_only_errands_without_engine")
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("task", "engine_id", nullable=True)
        op.create_check_constraint(name, "task", ONLY_ERRANDS)
        return
    before = "CONSTRAINT ck_task_ended_has_time"
    _edit_schema("task", "engine_id TEXT NOT NULL", "engine_id TEXT")
    _edit_schema("task", before, f"CONSTRAINT {name} CHECK ({ONLY_ERRANDS}), {before}")


def _widen_events() -> None:
    """More kinds of events, whichever there are before."""
    connection = op.get_bind()
    more = ", ".join(f"'{kind}'" for kind in EVENTS)
    if connection.dialect.name == "sqlite":
        _edit_schema("case_event", "'clock_resumed'", f"'clock_resumed', {more}")
        return
    checks = sa.inspect(connection).get_check_constraints("case_event")
    before = next(one["sqltext"] for one in checks if one["name"] == "eventkind")
    words = ", ".join(f"'{kind}'" for kind in re.findall(r"'(\w+)'", before))
    op.drop_constraint(op.f("eventkind"), "case_event", type_="check")
    op.create_check_constraint(op.f("eventkind"), "case_event", f"kind IN ({words}, {more})")


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


def _create_errand() -> None:
    op.create_table(
        "errand",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_errand_task_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_errand_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_errand_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sa.UniqueConstraint("task_id", name=op.f("uq_errand_task_id")),
    )


def _create_comment() -> None:
    kinds = ("comment", "question", "answer")
    op.create_table(
        "comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*kinds, name="commentkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("asked_id", sa.Uuid(), nullable=True),
        sa.Column("asked_person_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'question') = (asked_id IS NOT NULL)", name=op.f("ck_comment_question_asks_someone")
        ),
        sa.CheckConstraint("(kind = 'answer') = (question_id IS NOT NULL)", name=op.f("ck_comment_answer_has_question")),
        sa.CheckConstraint(
            "answered_at IS NULL OR kind = 'question'", name=op.f("ck_comment_only_questions_are_answered")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_comment_withdrawn_by_someone")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_comment_case_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_comment_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_person_id")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["person.id"], name=op.f("fk_comment_withdrawn_by_id")),
        sa.ForeignKeyConstraint(["question_id"], ["comment.id"], name=op.f("fk_comment_question_id")),
        sa.ForeignKeyConstraint(["asked_id"], ["organisation.id"], name=op.f("fk_comment_asked_id")),
        sa.ForeignKeyConstraint(["asked_person_id"], ["person.id"], name=op.f("fk_comment_asked_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index("ix_comment_case", "comment", ["case_id", "written_at"])
    op.create_index("ix_comment_asked", "comment", ["asked_id", "answered_at", "written_at"])
    op.create_index(op.f("ix_comment_question_id"), "comment", ["question_id"])


def _create_comment_reader() -> None:
    op.create_table(
        "comment_reader",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_reader_comment_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_comment_reader_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_reader")),
        sa.UniqueConstraint(
            "comment_id", "organisation_id", name=op.f("uq_comment_reader_comment_id_organisation_id")
        ),
    )


def _create_comment_version() -> None:
    op.create_table(
        "comment_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_version_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_version")),
    )
    op.create_index(op.f("ix_comment_version_comment_id"), "comment_version", ["comment_id"])


def _create_case_link() -> None:
    kinds = ("follows", "same_offer", "replaces", "other")
    op.create_table(
        "case_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_case_id", sa.Uuid(), nullable=False),
        sa.Column("to_case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*kinds, name="caselinkkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("from_case_id <> to_case_id", name=op.f("ck_case_link_of_two_cases")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name=op.f("ck_case_link_ended_by_someone")),
        sa.ForeignKeyConstraint(["from_case_id"], ["case.id"], name=op.f("fk_case_link_from_case_id")),
        sa.ForeignKeyConstraint(["to_case_id"], ["case.id"], name=op.f("fk_case_link_to_case_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_case_link_made_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_case_link_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
    )
    op.create_index("ix_case_link_from", "case_link", ["from_case_id"])
    op.create_index("ix_case_link_to", "case_link", ["to_case_id"])


def _create_case_follower() -> None:
    op.create_table(
        "case_follower",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_follower_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_follower_person_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_case_follower_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_follower")),
        sa.UniqueConstraint(
            "case_id",
            "person_id",
            "organisation_id",
            name=op.f("uq_case_follower_case_id_person_id_organisation_id"),
        ),
    )
    op.create_index("ix_case_follower_person", "case_follower", ["person_id", "organisation_id", "case_id"])
