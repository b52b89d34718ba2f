"""The criteria behind a list of most specialised offers: their wording, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.specialised_list import ListCriterion
from db.session import reading
from workflows.access.actor import Actor
from workflows.errors import InputError
from workflows.processes.reading import Answers, Day, read_answers
from workflows.rules.dates_text import date_in_words
from workflows.rules.emergency_brake.regimes import regime
from workflows.services.emergency_brake.specialised_lists import must_keep_list
from workflows.services.register.administering import administering, valid_on

Text = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class CriterionRow:
    """The wording of a criterion and since when it is in force."""

    number: int
    text: str
    valid_from: date


class Criteria(Answers):
    valid_from: Day
    texts: tuple[Text, ...]


def criteria(agreement_id: str, on: date) -> list[CriterionRow]:
    """The criteria in force on a day, by number; empty until the secretariat has entered them."""
    with reading() as session:
        return criteria_in(session, agreement_id, on)


def criteria_in(session: Session, agreement_id: str, on: date) -> list[CriterionRow]:
    """The criteria in force on a day, by number."""
    rows = select(ListCriterion).where(
        ListCriterion.agreement_id == agreement_id, valid_on(ListCriterion.valid_from, ListCriterion.valid_to, on)
    )
    return [
        CriterionRow(row.number, row.text, row.valid_from)
        for row in session.scalars(rows.order_by(ListCriterion.number))
    ]


def set_criteria(agreement_id: str, answers: Mapping[str, Any], actor: Actor) -> None:
    """Enter the wording of all criteria from a day; the wording until then stays in the history.

    Raises InputError for another number than the agreement has, and a day before the present wording began.
    Rule: hovedstaden-2019-2020, 9 (six criteria, worded in an annex that is not at hand).
    """
    given = read_answers(Criteria, answers)
    wanted = regime(agreement_id).criteria.value
    if wanted and len(given.texts) != wanted:
        raise InputError([("texts", f"Listen hviler på {wanted} kriterier. Skriv dem alle.")])
    with administering(actor) as session:
        must_keep_list(session, agreement_id, actor)
        kept = select(ListCriterion).where(ListCriterion.agreement_id == agreement_id, ListCriterion.valid_to.is_(None))
        for row in session.scalars(kept):
            if row.valid_from >= given.valid_from:
                day = date_in_words(row.valid_from)
                raise InputError([("valid_from", f"Kriterierne gælder fra {day}. Vælg en senere dag.")])
            row.valid_to = given.valid_from - timedelta(days=1)
        session.add_all(
            ListCriterion(
                agreement_id=agreement_id,
                number=number,
                text=text,
                valid_from=given.valid_from,
                entered_by_id=actor.person_id,
            )
            for number, text in enumerate(given.texts, start=1)
        )
