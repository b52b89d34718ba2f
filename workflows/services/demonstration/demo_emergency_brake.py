"""The demonstration's emergency brakes and re-evaluation, walked through the ordinary services to different stages."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import Task
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.person import Person
from db.models.reevaluation import OfferEvaluation
from db.models.request import Request
from db.session import reading
from workflows.clock import today
from workflows.services.casework.hearings import record_answers
from workflows.services.casework.taskpage import show_task
from workflows.services.casework.tasks import complete_task
from workflows.services.demonstration.demo_users import actor, complete, open_task
from workflows.services.emergency_brake.emergency_brakes import open_emergency_brake
from workflows.services.emergency_brake.list_criteria import set_criteria
from workflows.services.emergency_brake.reevaluations import open_reevaluation
from workflows.services.emergency_brake.specialised_lists import add_entry
from workflows.services.hearings.recording import Received, register_answers
from workflows.services.papers.attachments import Upload
from workflows.vocabulary import HearingPosition, TaskStatus

GLADSAXE = ("omar@gladsaxe.example", "159")
REGION = ("bodil@region-hovedstaden.example", "1084")
COPENHAGEN = ("direktoer@koebenhavns.example", "101")
NAESTVED = ("pernille@naestved.example", "370")
SECRETARIAT = ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
COMMITTEE = ("charlotte@sekretariat-hovedstaden.example", "embedsmandsudvalg-hovedstaden")
TASK_FORCE = ("charlotte@sekretariat-hovedstaden.example", "taskforce-hovedstaden")
SJAELLAND = ("henrik@sekretariat-sjaelland.example", "sekretariat-sjaelland")

LISTED = {
    "Bostedet Skovkanten": ("hovedstaden-2019-2020", "adults", SECRETARIAT),
    "Specialcenter Engdraget": ("hovedstaden-2019-2020", "adults", SECRETARIAT),
    "Børnehuset Pilekrogen": ("hovedstaden-2019-2020", "children", SECRETARIAT),
    "Bostedet Tuse Næs": ("sjaelland-2018-2019", "adults", SJAELLAND),
}
PRESUPPOSED = {
    "closing_places": "To pladser er lukket i to år. Flere kan ikke lukkes, uden at natdækningen bliver for tynd.",
    "savings": "Der er sparet på administration og vikarer. Resten er bundet i normeringen.",
    "joint_operation": "Samdrift med nabotilbuddet er undersøgt; målgrupperne kan ikke bo sammen.",
    "joint_management": "Ledelsen er lagt sammen med to andre tilbud fra årets begyndelse.",
}
CRITERIA = (
    "Målgruppen er lille og har helt særlige behov.",
    "Tilbuddet kræver et stort befolkningsgrundlag.",
    "Mange kommuner bruger tilbuddet.",
    "Medarbejderne har en viden, som ikke findes andre steder.",
    "Der er få eller ingen alternativer i regionen.",
    "Tilbuddet arbejder efter dokumenterede metoder.",
)
"""Invented wordings: the annex with the agreement's own is not at hand."""


def fill() -> None:
    """Put invented offers on the lists, and walk four brakes and a re-evaluation to where someone has work to do."""
    for offer, (agreement, area, secretariat) in LISTED.items():
        given = {
            "name": offer,
            "area": area,
            "offer_id": str(offer_id(offer)),
            "valid_from": today().isoformat(),
            "reason": "Opfundet tilbud, sat på listen i demonstrationen",
        }
        add_entry(agreement, given, actor(secretariat))
    _being_mapped()
    _before_the_decision()
    _just_nominated()
    _set_up_in_sjaelland()
    _asking_the_municipalities()


def _being_mapped() -> None:
    """Gladsaxe's offer: each member of the task force has a task, and data are asked for."""
    case_id = opened(GLADSAXE, "Bostedet Skovkanten")
    complete(case_id, "task_nominate", GLADSAXE, nomination(12, "18810000"))
    complete(case_id, "task_assess_nomination", COMMITTEE, assessment())
    planned(case_id)
    parties = _facts(case_id, "task_request_data")["parties_to_ask"]
    asked = {
        "next": "request",
        "items": ["Antal borgere i målgruppen nu og om tre år", "Tilbud, som kommunen bruger i stedet"],
        "organisations": [str(one.id) for one in parties[:4]],
        "deadline": later(21),
    }
    complete(case_id, "task_request_data", TASK_FORCE, asked)
    _one_wrote_a_mail(case_id, parties[1].id)


def _one_wrote_a_mail(case_id: UUID, organisation_id: UUID) -> None:
    """One of those who are asked answers by mail, with its figures in a file; the task force registers it."""
    with reading() as session:
        round_id = session.scalars(select(Request.id).where(Request.case_id == case_id)).one()
    figures = Upload("Antal borgere.csv", "År;Borgere\n2026;4\n2029;6\n".encode())
    came = Received({"text": "Svaret kom med mail fra socialchefen. Tallene står i filen."}, [figures])
    register_answers(case_id, round_id, {organisation_id: came}, actor(TASK_FORCE))


