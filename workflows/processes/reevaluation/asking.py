"""The questionnaire on demand: sent to all municipalities, answered, reminded of, closed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any
from uuid import uuid4

from pydantic import Field
from sqlalchemy import or_, select

from db.models.case import Task
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.reevaluation import OfferEvaluation, QuestionnaireAnswer
from db.models.specialised_list import SpecialisedOffer
from workflows.errors import TaskNotOpen
from workflows.processes.attaching import GivenFile
from workflows.processes.collecting import order_note
from workflows.processes.lookups import by_ids, existing
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce
from workflows.processes.reevaluation.facts import answered, evaluations, questionnaire, reevaluation_of, regime_of
from workflows.processes.reevaluation.papers import questionnaire_paper
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import Direction, EventKind, NoticeKind, OfferStanding, OrganisationKind, Party

Text = Annotated[str, Field(min_length=1)]


class Demand(Answers):
    """A municipality's demand for one listed offer: citizens there now, and citizens expected."""

    entry_id: str
    citizens: Annotated[int, Field(ge=0)]
    expected: Annotated[int, Field(ge=0)]
    text: str = ""


class Proposal(Answers):
    """A new or another offer that should be evaluated."""

    name: Text
    operator: str = ""
    text: str = ""


class Questionnaire(Answers):
    offers: tuple[Demand, ...]
    proposals: tuple[Proposal, ...] = ()
    text: str = ""


@operation("reevaluation.find_list")
def find_list(step: Step, _data: Data) -> Mapping[str, object]:
    """Take the list as it is today, and give those who evaluate and those who adopt their part."""
    reevaluation, regime = reevaluation_of(step), regime_of(step)
    chosen = by_ids(step.session, [reevaluation.task_force_id, reevaluation.adopting_body_id])
    step.involve(Party.TASK_FORCE, [chosen[reevaluation.task_force_id]])
    step.involve(Party.ADMINISTRATIVE_BODY, [chosen[reevaluation.adopting_body_id]])
    step.involve(Party.REGION_MUNICIPALITY, _region(step))
    rows = [_listed(step, number, *found) for number, found in enumerate(_list_today(step), start=1)]
    step.known[OfferEvaluation] = rows
    step.session.add_all(rows)
    step.note(EventKind.STEP, f"{len(rows)} tilbud står på listen", source=regime.list.source)
    if reevaluation.demand_reason:
        told = "Efterspørgslen undersøges ikke i år, selv om aftalen lægger op til det hvert eller hvert andet år"
        step.note(EventKind.STEP, f"{told}: {reevaluation.demand_reason}", source=regime.reevaluation.source)
    return {
        "ask_demand": "yes" if reevaluation.ask_demand else "no",
        "questionnaire_deadline": reevaluation.deadline.isoformat(),
    }


def _region(step: Step) -> list[Organisation]:
    """The municipalities of the region, and the region itself, which can be an operator too."""
    code = step.agreement.region_code
    found = select(Organisation).where(
        Organisation.kind.in_((OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)),
        or_(Organisation.region_code == code, Organisation.code == code),
        existing(step.today),
    )
    return list(step.session.scalars(found))


def _list_today(step: Step) -> list[tuple[SpecialisedOffer, str]]:
    """The rows of the list with the operator's name, where the offer is registered."""
    until = or_(SpecialisedOffer.valid_to.is_(None), SpecialisedOffer.valid_to >= step.today)
    found = (
        select(SpecialisedOffer, Organisation.name)
        .outerjoin(Offer, Offer.id == SpecialisedOffer.offer_id)
        .outerjoin(Organisation, Organisation.id == Offer.operator_id)
        .where(
            SpecialisedOffer.agreement_id == step.case.agreement_id, SpecialisedOffer.valid_from <= step.today, until
        )
    )
    rows = [(row, name or "") for row, name in step.session.execute(found).all()]
    return sorted(rows, key=lambda row: (row[0].area or "", row[0].name))


def _listed(step: Step, number: int, row: SpecialisedOffer, operator: str) -> OfferEvaluation:
    return OfferEvaluation(
        id=uuid4(),
        case_id=step.case.id,
        position=number,
        standing=OfferStanding.LISTED,
        listed_id=row.id,
        offer_id=row.offer_id,
        name=row.name,
        operator=operator,
        target_group=row.target_group,
        area=row.area,
    )


