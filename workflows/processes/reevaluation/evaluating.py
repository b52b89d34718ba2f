"""The task force's evaluation of each offer, and the list that it proposes."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from db.models.case import Task
from db.models.offer import Offer
from db.models.reevaluation import OfferEvaluation
from workflows.errors import InputError
from workflows.processes.assigned import ASSIGNED, Assignment
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, read_answers
from workflows.processes.reevaluation.facts import evaluations, reevaluation_of, regime_of
from workflows.processes.reevaluation.papers import evaluation_paper, list_paper
from workflows.processes.step import Step
from workflows.rules.emergency_brake.reevaluation import Met, check_criteria_answered
from workflows.vocabulary import EventKind, OfferStanding, Party, SpecialisedArea

Text = Annotated[str, Field(min_length=1)]


class OfferGiven(Answers):
    """A new or another offer that is evaluated beside those on the list."""

    name: Text
    operator: str = ""
    target_group: str = ""
    area: SpecialisedArea | None = None
    offer_id: UUID | None = None
    standing: OfferStanding


class Selection(Answers):
    offers: tuple[OfferGiven, ...] = ()


class CriterionAnswered(Answers):
    number: int
    met: Met
    text: Text


class Evaluation(Answers):
    """One offer, criterion by criterion."""

    criteria: tuple[CriterionAnswered, ...] = ()
    meets: bool
    conclusion: Text
    duties: str = ""


class EntryProposed(Answers):
    evaluation_id: UUID
    listed: bool
    reason: str = ""
    national_or_secured: bool = False


class ListProposed(Answers):
    entries: tuple[EntryProposed, ...]
    summary: Text


@answers_to("task_select_offers")
def select_offers(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Add new and other offers to those on the list, which are all evaluated.

    Raises InputError for an offer that stands twice or is said to be on the list, and when there is none at all.
    Rule: hovedstaden-2019-2020, 9.3.
    """
    given = read_answers(Selection, answers)
    rows = evaluations(step)
    known = {row.name.casefold() for row in rows}
    added = []
    for number, one in enumerate(given.offers):
        path = f"offers[{number}]"
        if one.name.casefold() in known:
            raise InputError([(f"{path}.name", "Tilbuddet står der allerede.")])
        if one.standing is OfferStanding.LISTED:
            raise InputError([(f"{path}.standing", "Vælg, om tilbuddet er nyt eller et af de øvrige.")])
        known.add(one.name.casefold())
        added.append(_row(step, len(rows) + number + 1, one))
    _check_registered(step, given)
    if not rows and not added:
        raise InputError([("offers", "Listen er tom. Vælg mindst ét tilbud, der skal vurderes.")])
    rows.extend(added)
    step.session.add_all(added)
    told = f"{len(rows)} tilbud vurderes, heraf {len(added)} nye og øvrige"
    step.note(EventKind.STEP, told, source=regime_of(step).reevaluation.source)
    return {"evaluations": [str(row.id) for row in rows]}


def _row(step: Step, position: int, one: OfferGiven) -> OfferEvaluation:
    return OfferEvaluation(
        id=uuid4(),
        case_id=step.case.id,
        position=position,
        standing=one.standing,
        offer_id=one.offer_id,
        name=one.name,
        operator=one.operator,
        target_group=one.target_group,
        area=one.area,
    )


def _check_registered(step: Step, given: Selection) -> None:
    wanted = {one.offer_id for one in given.offers if one.offer_id}
    found = set(step.session.scalars(select(Offer.id).where(Offer.id.in_(wanted)))) if wanted else set()
    for number, one in enumerate(given.offers):
        if one.offer_id and one.offer_id not in found:
            raise InputError([(f"offers[{number}].offer_id", "Vælg et tilbud, der er registreret.")])


def evaluation_of(step: Step, item: str | None) -> OfferEvaluation:
    """The offer that an entry of the task's list stands for."""
    return next(row for row in evaluations(step) if str(row.id) == item)


def _assigned(step: Step, item: str) -> Assignment:
    (task_force,) = step.organisations(Party.TASK_FORCE)
    return Assignment(task_force.id, None, f"Vurdér {evaluation_of(step, item).name}", None)


ASSIGNED["task_evaluate_offer"] = _assigned


@answers_to("task_evaluate_offer")
def evaluate_offer(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the evaluation of one offer. Raises InputError unless each criterion is answered once."""
    given = read_answers(Evaluation, answers)
    numbers = [one["number"] for one in reevaluation_of(step).criteria]
    check_criteria_answered(numbers, [one.number for one in given.criteria])
    assert step.actor is not None
    row = evaluation_of(step, task.item)
    row.criteria = [one.model_dump(mode="json") for one in sorted(given.criteria, key=lambda one: one.number)]
    row.meets, row.conclusion, row.duties = given.meets, given.conclusion, given.duties
    row.evaluated_at, row.evaluated_by_id = step.now, step.actor.person_id
    return {}


@answers_to("task_propose_list")
def propose_list(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the proposed list.

    Raises InputError unless each offer is answered once, for a change without a reason, and for a national or
    secured offer where these can't stand on the list. Rule: hovedstaden-2019-2020, 9.
    """
    given = read_answers(ListProposed, answers)
    rows = {row.id: row for row in evaluations(step)}
    if sorted(map(str, rows)) != sorted(str(one.evaluation_id) for one in given.entries):
        raise InputError([("entries", "Tag stilling til hvert tilbud.")])
    errors = []
    for number, one in enumerate(given.entries):
        row, path = rows[one.evaluation_id], f"entries[{number}]"
        if one.listed and one.national_or_secured and regime_of(step).list.value:
            errors.append((f"{path}.national_or_secured", regime_of(step).list.why))
        if one.listed != (row.standing is OfferStanding.LISTED) and not one.reason:
            errors.append((f"{path}.reason", f"Skriv, hvorfor {row.name} kommer på listen eller går ud af den."))
        row.proposed, row.reason = one.listed, one.reason
        # Rows that are written alike are written in one statement.
        flag_modified(row, "proposed")
        flag_modified(row, "reason")
    if errors:
        raise InputError(errors)
    reevaluation_of(step).summary = given.summary
    return {}


@operation("reevaluation.issue_proposal")
def issue_proposal(step: Step, _data: Data) -> None:
    """Lay the evaluations and the proposed list before the body that adopts it."""
    (task_force,) = step.organisations(Party.TASK_FORCE)
    adopting = step.organisations(Party.ADMINISTRATIVE_BODY)
    step.issue(lambda envelope: evaluation_paper(step, envelope), to=adopting, issuer=task_force)
    step.issue(lambda envelope: list_paper(step, envelope), to=adopting, issuer=task_force)
    proposed = sum(1 for row in evaluations(step) if row.proposed)
    source = regime_of(step).adoption.source
    step.note(EventKind.DOCUMENT_SENT, f"Forslag til listen: {proposed} tilbud", source=source)
