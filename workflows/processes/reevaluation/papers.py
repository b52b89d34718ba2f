"""The papers of a re-evaluation, from the facts of the case."""

from typing import Literal

from db.models.reevaluation import OfferEvaluation
from workflows.documents.envelope import DeadlineShown, Envelope
from workflows.documents.reevaluation import (
    Criterion,
    CriterionMet,
    ListEntry,
    ReevaluationEvaluation,
    ReevaluationList,
    ReevaluationQuestionnaire,
)
from workflows.documents.reevaluation import OfferEvaluation as EvaluationShown
from workflows.processes.reevaluation.demand import demand_for
from workflows.processes.reevaluation.facts import (
    answered,
    cited,
    criteria,
    evaluations,
    questionnaire,
    reevaluation_of,
    regime_of,
    shown,
    task_force_name,
)
from workflows.processes.step import Step
from workflows.rules.calendar import last_working_day
from workflows.vocabulary import OfferStanding, Party

HOW = "Svar i Rammesag under »Mine opgaver«. Svarer I ikke inden fristen, fortsætter sagen uden jeres svar."
QUESTIONS = (
    "Hvor mange borgere har I i hvert af tilbuddene nu?",
    "Hvor mange borgere venter I at have brug for hvert tilbud til de næste år?",
    "Er der nye eller andre tilbud, der bør vurderes?",
)


def questionnaire_paper(step: Step, envelope: Envelope) -> ReevaluationQuestionnaire:
    """What all municipalities are asked, and until when."""
    reevaluation, regime = reevaluation_of(step), regime_of(step)
    return ReevaluationQuestionnaire(
        envelope=envelope,
        task_force=task_force_name(step),
        year=reevaluation.year,
        background=regime.reevaluation.why,
        offers=tuple(shown(row) for row in evaluations(step)),
        criteria=criteria(step),
        questions=QUESTIONS,
        demand=True,
        deadline=DeadlineShown(
            "Svar på spørgeskemaet",
            reevaluation.deadline,
            last_working_day(reevaluation.deadline, step.closed_days),
            "Fristen er sat af sekretariatet; aftalen sætter ingen.",
            regime.reevaluation.source,
        ),
        how_to_answer=HOW,
        rules=cited(regime.reevaluation, regime.list),
    )


def evaluation_paper(step: Step, envelope: Envelope) -> ReevaluationEvaluation:
    """Each offer, criterion by criterion, with what the municipalities answered."""
    rows = questionnaire(step)
    return ReevaluationEvaluation(
        envelope=envelope,
        task_force=task_force_name(step),
        year=reevaluation_of(step).year,
        evaluations=tuple(_evaluated(step, row) for row in evaluations(step)),
        answered=len(answered(rows)),
        asked=len(rows),
        rules=cited(regime_of(step).criteria, regime_of(step).reevaluation),
    )


def _evaluated(step: Step, row: OfferEvaluation) -> EvaluationShown:
    wording = {one.number: one for one in criteria(step)}
    found = demand_for(step, row)
    assert row.meets is not None
    return EvaluationShown(
        offer=shown(row),
        criteria=tuple(_met(wording[one["number"]], one["met"], one["text"]) for one in row.criteria),
        meets=row.meets,
        conclusion=row.conclusion,
        demand=found.told if found else "",
        duties=row.duties,
        demand_plot=found.plot if found else None,
    )


def _met(criterion: Criterion, met: Literal["yes", "partly", "no"], text: str) -> CriterionMet:
    return CriterionMet(criterion, met, text)


def list_paper(step: Step, envelope: Envelope) -> ReevaluationList:
    """The list as it is proposed, or as it is adopted."""
    reevaluation, regime = reevaluation_of(step), regime_of(step)
    (body,) = step.organisations(Party.ADMINISTRATIVE_BODY)
    entries = tuple(_entry(row) for row in evaluations(step) if row.proposed or row.standing is OfferStanding.LISTED)
    return ReevaluationList(
        envelope=envelope,
        task_force=task_force_name(step),
        body=body.name,
        year=reevaluation.year,
        summary=reevaluation.summary,
        recommendation=("At listen over de mest specialiserede tilbud tiltrædes.",),
        presentation=regime.reevaluation.why,
        entries=entries,
        rules=cited(regime.list, regime.terms, regime.adoption),
        adopted_on=reevaluation.adopted_on,
        valid_from=reevaluation.valid_from,
        remarks=reevaluation.remarks,
    )


def _entry(row: OfferEvaluation) -> ListEntry:
    listed = row.standing is OfferStanding.LISTED
    change: Literal["kept", "added", "removed"] = "removed" if not row.proposed else "kept" if listed else "added"
    return ListEntry(shown(row), change, row.reason)
