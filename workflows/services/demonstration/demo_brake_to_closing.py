"""The demonstration's brake that ended in a closing: two cases that hang together, walked through ordinary services."""

from uuid import UUID

from workflows.clock import today
from workflows.rules.agreements import agreement
from workflows.services.closing.closings import open_closing
from workflows.services.demonstration.demo_emergency_brake import (
    COMMITTEE,
    COPENHAGEN,
    GLADSAXE,
    SECRETARIAT,
    TASK_FORCE,
    assessment,
    do_all,
    later,
    nomination,
    offer_id,
    opened,
    planned,
    report,
)
from workflows.services.demonstration.demo_users import actor, complete
from workflows.services.emergency_brake.specialised_lists import add_entry
from workflows.vocabulary import AgreementId

POLITICIANS = ("charlotte@sekretariat-hovedstaden.example", "kkr-hovedstaden")
OFFER = "Botilbuddet Mosehuset"
AGREEMENT = AgreementId.HOVEDSTADEN_2019_2020.value


def fill() -> None:
    """Gladsaxe's offer: mapped, given up by the committee, and its closing opened and linked."""
    listed = {
        "name": OFFER,
        "area": "adults",
        "offer_id": str(offer_id(OFFER)),
        "valid_from": today().isoformat(),
        "reason": "Opfundet tilbud, sat på listen i demonstrationen",
    }
    add_entry(AGREEMENT, listed, actor(SECRETARIAT))
    case_id = opened(GLADSAXE, OFFER)
    _mapped(case_id)
    _given_up(case_id)
    complete(case_id, "task_link_closing", GLADSAXE, {"closing_case_id": str(_closing())})


def _mapped(case_id: UUID) -> None:
    complete(case_id, "task_nominate", GLADSAXE, nomination(11, "10900000"))
    complete(case_id, "task_assess_nomination", COMMITTEE, assessment())
    planned(case_id)
    complete(case_id, "task_request_data", TASK_FORCE, {"next": "enough"})
    do_all(case_id, "task_do_mapping", {"finding": "Belægningen kommer ikke igen; kommunerne løser opgaven selv."})
    do_all(case_id, "task_follow_focus_area", {"finding": "Belyst af afdækningen.", "covered": True})


def _given_up(case_id: UUID) -> None:
    given_up = {
        "summary": "Tilbuddet bør ikke fortsat være til rådighed.",
        "available": False,
        "reasons": "Behovet kan dækkes af andre tilbud i regionen.",
        "measures": [],
    }
    without_hearing = {name: said for name, said in report(case_id).items() if not name.startswith("hearing")}
    complete(case_id, "task_write_report", TASK_FORCE, without_hearing | given_up)
    adopted = {"meeting_on": today().isoformat(), "outcome": "adopt", "text": "Indstillingen tiltrædes."}
    complete(case_id, "task_treat_report", COMMITTEE, adopted)
    decided = {"meeting_on": today().isoformat(), "outcome": "approved", "text": "Tilbuddet lukkes."}
    complete(case_id, "task_decide", POLITICIANS, decided)
    knowledge = {
        "loss": "Medarbejdernes viden om målgruppen er samlet hos få.",
        "kept": "Tre medarbejdere flytter til et tilbud i regionen, og metoderne bliver beskrevet.",
        "agreed_with": [str(actor(COPENHAGEN).organisation_id)],
        "agreed_on": today().isoformat(),
    }
    complete(case_id, "task_agree_on_knowledge", GLADSAXE, knowledge)


def _closing() -> UUID:
    answers = {
        "offer_id": str(offer_id(OFFER)),
        "moving_or_merging": False,
        "consequences_for_others": True,
        "expected_decision_on": min(today(), agreement(AGREEMENT).in_force_to).isoformat(),
        "hearing_deadline": later(28),
        "reasons": "Nødbremsen har vist, at behovet kan dækkes af andre tilbud.",
    }
    return open_closing(answers, actor(GLADSAXE))
