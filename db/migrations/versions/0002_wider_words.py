"""New words: more kinds of organisation, parts in a case, roles and kinds of events.

SQLite can't change a check in place and a copied table would lose its others, so its schema text is edited as
SQLite's own documentation tells ("Making other kinds of table schema changes").
"""

from alembic import op

revision = "0002"
down_revision = "0001"

KINDS = ("municipality", "region", "body", "secretariat", "audit_firm")
PARTIES = (
    "operator",
    "hearing_member",
    "hearing_body",
    "business_committee",
    "secretariat",
    "auditor",
    "buyer",
    "region_municipality",
)
ROLES = (
    "caseworker",
    "accountant",
    "council_secretary",
    "director",
    "body_secretary",
    "secretariat_officer",
    "auditor",
)
EVENTS = (
    "case_opened",
    "task_done",
    "step",
    "reminded",
    "escalated",
    "document_issued",
    "document_sent",
    "document_read",
    "corrected",
    "handed_over",
    "called_off",
    "case_closed",
    "incident",
)
MORE_PARTIES = (
    "municipality",
    "region",
    "discussing_body",
    "deciding_body",
    "requested",
    "administrative_body",
    "political_body",
    "task_force",
    "centre",
    "acting_municipality",
    "paying_municipality",
)
WIDER = (
    ("organisation", "kind", "organisationkind", KINDS, ("centre",)),
    ("case_party", "party", "party", PARTIES, MORE_PARTIES),
    ("task", "lane", "party", PARTIES, MORE_PARTIES),
    ("post", "role", "role", ROLES, ("task_force_member",)),
    ("case_event", "kind", "eventkind", EVENTS, ("clock_paused", "clock_resumed")),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _edit_schema()
        return
    for table, column, name, before, more in WIDER:
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, f"{column} IN ({_words(before + more)})")


def _edit_schema() -> None:
    op.execute("PRAGMA writable_schema=ON")
    connection = op.get_bind()
    for table, _, _, before, more in WIDER:
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
            (f"({_words(before)})", f"({_words(before + more)})", table),
        )
    op.execute("PRAGMA writable_schema=RESET")


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