def _before_the_decision() -> None:
    """The region's offer: mapped, its buyers heard on a longer notice, the region's view told, laid before KKR."""
    case_id = opened(REGION, "Specialcenter Engdraget")
    complete(case_id, "task_nominate", REGION, nomination(20, "25650000"))
    complete(case_id, "task_assess_nomination", COMMITTEE, assessment())
    planned(case_id)
    complete(case_id, "task_request_data", TASK_FORCE, {"next": "enough"})
    do_all(case_id, "task_do_mapping", {"finding": "Udgifterne følger ikke belægningen ned; natdækningen er bundet."})
    do_all(case_id, "task_follow_focus_area", {"finding": "Belyst af afdækningen.", "covered": True})
    complete(case_id, "task_write_report", TASK_FORCE, report(case_id))
    _heard(case_id)
    kept = {"outcome": "keep", "text": "Brugerkommunerne er ikke imod, og indstillingen fastholdes."}
    complete(case_id, "task_conclude_buyer_hearing", TASK_FORCE, kept)
    adopted = {"meeting_on": today().isoformat(), "outcome": "adopt", "text": "Indstillingen tiltrædes."}
    complete(case_id, "task_treat_report", COMMITTEE, adopted)
    view = {"position": "agrees", "text": "Regionen deltager gerne i opfølgningen."}
    complete(case_id, "task_state_region_view", REGION, view)


def _just_nominated() -> None:
    """Copenhagen's offer for children: acute, and waiting for the committee's assessment."""
    case_id = opened(COPENHAGEN, "Børnehuset Pilekrogen")
    acute = {"timing": "acute", "acute_reason": "Lejemålet er opsagt, og der skal tages stilling inden næste møde."}
    complete(case_id, "task_nominate", COPENHAGEN, {**nomination(8, "14440000"), **acute})


def _set_up_in_sjaelland() -> None:
    """Næstved's offer: the secretariat has set bodies, steps and due dates up; the nomination is the operator's."""
    case_id = opened(NAESTVED, "Bostedet Tuse Næs")
    course = {
        "receiving_body_id": str(_organisation_id("administrativt-niveau-sjaelland")),
        "mapping_body_id": str(_organisation_id("taskforce-sjaelland")),
        "deciding_body_id": str(_organisation_id("kkr-sjaelland")),
        "assessed": True,
        "treated": True,
        "region_takes_part": False,
        "presupposed": ["Har I drøftet tilbuddet med de kommuner, der bruger det?", "Har I undersøgt samdrift?"],
        "note": "Som aftalt i det administrative niveau.",
        "nomination_due": later(14),
        "report_due": later(75),
    }
    complete(case_id, "task_set_up_course", SJAELLAND, course)


def _asking_the_municipalities() -> None:
    """Hovedstaden's list: the questionnaire is out, and three municipalities have answered."""
    set_criteria(
        "hovedstaden-2019-2020",
        {"valid_from": today().isoformat(), "texts": list(CRITERIA)},
        actor(SECRETARIAT),
    )
    opening = {"year": today().year, "ask_demand": True, "deadline": later(28)}
    case_id = open_reevaluation(opening, actor(SECRETARIAT))
    with reading() as session:
        listed = session.scalars(select(OfferEvaluation.id).where(OfferEvaluation.case_id == case_id)).all()
    for number, code in enumerate(("gladsaxe", "ballerup", "helsingoer"), start=1):
        offers = [
            {"entry_id": str(one), "citizens": (place + number) % 4, "expected": (place + 2 * number) % 5}
            for place, one in enumerate(listed)
        ]
        who = (f"direktoer@{code}.example", {"gladsaxe": "159", "ballerup": "151", "helsingoer": "217"}[code])
        complete(case_id, "task_answer_questionnaire", who, {"offers": offers})


def opened(operator: tuple[str, str], offer: str) -> UUID:
    """Open a brake for an offer; gives the case's id."""
    concern = "Belægningen er faldet flere år i træk, og driftsherren kan ikke bære underskuddet alene."
    return open_emergency_brake({"offer_id": str(offer_id(offer)), "concern": concern}, actor(operator))


def nomination(places: int, budget: str) -> dict[str, Any]:
    """A nomination with four years of falling occupancy."""
    occupancy = ("97.5", "91.25", "80", "66.67")
    result = ("150000", "-840000", "-2250000", "-4400000")
    first = today().year - len(occupancy)
    return {
        "description": "Tre kommuner har hjemtaget borgere, og der er ikke kommet nye til.",
        "economy": "Taksten dækker ikke længere de faste udgifter, og underskuddet vokser.",
        "timing": "ordinary",
        "presupposed": PRESUPPOSED,
        "economy_rows": [
            {
                "year": first + number,
                "places": places,
                "occupancy": occupancy[number],
                "budget": budget,
                "result": result[number],
            }
            for number in range(len(occupancy))
        ],
    }


