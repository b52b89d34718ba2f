"""Notices that are spread to persons: a message for each, and what goes out by mail."""

from datetime import date
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"

KINDS = (
    "task_opened",
    "task_given",
    "task_taken_back",
    "deadline_near",
    "deadline_passed",
    "document_received",
    "case_message",
    "question",
    "answer",
    "followed_case",
    "case_ended",
    "incident",
)
FREQUENCIES = ("at_once", "daily", "weekly", "on_page")
STATUSES = ("waiting", "handed_over", "sent", "unknown", "refused", "not_needed")


def upgrade() -> None:
    before = _notices_before()
    op.drop_table("notice")
    _create_notice()
    _create_mail()
    _create_message()
    _create_mail_choice()
    _create_mail_rhythm()
    _keep(before)
    _add_to_tasks()


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _kind() -> "sa.Column[Any]":
    return sa.Column("kind", _words("noticekind", *KINDS), nullable=False)


def _frequency() -> "sa.Column[Any]":
    return sa.Column("frequency", _words("mailfrequency", *FREQUENCIES), nullable=False)


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _create_notice() -> None:
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "notice",
        sa.Column("key", sa.Text(), nullable=False),
        _kind(),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("roles", json, nullable=True),
        sa.Column("person_ids", json, nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _reference("notice", "case_id", "case"),
        _reference("notice", "task_id", "task"),
        _reference("notice", "organisation_id", "organisation"),
        _reference("notice", "actor_id", "person"),
        _reference("notice", "seen_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", "organisation_id", name=op.f("uq_notice_key_organisation_id")),
    )
    op.create_index("ix_notice_case_id", "notice", ["case_id"])
    op.create_index("ix_notice_waiting", "notice", ["taken_up_at"])


def _add_to_tasks() -> None:
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("opened_by_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(op.f("fk_task_opened_by_id"), "person", ["opened_by_id"], ["id"])
    op.execute("UPDATE task SET told_at = opened_at")
    op.create_index("ix_task_untold", "task", ["told_at"])


def _create_mail() -> None:
    op.create_table(
        "mail",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        _frequency(),
        sa.Column("status", _words("mailstatus", *STATUSES), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _reference("mail", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_mail_key")),
    )
    op.create_index("ix_mail_person_id", "mail", ["person_id"])


def _create_message() -> None:
    op.create_table(
        "message",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        _kind(),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        _frequency(),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _reference("message", "person_id", "person"),
        _reference("message", "organisation_id", "organisation"),
        _reference("message", "notice_id", "notice"),
        _reference("message", "case_id", "case"),
        _reference("message", "task_id", "task"),
        _reference("message", "mail_id", "mail"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_message_person_id_key")),
    )
    op.create_index("ix_message_all", "message", ["person_id", "happened_at", "id"])
    op.create_index("ix_message_unread", "message", ["person_id", "read_at"])
    for column in ("notice_id", "task_id", "mail_id"):
        op.create_index(f"ix_message_{column}", "message", [column])


def _create_mail_choice() -> None:
    op.create_table(
        "mail_choice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        _kind(),
        _frequency(),
        sa.Column("id", sa.Uuid(), nullable=False),
        _reference("mail_choice", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_choice")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_mail_choice_person_id_kind")),
    )


def _create_mail_rhythm() -> None:
    op.create_table(
        "mail_rhythm",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("paused_to", sa.Date(), nullable=True),
        sa.Column("next_daily_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_weekly_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_daily_on", sa.Date(), nullable=True),
        sa.Column("last_weekly_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_mail_rhythm_hour_of_a_day")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_mail_rhythm_day_of_a_week")),
        _reference("mail_rhythm", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_rhythm")),
        sa.UniqueConstraint("person_id", name=op.f("uq_mail_rhythm_person_id")),
    )
    op.create_index("ix_mail_rhythm_daily", "mail_rhythm", ["next_daily_at"])
    op.create_index("ix_mail_rhythm_weekly", "mail_rhythm", ["next_weekly_at"])


# --- the messages that organisations had


_MOMENT = sa.DateTime(timezone=True)
_NOTICE = sa.table(
    "notice",
    sa.column("id", sa.Uuid()),
    sa.column("key", sa.Text()),
    sa.column("kind", sa.Text()),
    sa.column("case_id", sa.Uuid()),
    sa.column("organisation_id", sa.Uuid()),
    sa.column("text", sa.Text()),
    sa.column("mailed", sa.Boolean()),
    sa.column("told_at", _MOMENT),
    sa.column("taken_up_at", _MOMENT),
    sa.column("seen_at", _MOMENT),
    sa.column("seen_by_id", sa.Uuid()),
)
_MESSAGE = sa.table(
    "message",
    sa.column("id", sa.Uuid()),
    sa.column("person_id", sa.Uuid()),
    sa.column("organisation_id", sa.Uuid()),
    sa.column("notice_id", sa.Uuid()),
    sa.column("key", sa.Text()),
    sa.column("kind", sa.Text()),
    sa.column("case_id", sa.Uuid()),
    sa.column("happened_at", _MOMENT),
    sa.column("frequency", sa.Text()),
)
_BEFORE = ("id", "key", "case_id", "organisation_id", "text", "told_at", "seen_at", "seen_by_id")


def _notices_before() -> list[dict[str, Any]]:
    kept = sa.select(*(_NOTICE.c[name] for name in _BEFORE))
    return [dict(row._mapping) for row in op.get_bind().execute(kept)]


def _keep(before: list[dict[str, Any]]) -> None:
    """Keep each notice; what nobody had put aside becomes an unread message of everybody in the organisation."""
    for row in before:
        # The key ended in the organisation's id, which is a column of its own now.
        row["key"] = row["key"][: -len(f":{row['organisation_id']}")]
        row |= {"kind": "case_message", "mailed": False, "taken_up_at": row["told_at"]}
    if before:
        op.bulk_insert(_NOTICE, before)
    people = _people_today()
    messages: dict[tuple[Any, str], dict[str, Any]] = {}
    for row in before:
        if row["seen_at"] is None:
            for person_id in people.get(row["organisation_id"], ()):
                messages[person_id, row["key"]] = _message(row, person_id)
    if messages:
        op.bulk_insert(_MESSAGE, list(messages.values()))


def _people_today() -> dict[Any, list[Any]]:
    post = sa.table(
        "post",
        sa.column("person_id", sa.Uuid()),
        sa.column("organisation_id", sa.Uuid()),
        sa.column("valid_from", sa.Date()),
        sa.column("valid_to", sa.Date()),
    )
    day = date.today()  # noqa: DTZ011
    held = sa.select(post.c.organisation_id, post.c.person_id).where(
        post.c.valid_from <= day, sa.or_(post.c.valid_to.is_(None), post.c.valid_to >= day)
    )
    found: dict[Any, list[Any]] = {}
    for organisation_id, person_id in op.get_bind().execute(held.distinct()):
        found.setdefault(organisation_id, []).append(person_id)
    return found


def _message(row: dict[str, Any], person_id: Any) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "person_id": person_id,
        "organisation_id": row["organisation_id"],
        "notice_id": row["id"],
        "key": row["key"],
        "kind": "case_message",
        "case_id": row["case_id"],
        "happened_at": row["told_at"],
        "frequency": "on_page",
    }
