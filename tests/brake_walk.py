"""An emergency brake, and a yearly re-evaluation, walked from task to task through the ordinary services.

    walk = BrakeWalk().opened().nominated().assessed().mapped().reported().treated().decided()
    walk.followed_up()

Needs the fixture `seeded`: the field, and a clock that stands still. The offer is put on the list by the secretariat.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Self

import pytest
from sqlalchemy import select

from db.models.case import Task
from db.models.emergency_brake import BrakeFollowUp, EmergencyBrake, MappingTask
from db.models.organisation import Organisation
from db.models.person import Person, Post
from db.models.reevaluation import OfferEvaluation, Reevaluation
from db.models.specialised_list import SpecialisedOffer
from db.models.work import Job
from db.session import reading, transaction
from tests.closing_walk import ClosingWalk, person
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.errors import InputError
from workflows.processes.emergency_brake.kept import FocusArea, Measure, focus_area_read, measure_read
from workflows.processes.reevaluation.adopting import PUT_IN_FORCE
from workflows.rules.agreements import latest_known
from workflows.services.emergency_brake.emergency_brakes import open_emergency_brake
from workflows.services.emergency_brake.list_criteria import set_criteria
from workflows.services.emergency_brake.reevaluations import open_reevaluation
from workflows.services.emergency_brake.specialised_lists import add_entry
from workflows.services.running.jobs import WORK
from workflows.vocabulary import JobStatus, OfferStanding, OrganisationKind

MUNICIPAL, REGIONAL, SJAELLAND = "Bostedet Skovkanten", "Specialcenter Engdraget", "Bostedet Tuse Næs"
HOVEDSTADEN_SECRETARIAT = ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
SJAELLAND_SECRETARIAT = ("henrik@sekretariat-sjaelland.example", "sekretariat-sjaelland")
PRESUPPOSED = ("closing_places", "savings", "joint_operation", "joint_management")
YEARS = [
    {"year": year, "places": 12, "occupancy": occupancy, "budget": "18810000", "result": result}
    for year, occupancy, result in (
        (2022, "98.5", "120000"),
        (2023, "91", "-640000"),
        (2024, "83.33", "-1900000"),
        (2025, "66.67", "-4100000"),
    )
]
FREE = {"name": "Fælles vagtordning", "description": "Nattevagten deles med nabotilbuddet."}
EXTENDED = {
    "tool": "extended_notice",
    "description": "Varslet bliver længere, så tilbuddet kan planlægge.",
    "notice_months": 6,
}
LOWER = {"tool": "lower_occupancy", "description": "Taksten regnes på færre belagte pladser.", "occupancy": "80"}
CLOSE = {"tool": "close_keep_knowledge", "description": "Medarbejderne tilbydes arbejde i andre tilbud."}


def later(days: int) -> str:
    """So many days from today, in ISO."""
    return (today() + timedelta(days=days)).isoformat()


def refused(do: Callable[[], object], *paths: str) -> str:
    """The answers are refused on these fields; gives what is told."""
    with pytest.raises(InputError) as refusal:
        do()
    assert [path for path, _ in refusal.value.errors] == list(paths)
    return " ".join(message for _, message in refusal.value.errors)


class BrakeWalk(ClosingWalk):
    """One emergency brake on its way."""

    def __init__(self, offer: str = MUNICIPAL, *, by: Actor | None = None, listed: bool = True) -> None:
        super().__init__(offer, by=by)
        secretariat = SJAELLAND_SECRETARIAT if offer == SJAELLAND else HOVEDSTADEN_SECRETARIAT
        self.secretariat = person(*secretariat)
        if listed:
            self.listed()

    def listed(self, **answers: Any) -> Self:
        """Put the offer on the agreement's list, unless it is there."""
        with reading() as session:
            kept = session.scalars(
                select(SpecialisedOffer.id).where(SpecialisedOffer.offer_id == self.offer.id)
            ).first()
            operator = session.scalars(select(Organisation).where(Organisation.id == self.offer.operator_id)).one()
        if kept is None:
            code = operator.code if operator.kind is OrganisationKind.REGION else operator.region_code
            known = latest_known(code or "", today())
            assert known is not None
            usual = {
                "name": self.offer.name,
                "area": "adults",
                "offer_id": str(self.offer.id),
                "valid_from": today().isoformat(),
                "reason": "Opfylder kriterierne.",
            }
            add_entry(known.id.value, usual | answers, self.secretariat)
        return self

    # --- steps

    def opened(self, **answers: Any) -> Self:
        """Open the case."""
        usual = {"offer_id": str(self.offer.id), "concern": "Belægningen falder, og tilbuddet er truet af lukning."}
        self.case_id = open_emergency_brake(usual | answers, self.operator)
        return self

    def set_up(self, **answers: Any) -> Self:
        """The secretariat sets bodies and steps up (Sjælland)."""
        usual = {
            "receiving_body_id": str(self.organisation("administrativt-niveau-sjaelland").id),
            "mapping_body_id": str(self.organisation("taskforce-sjaelland").id),
            "deciding_body_id": str(self.organisation("kkr-sjaelland").id),
            "assessed": True,
            "treated": True,
            "region_takes_part": False,
            "presupposed": ["Har I drøftet tilbuddet med de kommuner, der bruger det?"],
            "note": "Aftalt på mødet i det administrative niveau.",
            "report_due": later(60),
        }
        return self.do("task_set_up_course", usual | answers)

    def nominated(self, **answers: Any) -> Self:
        """The operator nominates the offer, in the ordinary way."""
        keys = [one.key for one in self.facts("task_nominate")["presupposed"]]
        usual = {
            "description": "Tre kommuner har opsagt pladser, og ingen nye er kommet til.",
            "economy": "Underskuddet vokser med de tomme pladser.",
            "timing": "ordinary",
            "presupposed": dict.fromkeys(keys, "Overvejet og fundet utilstrækkeligt."),
            "economy_rows": YEARS,
        }
        return self.do("task_nominate", usual | answers)

    def assessed(self, outcome: str = "task_force", **answers: Any) -> Self:
        """The officials' committee assesses the nomination today."""
        usual = {
            "meeting_on": today().isoformat(),
            "demand": "Behovet er der fortsat.",
            "alternatives_inside": "Ingen i regionen.",
            "alternatives_outside": "Ét tilbud i en anden region.",
            "character": "Tilbuddet har en viden, som ikke findes andre steder.",
            "outcome": outcome,
            "reasons": "" if outcome == "task_force" else "Behovet kan dækkes af andre tilbud.",
            "focus_areas": ["Økonomien", "Fremtidigt behov"] if outcome == "task_force" else [],
            "attention_points": ["Medarbejdernes viden"] if outcome == "task_force" else [],
        }
        return self.do("task_assess_nomination", usual | answers)

    def planned(self, *titles: str, members: bool = True, **answers: Any) -> Self:
        """The task force shares the mapping out, one task to each of its members in turn."""
        sitting = self.facts("task_plan_mapping")["members"] if members else []
        tasks = [
            {
                "title": title,
                "description": "Se på tallene.",
                "member_id": str(sitting[number % len(sitting)].id) if sitting else "",
                "due_on": later(14 + number),
            }
            for number, title in enumerate(titles or ("Økonomi", "Alternativer"))
        ]
        return self.do("task_plan_mapping", {"tasks": tasks} | answers)

    def data_asked(self, *names: str, deadline: str | None = None) -> Self:
        """Ask the operator, or those named, for data."""
        parties = self.facts("task_request_data")["parties_to_ask"]
        chosen = [one for one in parties if one.name in names] if names else parties[:1]
        answers = {
            "next": "request",
            "items": ["Belægning pr. måned", "Forventet antal borgere"],
            "organisations": [str(one.id) for one in chosen],
            "deadline": deadline or later(21),
        }
        return self.do("task_request_data", answers)

    def data_answered(self) -> Self:
        """All who are asked for data answer."""
        return self.do_all("task_answer_request", {"text": "Tallene er vedlagt."})

    def pieces_done(self) -> Self:
        """Each piece of the mapping is done by the one who has it."""
        return self.do_all("task_do_mapping", {"finding": "Udgifterne falder ikke med belægningen."})

    def enough_data(self) -> Self:
        """The task force has the data it needs."""
        return self.do("task_request_data", {"next": "enough"})

    def focus_followed(self, *, covered: bool = True) -> Self:
        """Each focus area is followed up."""
        return self.do_all(
            "task_follow_focus_area", {"finding": "Afdækningen viser et varigt fald.", "covered": covered}
        )

    def mapped(self) -> Self:
        """The whole mapping in one round, without asking for data."""
        return self.planned().enough_data().pieces_done().focus_followed()

    def finance(self) -> dict[str, Any]:
        """The figures as they are registered."""
        kept = self.facts("task_write_report")["finance"]
        return {
            "year": kept.year,
            "tariff_basis": f"{kept.tariff_basis:f}",
            "places": kept.places,
            "occupancy": f"{kept.occupancy:f}",
            "days_in_year": kept.days_in_year,
            "usage": [{"organisation_id": str(row.organisation_id), "days": row.days} for row in kept.usage],
        }

    def reported(self, *measures: Mapping[str, Any], available: bool = True, **answers: Any) -> Self:
        """The task force writes its report; with the figures as they are registered."""
        points = self.facts("task_write_report")["attention_points"]
        usual = {
            "situation": "Tilbuddet har otte af tolv pladser i brug.",
            "economy": "Underskuddet kan ikke dækkes af driftsherren alene.",
            "alternatives": "Der er ingen i regionen.",
            "summary": "Tilbuddet har en særlig viden, og behovet fortsætter.",
            "available": available,
            "reasons": "Behovet er der fortsat." if available else "Behovet kan dækkes på anden måde.",
            "measures": list(measures or (LOWER, FREE)),
            "finance": self.finance(),
            "attention_points": ["Viden er samlet hos få." for _ in points],
        }
        return self.do("task_write_report", usual | answers)

    def treated(self, outcome: str = "adopt", **answers: Any) -> Self:
        """The committee adopts the recommendation, or asks for more mapping."""
        usual = {
            "meeting_on": today().isoformat(),
            "outcome": outcome,
            "missing": ["Kommunernes forventede behov"] if outcome == "more" else [],
        }
        return self.do("task_treat_report", usual | answers)

    def region_viewed(self, position: str = "agrees", text: str = "") -> Self:
        """The region takes part in the decision."""
        return self.do("task_state_region_view", {"position": position, "text": text})

    def decided(self, outcome: str = "approved", text: str = "") -> Self:
        """Those who decide do so today."""
        given = text or ("" if outcome == "approved" else "Sagen er ikke klar.")
        return self.do("task_decide", {"meeting_on": today().isoformat(), "outcome": outcome, "text": given})

    def follow_up_planned(self, days: int = 90, **answers: Any) -> Self:
        """The secretariat sets one day for each subject."""
        subjects = self.facts("task_plan_follow_up")["subjects"]
        rows = [{"subject": subject, "due_on": later(days)} for subject in subjects]
        return self.do("task_plan_follow_up", {"follow_ups": rows} | answers)

    def status_told(self, status: str = "carried_out") -> Self:
        """The operator tells where each thing stands."""
        return self.do_all("task_report_follow_up", {"status": status, "text": "Det går efter planen."})

    def status_assessed(self, again_on: str | None = None) -> Self:
        """The task force is done with each thing, or follows it up again."""
        rows = self.facts("task_assess_follow_up")["to_assess"]
        items = [{"follow_up_id": str(row.id), "again_on": again_on} for row in rows]
        return self.do("task_assess_follow_up", {"items": items, "text": "Set."})

    def followed_up(self) -> Self:
        """Everything is followed up once and done."""
        return self.follow_up_planned().status_told().status_assessed()

    def knowledge_agreed(self) -> Self:
        """How the closing offer's knowledge is kept."""
        answers = {
            "loss": "Vurderes af taskforcen.",
            "kept": "Medarbejdere flytter til et andet tilbud.",
            "agreed_with": [str(self.organisation("101").id)],
            "agreed_on": today().isoformat(),
        }
        return self.do("task_agree_on_knowledge", answers)

    def do_all(self, element: str, answers: Mapping[str, Any]) -> Self:
        """Complete every open task of an element, each by someone who may."""
        for task in self.open(element):
            self.complete(task, answers, self.doer(task))
        return self

    def doer(self, task: Task) -> Actor:
        """The one person who has the task, else someone of its organisation who may do it."""
        if task.assignee_id is None:
            return super().doer(task)
        with reading() as session:
            found = select(Person, Organisation, Post.role).join(Post, Post.person_id == Person.id)
            of_body = found.join(Organisation, Organisation.id == Post.organisation_id)
            rows = session.execute(
                of_body.where(Person.id == task.assignee_id, Organisation.id == task.organisation_id)
            ).all()
        who, body, _ = rows[0]
        return Actor(who.id, who.name, body.id, body.name, body.kind, frozenset(role for _, _, role in rows))

    # --- what is kept

    @property
    def brake(self) -> EmergencyBrake:
        """The facts of the case."""
        with reading() as session:
            return session.scalars(select(EmergencyBrake).where(EmergencyBrake.case_id == self.case_id)).one()

    def rows(self, model: type[Any], *order: Any) -> list[Any]:
        """The rows of the case in one of its tables."""
        with reading() as session:
            return list(session.scalars(select(model).where(model.case_id == self.case_id).order_by(*order)))

    @property
    def focus_areas(self) -> list[FocusArea]:
        return [focus_area_read(kept) for kept in self.brake.focus_areas]

    @property
    def mapping_tasks(self) -> list[MappingTask]:
        return self.rows(MappingTask, MappingTask.position)

    @property
    def measures(self) -> list[Measure]:
        return [measure_read(kept) for kept in self.brake.measures]

    @property
    def follow_ups(self) -> list[BrakeFollowUp]:
        return self.rows(BrakeFollowUp, BrakeFollowUp.due_on, BrakeFollowUp.title)


