"""What the search costs with 100 and with 100,000 documents, as a ratio. `python -m tests.benchmarks.bench_search`.

On SQLite and on PostgreSQL (`TEST_DATABASE_URL`, else one from a wheel), for a party that sees every hundredth document
and for one that sees all: a word that few documents hold, one that all hold, and two words. The measure is the ratio of
medians within one run; a rare word ought to cost about the same, whatever stands beside it.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from db.models.case import Case, CaseParty
from db.models.document import Document
from db.models.organisation import Organisation
from db.session import connect, make_engine
from db.upgrade import upgrade
from tests.postgres import migrated_database
from workflows.access.actor import Actor
from workflows.services.search.finding import Asked, search
from workflows.vocabulary import OrganisationKind, Party, Role

SIZES = (100, 100_000)
OF_A_CASE = 10
ROUNDS = 9
MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FILLER = " ".join(f"afsnit{number} om takster, pladser og varsel for tilbuddet" for number in range(20))
ASKED = {"a word of 5 documents": "solsikke", "a word of all": "kommunerne", "two words": '"takster pladser" solsikke'}


def filled(engine: Any, documents: int) -> dict[str, Actor]:
    """So many documents in a tenth as many cases; one organisation is a party to each, another to every hundredth."""
    every, some = organisation("Alle Kommune"), organisation("Få Kommune")
    with Session(engine) as session, session.begin():
        session.execute(insert(Organisation), [every, some])
        for start in range(0, documents, 10_000):
            fill(session, range(start, min(start + 10_000, documents)), documents, every["id"], some["id"])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return {"sees all": actor(every), "sees every 100th": actor(some)}


def fill(session: Session, numbers: range, documents: int, every: UUID, some: UUID) -> None:
    cases = {number: uuid4() for number in numbers if number % OF_A_CASE == 0}
    session.execute(insert(Case), [case(number, case_id) for number, case_id in cases.items()])
    parties = [(case_id, every) for case_id in cases.values()]
    parties += [(case_id, some) for number, case_id in cases.items() if number % (100 * OF_A_CASE) == 0]
    session.execute(
        insert(CaseParty), [{"case_id": one, "party": Party.OPERATOR, "organisation_id": who} for one, who in parties]
    )
    rare = {documents * part // 5 for part in range(5)}
    session.execute(
        insert(Document),
        [document(number, cases[number - number % OF_A_CASE], every, rare) for number in numbers],
    )


def organisation(name: str) -> dict[str, Any]:
    kind = OrganisationKind.MUNICIPALITY
    return {"id": uuid4(), "code": name[:3], "name": name, "kind": kind, "valid_from": date(2007, 1, 1)}


def actor(row: dict[str, Any]) -> Actor:
    return Actor(uuid4(), "Prøve", row["id"], row["name"], row["kind"], frozenset({Role.CASEWORKER}))


def case(number: int, case_id: UUID) -> dict[str, Any]:
    return {
        "id": case_id,
        "number": f"2026-{number:06}",
        "process": "closing",
        "agreement_id": "syddanmark-2025-2026",
        "title": f"Lukning af tilbud {number}",
        "opened_at": MOMENT,
        "diagram_hash": "",
        "process_state": "",
    }


def document(number: int, case_id: UUID, issuer: UUID, rare: set[int]) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "kind": "hearing_letter",
        "number": f"D-{number:06}",
        "title": "Brev",
        "issued_at": MOMENT,
        "rendered_at": MOMENT,
        "issuer_id": issuer,
        "data": {},
        "data_hash": "",
        "pdf": b"%PDF",
        "text": f"Til kommunen. {'Solsikken. ' if number in rare else ''}{FILLER}",
    }


def milliseconds(work: Callable[[], Any]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


Times = dict[tuple[str, str], list[float]]


def measured(url: str, documents: int, times: Times) -> None:
    """Fill an empty database, and search in it."""
    engine = connect(url)
    for who, one in filled(engine, documents).items():
        for what, typed in ASKED.items():
            asked = Asked(typed)
            times.setdefault((who, what), []).append(milliseconds(lambda asked=asked, one=one: search(asked, one)))
    engine.dispose()


def main() -> None:
    times: Times = {}
    with tempfile.TemporaryDirectory() as folder:
        for documents in SIZES:
            url = f"sqlite:///{Path(folder) / f'{documents}.db'}"
            upgrade(make_engine(url))
            measured(url, documents, times)
    told("SQLite", times)
    times = {}
    for documents in SIZES:
        with migrated_database(os.environ.get("TEST_DATABASE_URL")) as url:
            measured(url, documents, times)
    told("PostgreSQL", times)


def told(name: str, times: Times) -> None:
    for (who, what), (few, many) in times.items():
        print(f"{name:11} {who:17} {what:22} {few:7.2f} ms → {many:8.2f} ms   ×{many / few:5.1f}")


if __name__ == "__main__":
    main()
