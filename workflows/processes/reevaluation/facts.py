"""What the operations of a re-evaluation share: the rows of the case, how they are shown."""

from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.reevaluation import OfferEvaluation, QuestionnaireAnswer, Reevaluation
from workflows.documents.envelope import RuleCited
from workflows.documents.reevaluation import Criterion, EvaluatedOffer
from workflows.processes.step import Step
from workflows.rules.agreement_types import Stated
from workflows.rules.emergency_brake.regimes import Regime, regime
from workflows.vocabulary import OfferStanding

STANDINGS: dict[OfferStanding, Literal["listed", "new", "other"]] = {
    OfferStanding.LISTED: "listed",
    OfferStanding.NEW: "new",
    OfferStanding.OTHER: "other",
}


def reevaluation_of(step: Step) -> Reevaluation:
    """The re-evaluation of the step's case."""
    if step.subject is None:
        step.subject = step.session.scalars(select(Reevaluation).where(Reevaluation.case_id == step.case.id)).one()
    reevaluation: Reevaluation = step.subject
    return reevaluation


def regime_of(step: Step) -> Regime:
    """What the agreement says of its list."""
    return regime(step.case.agreement_id)


def evaluations(step: Step) -> list[OfferEvaluation]:
    """The offers that are evaluated, those on the list first; read once in a step."""
    if OfferEvaluation not in step.known:
        found = select(OfferEvaluation).where(OfferEvaluation.case_id == step.case.id)
        step.known[OfferEvaluation] = list(step.session.scalars(found.order_by(OfferEvaluation.position)))
    rows: list[OfferEvaluation] = step.known[OfferEvaluation]
    return rows


def questionnaire(step: Step) -> list[QuestionnaireAnswer]:
    """One row for each municipality that is asked, by name; read once in a step."""
    if QuestionnaireAnswer not in step.known:
        found = select(QuestionnaireAnswer).where(QuestionnaireAnswer.case_id == step.case.id)
        rows = step.session.scalars(found.options(joinedload(QuestionnaireAnswer.organisation)))
        step.known[QuestionnaireAnswer] = sorted(rows, key=lambda row: row.organisation.name)
    answers: list[QuestionnaireAnswer] = step.known[QuestionnaireAnswer]
    return answers


def task_force_name(step: Step) -> str:
    """The name of those who evaluate, as it stands inside a sentence."""
    regime = regime_of(step)
    chosen = next(
        row.organisation.name for row in step.parties if row.organisation_id == reevaluation_of(step).task_force_id
    )
    return regime.names.task_force if regime.codes else chosen


def shown(row: OfferEvaluation) -> EvaluatedOffer:
    """An offer as the documents show it."""
    return EvaluatedOffer(
        name=row.name,
        operator=row.operator,
        target_group=row.target_group,
        group=row.area.label if row.area else "",
        standing=STANDINGS[row.standing],
    )


def criteria(step: Step) -> tuple[Criterion, ...]:
    """The criteria as they were worded when the case was opened."""
    return tuple(Criterion(one["number"], one["text"]) for one in reevaluation_of(step).criteria)


def cited(*stated: Stated[Any]) -> tuple[RuleCited, ...]:
    """What the agreement says on some points, as a document cites it."""
    return tuple(RuleCited(one.why, one.source) for one in stated)


def answered(rows: Iterable[QuestionnaireAnswer]) -> list[QuestionnaireAnswer]:
    """Those that have answered."""
    return [row for row in rows if row.answered_at is not None]