@operation("reevaluation.send_questionnaire")
def send_questionnaire(step: Step, _data: Data) -> Mapping[str, object]:
    """Send the questionnaire to all municipalities of the region. Rule: hovedstaden-2019-2020, 9.3."""
    region = [one for one in step.organisations(Party.REGION_MUNICIPALITY) if one.kind is OrganisationKind.MUNICIPALITY]
    step.involve(Party.REQUESTED, region)
    rows = [QuestionnaireAnswer(id=uuid4(), case_id=step.case.id, organisation_id=one.id) for one in region]
    step.session.add_all(rows)
    (task_force,) = step.organisations(Party.TASK_FORCE)
    reevaluation_of(step).questionnaire = step.issue(
        lambda envelope: questionnaire_paper(step, envelope),
        to=region,
        issuer=task_force,
        group="Alle kommuner i regionen",
    )
    source = regime_of(step).reevaluation.source
    step.note(EventKind.DOCUMENT_SENT, f"Spørgeskemaet er sendt til {len(region)} kommuner", source=source)
    return {"asked": [str(one.id) for one in region]}


@answers_to("task_answer_questionnaire")
def answer_questionnaire(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep one municipality's answer.

    Raises InputError unless each listed offer is answered once, TaskNotOpen when the deadline has passed.
    """
    given = _given(step, answers)
    deadline = reevaluation_of(step).deadline
    if step.today > deadline:
        raise TaskNotOpen(f"Fristen for at svare var den {date_in_words(deadline)}. Sagen fortsætter uden jeres svar.")
    _keep(step, _row_of(step, task), given)
    return {}


def answer_from_outside(
    step: Step, task: Task, answers: Mapping[str, Any], received_on: date, _files: Sequence[GivenFile]
) -> None:
    """Keep an answer that came in outside Rammesag on that day, also one that came too late.

    `task` is the one with which the municipality was asked. Raises as its own answer does, but for the deadline.
    """
    given = _given(step, answers)
    row = _row_of(step, task)
    row.received_on = received_on
    _keep(step, row, given)


def _given(step: Step, answers: Mapping[str, Any]) -> Questionnaire:
    at_once = AtOnce()
    given = at_once.read(Questionnaire, answers)
    listed = [str(row.id) for row in evaluations(step) if row.standing is OfferStanding.LISTED]
    at_once.refuse(
        "offers",
        "Svar for hvert tilbud på listen. Skriv 0, hvis I ingen borgere har.",
        when=lambda: sorted(listed) != sorted(one.entry_id for one in given.offers),
    )
    at_once.tell()
    return given


def _row_of(step: Step, task: Task) -> QuestionnaireAnswer:
    (row,) = [one for one in questionnaire(step) if one.organisation_id == task.organisation_id]
    return row


def _keep(step: Step, row: QuestionnaireAnswer, given: Questionnaire) -> None:
    assert step.actor is not None
    row.offers = [one.model_dump() for one in given.offers]
    row.proposals = [one.model_dump() for one in given.proposals]
    row.text = given.text
    row.answered_at, row.answered_by_id = step.now, step.actor.person_id
    step.journal(Direction.IN, "Svar på spørgeskema", row.organisation.name, entered_on=row.received_on)


@operation("reevaluation.remind_questionnaire")
def remind_questionnaire(step: Step, _data: Data) -> None:
    """Remind the municipalities that have not answered."""
    silent = [row for row in questionnaire(step) if row.answered_at is None]
    for row in silent:
        row.reminded_at = step.now
    deadline = reevaluation_of(step).deadline
    text = f"Husk at svare på spørgeskemaet i sag {step.case.number} senest {date_in_words(deadline)}."
    step.tell(
        [row.organisation for row in silent],
        text,
        key="questionnaire:reminder",
        kind=NoticeKind.DEADLINE_NEAR,
        task="task_answer_questionnaire",
    )
    step.note(EventKind.REMINDED, f"{len(silent)} kommuner er mindet om spørgeskemaet")


@operation("reevaluation.close_questionnaire")
def close_questionnaire(step: Step, _data: Data) -> None:
    """Close the questionnaire; silence is noted by name."""
    rows = questionnaire(step)
    order_note(step, reevaluation_of(step).id)
    silent = [row.organisation.name for row in rows if row.answered_at is None]
    step.note(EventKind.STEP, f"Spørgeskemaet er afsluttet: {len(answered(rows))} af {len(rows)} kommuner har svaret")
    if silent:
        step.note(EventKind.ESCALATED, f"Uden svar: {', '.join(silent)}")
