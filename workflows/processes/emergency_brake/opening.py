"""The beginning: which model applies, or how the secretariat sets the case up where the agreement describes none."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from db.models.case import Task
from db.models.organisation import Organisation
from workflows.errors import Refused
from workflows.processes.emergency_brake.facts import brake_of, must_be_ahead, offer_of, regime_of, who, yes_no
from workflows.processes.lookups import by_codes, by_ids
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import EventKind, OrganisationKind, Party

Text = Annotated[str, Field(min_length=1)]
DUES = ("nomination_due", "assessment_due", "report_due", "treatment_due", "decision_due")
"""The steps that can have a due date set by hand."""
DUE_WORDS = dict(
    zip(DUES, ("Indstilling", "Vurdering", "Rapport og indstilling", "Behandling", "Beslutning"), strict=True)
)

PARTS = {
    "committee": (Party.ADMINISTRATIVE_BODY,),
    "task_force": (Party.TASK_FORCE,),
    "decider": (Party.POLITICAL_BODY, Party.DECIDING_BODY),
}
"""The parts in the case of those who receive the nomination, map the offer and decide."""


class Course(Answers):
    """The bodies and steps of a case, as the secretariat sets them up."""

    receiving_body_id: UUID
    mapping_body_id: UUID
    deciding_body_id: UUID
    assessed: bool
    treated: bool
    region_takes_part: bool
    presupposed: tuple[Text, ...] = ()
    focus_areas: tuple[Text, ...] = ()
    note: Text
    nomination_due: Day | None = None
    assessment_due: Day | None = None
    report_due: Day | None = None
    treatment_due: Day | None = None
    decision_due: Day | None = None


@operation("emergency_brake.find_model")
def find_model(step: Step, _data: Data) -> Mapping[str, object]:
    """Find the agreement's model; where it names bodies, they get their part.

    Raises Refused for a body that is not registered.
    """
    regime = regime_of(step)
    step.note(EventKind.STEP, regime.terms.why, source=regime.terms.source)
    if regime.codes is None:
        step.note(EventKind.STEP, regime.set_up.why, source=regime.set_up.source)
        return {"set_up": "yes", **dict.fromkeys(DUES, "")}
    codes = {
        "committee": regime.codes.committee,
        "task_force": regime.codes.task_force,
        "decider": regime.codes.decider,
    }
    found = by_codes(step.session, codes.values(), step.today)
    for code in codes.values():
        if code not in found:
            raise Refused(f"Organet »{code}« er ikke registreret. Sekretariatet skal oprette det først.")
    regional = step.operator().kind is OrganisationKind.REGION
    keep_course(step, {name: found[code] for name, code in codes.items()}, names={}, region=regional)
    return {"set_up": "no", "assessed": "yes", "treated": "yes", "region": yes_no(regional), **dict.fromkeys(DUES, "")}


def keep_course(
    step: Step, chosen: Mapping[str, Organisation], *, names: dict[str, str], region: bool, **more: object
) -> None:
    """Keep which steps the case has, and give the bodies, and the region where it is the operator, their part."""
    brake_of(step).course = {"names": names, "region": region, **more}
    for name, parts in PARTS.items():
        for party in parts:
            step.involve(party, [chosen[name]])
    if region:
        step.involve(Party.REGION, [step.operator()])


@answers_to("task_set_up_course")
def set_up_course(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep bodies, steps and due dates as the secretariat has set them up, with who did.

    Raises InputError for what is no body, a due date that has passed, a region that takes part where it is not the
    operator, and a mapping without focus areas where nobody assesses.
    """
    at_once = AtOnce()
    given = at_once.read(Course, answers)
    chosen = _chosen_bodies(step, given, at_once)
    _check(step, given, at_once)
    at_once.tell()
    dues = {name: day.isoformat() for name in DUES if (day := getattr(given, name)) is not None}
    keep_course(
        step,
        chosen,
        names={name: organisation.name for name, organisation in chosen.items()},
        region=given.region_takes_part,
        assessed=given.assessed,
        treated=given.treated,
        presupposed=[
            {"key": f"set_{number}", "label": label} for number, label in enumerate(given.presupposed, start=1)
        ],
        focus_areas=list(given.focus_areas),
        dues=dues,
        note=given.note,
        set_by=who(step),
        set_on=step.today.isoformat(),
    )
    _tell(step, chosen, given)
    return {
        "assessed": yes_no(given.assessed),
        "treated": yes_no(given.treated),
        "region": yes_no(given.region_takes_part),
        **dict.fromkeys(DUES, ""),
        **dues,
    }


def _chosen_bodies(step: Step, given: Course, at_once: AtOnce) -> dict[str, Organisation]:
    fields = {"committee": "receiving_body_id", "task_force": "mapping_body_id", "decider": "deciding_body_id"}
    ids: dict[str, UUID] = {}
    for name, field in fields.items():
        with at_once:
            ids[name] = getattr(given, field)
    found = by_ids(step.session, ids.values())
    bodies = {
        name: found[chosen]
        for name, chosen in ids.items()
        if chosen in found and found[chosen].kind is OrganisationKind.BODY and found[chosen].exists_on(step.today)
    }
    at_once.note((fields[name], "Vælg et organ, der findes.") for name in ids if name not in bodies)
    return bodies


def _check(step: Step, given: Course, at_once: AtOnce) -> None:
    for name in DUES:
        with at_once:
            must_be_ahead(getattr(given, name), step, name)
    at_once.refuse(
        "focus_areas",
        "Skriv, hvad der skal afdækkes: ingen vurderer indstillingen først.",
        when=lambda: not given.assessed and not given.focus_areas,
    )
    at_once.refuse(
        "region_takes_part",
        f"{offer_of(step).name} er ikke regionens. Regionen kan tage del, når den selv er driftsherre.",
        when=lambda: given.region_takes_part and step.operator().kind is not OrganisationKind.REGION,
    )


def _tell(step: Step, chosen: Mapping[str, Organisation], given: Course) -> None:
    source = regime_of(step).set_up.source
    bodies = (
        f"{chosen['committee'].name} modtager indstillingen, {chosen['task_force'].name} afdækker, "
        f"og {chosen['decider'].name} beslutter"
    )
    step.note(EventKind.STEP, f"Sat op af {who(step)}: {bodies}. {given.note}", source=source)
    for name in DUES:
        if (day := getattr(given, name)) is not None:
            step.note(
                EventKind.STEP, f"{DUE_WORDS[name]} senest {date_in_words(day)}, sat af {who(step)}", source=source
            )
