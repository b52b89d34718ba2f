"""A case about an invented citizen, and a search for what must stand nowhere in the clear.

`sealed_case(walk)` makes a closing into a case about a citizen: the same services serve both, and a closing is at hand.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import inspect, select, text

from db.models.case import Case
from db.models.organisation import Organisation
from db.session import transaction
from tests import factories
from tests.closing_walk import ClosingWalk
from tests.snapshots import connected
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.processes.sealing import Citizen, keep_citizen
from workflows.processes.step import Step
from workflows.services.running.stepping import begin
from workflows.vocabulary import OrganisationKind, Party, Role

RAGNHILD = Citizen(
    name="Ragnhild Wæver Thorlund",
    cpr="0707614285",
    address="Skovduevej 17, 2. tv.\n4990 Sakskøbing",
    phone="2984 1177",
    email="ragnhild@thorlund.example",
)
HEALTH = "Afasi efter blodprop i venstre hjernehalvdel"
ABOUT_HER = ("Ragnhild", "Thorlund", "0707614285", "070761-4285", "Skovduevej", "2984 1177", "afasi", "hjernehalvdel")
"""Words that tell who the citizen is, or how she is."""


@dataclass(frozen=True)
class SealedCase:
    """A case about Ragnhild, with people at the centre, at the municipalities that act and pay, and elsewhere."""

    walk: ClosingWalk
    centre: Actor
    municipality: Actor
    director: Actor
    payer: Actor
    stranger: Actor

    @property
    def id(self) -> UUID:
        """The case."""
        return self.walk.case_id


def sealed_case(walk: ClosingWalk) -> SealedCase:
    """The walk's case, from now on about Ragnhild; the operator acts for her."""
    centre = factories.organisation("Kommunikationscentret Prøven", code="centret", kind=OrganisationKind.CENTRE)
    payer = factories.organisation("Betaler Kommune", code="betaleren")
    with transaction() as session:
        case = session.get_one(Case, walk.case_id)
        acting = session.scalars(select(Organisation).where(Organisation.id == walk.operator.organisation_id)).one()
        step = begin(session, case, now(), walk.operator)
        step.involve(Party.ACTING_MUNICIPALITY, [acting])
        step.involve(Party.CENTRE, [centre])
        step.involve(Party.PAYING_MUNICIPALITY, [payer])
        case.sealed = True
        keep_citizen(step, RAGNHILD)
    return SealedCase(
        walk,
        centre=factories.actor(centre, Role.CASEWORKER),
        municipality=walk.operator,
        director=factories.actor(acting, Role.DIRECTOR),
        payer=factories.actor(payer, Role.CASEWORKER),
        stranger=factories.actor(factories.organisation("Fremmed Kommune", code="den-fremmede")),
    )


@contextmanager
def stepping(case: SealedCase) -> Iterator[Step]:
    """A step of the case, by someone at the acting municipality."""
    with transaction() as session:
        yield begin(session, session.get_one(Case, case.id), now(), case.municipality)


def assert_nowhere(*words: str) -> None:
    """No column of any table holds one of the words, however it is written."""
    found = {
        f"{table}.{column}: {word}" for table, column, held in everything_kept() for word in words if _in(word, held)
    }

    assert found == set()


def everything_kept() -> Iterator[tuple[str, str, str]]:
    """Table, column and content of all that the database holds, as a dump would have it."""
    engine = connected()
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():
                yield from ((table, column, _readable(value)) for column, value in row.items())


def _readable(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", errors="replace")
    if isinstance(value, str) and value.startswith(("[", "{")):
        # SQLite keeps JSON as text, in which letters can be written as codes.
        return json.dumps(json.loads(value), ensure_ascii=False)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _in(word: str, held: str) -> bool:
    return word.casefold() in held.casefold()
