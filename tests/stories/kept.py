"""What a database keeps of a walk, to compare two walks: each thing in words, and how often it is there."""

import sqlite3
from contextlib import closing
from pathlib import Path

WORDS = {
    "account_row": "kind || position || coalesce(line || budget || account, total, '')",
    "case_deadline": "rule_id || due_on || (met_on IS NOT NULL)",
    "case_event": "kind || text",
    "case_party": "party",
    "closing_account": "kind || version || (sent_on IS NOT NULL)",
    "delivery": "delivered_at IS NOT NULL",
    "document": "kind || number || version || (pdf IS NOT NULL)",
    "hearing_answer": "coalesce(position, 'silent') || (reminded_at IS NOT NULL)",
    "incident": "what",
    "job WHERE kind <> 'spread_notices'": "kind || status",
    "journal_entry": "position || theme",
    "message WHERE kind <> 'task_opened'": "kind || frequency",
    "notice WHERE kind <> 'task_opened'": "kind || text",
    "task": "element_id || status",
    "timer": "element_id",
    "treatment": "matter || conclusion",
}
"""The tables in which a thing done twice, or not at all, would show. How many notices one job spreads is no
matter, and of a task nobody is told that was done before they could be."""


def kept(file: Path) -> dict[str, list[list[object]]]:
    """By table: each thing in words, and how many times it is there."""
    with closing(sqlite3.connect(file)) as connection:
        return {
            table: [
                list(row)
                for row in connection.execute(
                    f"SELECT {words} AS what, count(*) FROM {table} GROUP BY what ORDER BY what"
                )
            ]
            for table, words in WORDS.items()
        }