CRITERIA = [f"Kriterium nummer {number}, som sekretariatet har indtastet det." for number in range(1, 7)]


def criteria_entered(secretariat: Actor, agreement_id: str = "hovedstaden-2019-2020") -> None:
    """The secretariat enters the six criteria, in force from today."""
    set_criteria(agreement_id, {"valid_from": today().isoformat(), "texts": CRITERIA}, secretariat)


class ReevaluationWalk(BrakeWalk):
    """One year's re-evaluation on its way."""

    def __init__(self, offer: str = MUNICIPAL) -> None:
        super().__init__(offer, listed=False)

    def opened(self, **answers: Any) -> Self:
        """Open the year's case; demand is examined unless it is said that it isn't."""
        usual = {"year": today().year, "ask_demand": True, "deadline": later(30)}
        self.case_id = open_reevaluation(usual | answers, self.secretariat)
        return self

    def answered(self, number: int | None = None) -> Self:
        """All municipalities answer, or the first so many of them."""
        for task in self.open("task_answer_questionnaire")[:number]:
            self.complete(task, self.demand(), self.doer(task))
        return self

    def demand(self, **answers: Any) -> dict[str, Any]:
        """An answer with two citizens in each listed offer, and one more expected."""
        listed = [row for row in self.evaluations if row.standing is OfferStanding.LISTED]
        offers = [{"entry_id": str(row.id), "citizens": 2, "expected": 3} for row in listed]
        return {"offers": offers} | answers

    def selected(self, *offers: Mapping[str, Any]) -> Self:
        """The task force chooses what is evaluated beside the list."""
        return self.do("task_select_offers", {"offers": list(offers)})

    def evaluated(self, *, meets: bool = True) -> Self:
        """Each offer is evaluated."""
        criteria = [{"number": one["number"], "met": "yes", "text": "Opfyldt."} for one in self.reevaluation.criteria]
        return self.do_all("task_evaluate_offer", {"criteria": criteria, "meets": meets, "conclusion": "Vurderet."})

    def proposed(self, **listed: bool) -> Self:
        """The task force proposes the list as it is, but for the offers named."""
        entries = [
            {
                "evaluation_id": str(row.id),
                "listed": listed.get(row.name.split()[0], row.standing is OfferStanding.LISTED),
                "reason": "Ændret efter vurderingen." if row.name.split()[0] in listed else "",
            }
            for row in self.evaluations
        ]
        return self.do("task_propose_list", {"entries": entries, "summary": "Listen foreslås ændret."})

    def adopted(self, outcome: str = "adopt", **answers: Any) -> Self:
        """The committee adopts the list today, or sends it back."""
        usual = {
            "meeting_on": today().isoformat(),
            "outcome": outcome,
            "text": "" if outcome == "adopt" else "Begrund ændringerne.",
        }
        self.do("task_adopt_list", usual | answers)
        return self.in_force() if outcome == "adopt" else self

    def in_force(self) -> Self:
        """The job that lets the adopted list be the agreement's is done."""
        with transaction() as session:
            ordered = select(Job).where(Job.case_id == self.case_id, Job.kind == PUT_IN_FORCE)
            job = session.scalars(ordered).one()
            WORK[job.kind](job.payload)(session)
            job.status = JobStatus.DONE
        return self

    @property
    def reevaluation(self) -> Reevaluation:
        with reading() as session:
            return session.scalars(select(Reevaluation).where(Reevaluation.case_id == self.case_id)).one()

    @property
    def evaluations(self) -> list[OfferEvaluation]:
        return self.rows(OfferEvaluation, OfferEvaluation.position)
