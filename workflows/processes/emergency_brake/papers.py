"""The papers of the nomination and the mapping: what each says, from the facts of the case."""

from datetime import date

from db.models.request import Request
from workflows.documents.emergency_brake import (
    BrakeAnswer,
    BrakeDataRequest,
    BrakeNomination,
    Presupposed,
    Told,
)
from workflows.documents.envelope import Envelope
from workflows.processes.emergency_brake.development import accounts_plot, occupancy_plot
from workflows.processes.emergency_brake.facts import (
    bodies,
    brake_of,
    cited,
    kept_reference,
    named,
    offer_of,
    regime_of,
    set_by_hand,
    shown_offer,
    who,
    years,
)
from workflows.processes.step import Step

HOW = "Svar i Rammesag under »Mine opgaver«, i ord eller med filer. Sagen fortsætter, når fristen er udløbet."


def day_of(kept: str | None) -> date | None:
    """A date as it was kept."""
    return date.fromisoformat(kept) if kept else None


def nomination_paper(step: Step, envelope: Envelope) -> BrakeNomination:
    """The nomination, with the development over the years and the answer to each presupposed measure."""
    brake, regime = brake_of(step), regime_of(step)
    told = brake.nomination
    brake.nomination = {**told, "document": named(envelope, BrakeNomination.kind)}
    return BrakeNomination(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        concern=brake.concern,
        description=told["description"],
        economy=told["economy"],
        presupposed=tuple(Presupposed(one["label"], one["answer"]) for one in told["presupposed"]),
        occupancy=occupancy_plot(years(step)),
        accounts=accounts_plot(years(step)),
        rules=cited(regime.terms, regime.economy, regime.presupposed_point, regime.meetings),
        acute_reason=told["acute_reason"],
        task_force_meeting=day_of(told.get("meeting_on")),
    )


def answer_paper(step: Step, envelope: Envelope, *, sent_on: bool) -> BrakeAnswer:
    """The answer to the nomination: sent on with a mandate, or turned down with reasons."""
    brake, regime = brake_of(step), regime_of(step)
    told = brake.assessment
    due = day_of(told.get("report_due") or brake.course.get("dues", {}).get("report_due"))
    by = told.get("report_due_set_by") or brake.course.get("set_by", "")
    brake.assessment = {**told, "document": named(envelope, BrakeAnswer.kind)}
    return BrakeAnswer(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        outcome="sent_on" if sent_on else "turned_down",
        decided_on=day_of(told.get("meeting_on")) or step.today,
        nomination=kept_reference(brake.nomination["document"]),
        assessment=_assessed(told),
        reasons=told.get("reasons", ""),
        rules=cited(regime.assessment, regime.mapping) if sent_on else cited(regime.assessment, regime.terms),
        focus_areas=tuple(told.get("focus_areas") or brake.course.get("focus_areas", ())) if sent_on else (),
        attention_points=tuple(told.get("attention_points", ())),
        acute_reason=brake.nomination["acute_reason"],
        task_force_meeting=day_of(brake.nomination.get("meeting_on")) if sent_on else None,
        report_due=set_by_hand(step, "Rapport og indstilling", due, by, regime.recommendation)
        if due and sent_on
        else None,
    )


def _assessed(told: dict[str, str]) -> tuple[Told, ...]:
    headings = {
        "demand": "Efterspørgsel",
        "alternatives_inside": "Alternativer i regionen",
        "alternatives_outside": "Alternativer uden for regionen",
        "character": "Tilbuddets karakter",
    }
    return tuple(Told(heading, told[name]) for name, heading in headings.items() if told.get(name))


def data_request_paper(step: Step, request: Request, items: tuple[str, ...], envelope: Envelope) -> BrakeDataRequest:
    """What the task force asks the operator and municipalities for."""
    brake, regime = brake_of(step), regime_of(step)
    offer = offer_of(step)
    return BrakeDataRequest(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        background=f"{offer.name} er indstillet, fordi driftsherren er bekymret for tilbuddet: {brake.concern}",
        items=items,
        deadline=set_by_hand(step, "Svar på anmodningen", request.deadline, who(step), regime.mapping),
        how_to_answer=HOW,
        rules=cited(regime.mapping),
        mandate=kept_reference(brake.assessment["document"]),
    )