def assessment() -> dict[str, Any]:
    """The committee sends the offer on to be mapped."""
    return {
        "meeting_on": today().isoformat(),
        "demand": "Kommunerne har fortsat borgere i målgruppen, men færre end før.",
        "alternatives_inside": "Ingen i regionen har samme viden.",
        "alternatives_outside": "Ét tilbud i en anden region, med ventetid.",
        "character": "Et højt specialiseret tilbud med få og meget erfarne medarbejdere.",
        "outcome": "task_force",
        "focus_areas": ["Tilbuddets økonomi og faste udgifter", "Kommunernes forventede behov"],
        "attention_points": ["Medarbejdernes viden er samlet hos få"],
        "report_due": later(90),
    }


def planned(case_id: UUID) -> None:
    """Each member of the task force gets a piece of the mapping."""
    members = _facts(case_id, "task_plan_mapping")["members"]
    titles = ("Økonomi og faste udgifter", "Tilbuddets situation", "Alternativer i og uden for regionen")
    tasks = [
        {
            "title": title,
            "description": "Beskriv det, så udvalget kan tage stilling.",
            "member_id": str(members[number % len(members)].id),
            "due_on": later(21 + 7 * number),
        }
        for number, title in enumerate(titles)
    ]
    complete(case_id, "task_plan_mapping", TASK_FORCE, {"tasks": tasks})


def report(case_id: UUID) -> dict[str, Any]:
    """A report that recommends three measures, with the figures as they are registered."""
    facts = _facts(case_id, "task_write_report")
    kept = facts["finance"]
    buyers = [row for row in kept.usage if not row.operator]
    return {
        "situation": "To tredjedele af pladserne er i brug. Medarbejderne er få og meget erfarne.",
        "economy": "De faste udgifter er høje, og driftsherren kan ikke dække underskuddet alene.",
        "alternatives": "Der er ingen i regionen og ét tilbud uden for den.",
        "summary": "Tilbuddet bør fortsat være til rådighed, med tre særlige tiltag.",
        "available": True,
        "reasons": "Behovet fortsætter, og tilbuddets viden findes ikke andre steder i regionen.",
        "attention_points": ["Der er lavet en plan for at dele viden med flere." for _ in facts["attention_points"]],
        "finance": {
            "year": kept.year,
            "tariff_basis": f"{kept.tariff_basis:f}",
            "places": kept.places,
            "occupancy": f"{kept.occupancy:f}",
            "days_in_year": kept.days_in_year,
            "usage": [{"organisation_id": str(row.organisation_id), "days": row.days} for row in kept.usage],
        },
        "measures": [
            {
                "tool": "extended_notice",
                "description": "Varslet forlænges, så tilbuddet kan nå at finde nye borgere.",
                "notice_months": 4,
            },
            {
                "tool": "lower_occupancy",
                "description": "Taksten beregnes på en lavere belægning i to år.",
                "terms": "Gælder i to år.",
                "occupancy": "80",
            },
            {
                "tool": "purchase_agreement",
                "description": "To kommuner garanterer betaling for pladser, som ingen bruger.",
                "terms": "Gælder i to år.",
                "places": [{"organisation_id": str(row.organisation_id), "places": "7"} for row in buyers[:2]],
            },
        ],
        "hearing": "hold",
        "hearing_deadline": later(28),
    }


def _heard(case_id: UUID) -> None:
    """All buyers answer, as the secretariat registers it."""
    with reading() as session:
        waiting = select(Task.organisation_id).where(Task.case_id == case_id, Task.status == TaskStatus.OPEN)
        members = list(session.scalars(waiting))
    answers = {one: {"position": HearingPosition.NO_OBJECTION} for one in members}
    record_answers(case_id, answers, actor(SECRETARIAT))


def do_all(case_id: UUID, element: str, answers: dict[str, Any]) -> None:
    """Each open task of an element is done by the member who has it, else by the task force's secretary."""
    with reading() as session:
        found = select(Task, Person.email).outerjoin(Person, Person.id == Task.assignee_id)
        waiting = found.where(Task.case_id == case_id, Task.element_id == element, Task.status == TaskStatus.OPEN)
        rows = [(task, email) for task, email in session.execute(waiting).all()]
    for task, email in rows:
        who = actor((email, TASK_FORCE[1]) if email else TASK_FORCE)
        complete_task(task.id, revision=task.revision, answers=answers, actor=who)


def _facts(case_id: UUID, element: str) -> Any:
    return show_task(open_task(case_id, element).id, actor(TASK_FORCE)).facts


def later(days: int) -> str:
    """A day so many days from now."""
    return (today() + timedelta(days=days)).isoformat()


def offer_id(name: str) -> UUID:
    """An offer by its name."""
    with reading() as session:
        return session.scalars(select(Offer.id).where(Offer.name == name)).one()


def _organisation_id(code: str) -> UUID:
    with reading() as session:
        return session.scalars(select(Organisation.id).where(Organisation.code == code)).one()
