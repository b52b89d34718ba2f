"""Who was asked by which letter, when an answer came in by letter, who reminded, and the note of the answers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

REFERENCES = {
    "hearing": {"letter_id": "document", "summary_id": "document"},
    "hearing_answer": {"reminded_by_id": "person"},
    "request": {"letter_id": "document"},
    "request_answer": {"reminded_by_id": "person"},
    "reevaluation": {"questionnaire_id": "document"},
    "questionnaire_answer": {"reminded_by_id": "person"},
}
LETTERS = ("hearing_letter", "brake_hearing_letter")
SUMMARIES = ("hearing_summary", "brake_hearing_summary")
REQUESTS = ("takeover_data_request", "brake_data_request")


def upgrade() -> None:
    for table, columns in REFERENCES.items():
        for column, to in columns.items():
            key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{column}"))
            # Inline, since SQLite can't add a constraint to a table without making it anew.
            op.add_column(table, sa.Column(column, sa.Uuid(), key, nullable=True), inline_references=True)
    op.add_column("hearing_answer", sa.Column("received_on", sa.Date(), nullable=True))
    _name("hearing", "letter_id", LETTERS, day="sent_on")
    _name("hearing", "summary_id", SUMMARIES, day="closed_on")
    _name("request", "letter_id", REQUESTS, day="sent_on")
    _name("reevaluation", "questionnaire_id", ("reevaluation_questionnaire",), day=None)


def _name(table: str, column: str, kinds: tuple[str, ...], day: str | None) -> None:
    """Name the document of that day; a case has asked once a day at most."""
    document = sa.table("document", *map(sa.column, ("id", "case_id", "kind", "issued_at")))
    asked = sa.table(table, *map(sa.column, ("id", "case_id", column, *([day] if day else []))))
    found = sa.select(document.c.id).where(document.c.case_id == asked.c.case_id, document.c.kind.in_(kinds))
    if day:
        found = found.where(sa.func.date(document.c.issued_at) == asked.c[day])
    op.execute(asked.update().values({column: found.order_by(document.c.issued_at).limit(1).scalar_subquery()}))
