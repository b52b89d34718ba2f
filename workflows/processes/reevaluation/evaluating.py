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
from workflows.processes.reading import Answers, AtOnce
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
    at_once, rows = AtOnce(), evaluations(step)
    given = at_once.read(Selection, answers)
    with at_once:
        _check_offers(given, {row.name.casefold() for row in rows}, at_once)
    with at_once:
        _check_registered(step, given)
    empty = "Listen er tom. Vælg mindst ét tilbud, der skal vurderes."
    at_once.refuse("offers", empty, when=lambda: not rows and not given.offers)
    at_once.tell()
    added = [_row(step, number, one) for number, one in enumerate(given.offers, start=len(rows) + 1)]
    rows.extend(added)
    step.session.add_all(added)
    told = f"{len(rows)} tilbud vurderes, heraf {len(added)} nye og øvrige"
    step.note(EventKind.STEP, told, source=regime_of(step).reevaluation.source)
    return {"evaluations": [str(row.id) for row in rows]}


def _check_offers(given: Selection, known: set[str], at_once: AtOnce) -> None:
    for number, one in enumerate(given.offers):
        with at_once:
            if one.standing is OfferStanding.LISTED:
                at_once.note([(f"offers[{number}].standing", "Vælg, om tilbuddet er nyt eller et af de øvrige.")])
        with at_once:
            if one.name.casefold() in known:
                at_once.note([(f"offers[{number}].name", "Tilbuddet står der allerede.")])
            known.add(one.name.casefold())


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
    at_once = AtOnce()
    given = at_once.read(Evaluation, answers)
    with at_once:
        numbers = [one["number"] for one in reevaluation_of(step).criteria]
        check_criteria_answered(numbers, [one.number for one in given.criteria])
    at_once.tell()
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
    at_once = AtOnce()
    given = at_once.read(ListProposed, answers)
    rows = {row.id: row for row in evaluations(step)}
    with at_once:
        if sorted(map(str, rows)) != sorted(str(one.evaluation_id) for one in given.entries):
            raise InputError([("entries", "Tag stilling til hvert tilbud.")])
        for number, one in enumerate(given.entries):
            _check_proposed(step, rows[one.evaluation_id], one, at_once, f"entries[{number}]")
    at_once.tell()
    for one in given.entries:
        row = rows[one.evaluation_id]
        row.proposed, row.reason = one.listed, one.reason
        # Rows that are written alike are written in one statement.
        flag_modified(row, "proposed")
        flag_modified(row, "reason")
    reevaluation_of(step).summary = given.summary
    return {}


def _check_proposed(step: Step, row: OfferEvaluation, one: EntryProposed, at_once: AtOnce, path: str) -> None:
    point = regime_of(step).list
    at_once.refuse(
        f"{path}.national_or_secured",
        point.why,
        when=lambda: one.listed and one.national_or_secured and point.value,
    )
    at_once.refuse(
        f"{path}.reason",
        f"Skriv, hvorfor {row.name} kommer på listen eller går ud af den.",
        when=lambda: one.listed != (row.standing is OfferStanding.LISTED) and not one.reason,
    )


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
