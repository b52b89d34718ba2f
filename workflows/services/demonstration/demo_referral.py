"""The demonstration's referrals: five invented citizens, each at another point of the way.

Their numbers are replacement numbers, whose day has 60 added: the form is right, and they belong to nobody.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.organisation import Organisation
from db.session import reading
from workflows.clock import today
from workflows.services.demonstration.demo_users import actor, complete
from workflows.services.referral.collaboration_agreements import keep_agreement
from workflows.services.referral.public_inquiries import submit_inquiry
from workflows.services.referral.referrals import open_referral

CENTRE = ("rikke@fjordager.example", "kommunikationscenter-fjordager")
GLADSAXE = ("yasmin@gladsaxe.example", "159")
HERLEV = ("jonas@herlev.example", "163")
COPENHAGEN = "101"
USUAL_PLACE = "the demonstration"


def fill() -> None:
    """Walk five referrals; the organisations and people of the demonstration are there."""
    _collaborate()
    _own_inquiry()
    _under_assessment()
    _being_decided()
    _standing_still()
    _granted_by_the_centre()


def _collaborate() -> None:
    """Herlev lets the centre decide on speech, language and voice, within a frame."""
    answers = {
        "municipality_id": str(_organisation(HERLEV[1])),
        "centre_ids": [str(_organisation(CENTRE[1]))],
        "valid_from": today().replace(month=1, day=1).isoformat(),
        "frame_amount": "400000",
        "growth_percent": "7",
        "base_inquiries": 60,
        "keeps_deadline": True,
        "note": "Opdigtet aftale til demonstrationen.",
        "competences": [
            {"competence": "decide", "target_group": "speech", "law": "special_education"},
            {"competence": "continue", "target_group": "cognition", "law": "serviceloven"},
        ],
    }
    keep_agreement(answers, actor(HERLEV))


def _own_inquiry() -> None:
    answers = _inquiry("Preben Asger Vestergaard", "7203480115", "hearing", "Jeg kan ikke længere følge med i møder.")
    submit_inquiry(answers, source=USUAL_PLACE, token="the demonstration's own inquiry")  # noqa: S106


def _under_assessment() -> None:
    """Another municipality pays: it sees that it does, and nothing of the citizen."""
    woman = ("Ketty Marlene Brogaard", "6907551224", "sight", "Synet er blevet dårligere efter sygdom.")
    case_id = opened(*woman, payer=COPENHAGEN)
    started(case_id)


def _being_decided() -> None:
    case_id = opened("Finn Oluf Damsbo", "6511393337", "cognition", "Har svært ved at huske aftaler efter en ulykke.")
    started(case_id)
    complete(case_id, "task_name_contact", GLADSAXE, {"name": "Yasmin Ebbesen", "phone": "39 57 50 00"})
    reported(case_id, "cognition", "serviceloven", "§ 112")


def _standing_still() -> None:
    case_id = opened("Aase Kirstine Lundby", "8101484446", "hearing", "Ørepropperne slår ikke til.")
    started(case_id)
    reported(case_id, "hearing", "serviceloven", "§ 112")
    missing = {
        "informed": False,
        "missing_from": "citizen",
        "missing": "Den seneste høreprøve fra ørelægen",
        "wanted_by": (today() + timedelta(days=14)).isoformat(),
    }
    complete(case_id, "task_check_case", GLADSAXE, missing)


def _granted_by_the_centre() -> None:
    person = ("Orla Bent Kirkegaard", "7709420558", "speech", "Taler utydeligt efter en blodprop.")
    case_id = opened(*person, municipality=HERLEV[1])
    started(case_id)
    reported(case_id, "speech", "special_education", "§ 1")
    decision = {
        "next_step": "decide",
        "outcome": "grant",
        "service": "undervisning i tale og sprog",
        "law": "special_education",
        "paragraph": "§ 1",
        "extent": "16 lektioner",
        "period_from": today().isoformat(),
        "reasons": "Udredningen viser, at undervisning kan afhjælpe vanskelighederne.",
        "financing": "frame",
        "expected_cost": "14400",
        "follow_up_on": (today() + timedelta(days=60)).isoformat(),
    }
    complete(case_id, "task_decide_at_centre", CENTRE, decision)


def opened(
    name: str, cpr: str, target_group: str, text: str, *, municipality: str = GLADSAXE[1], payer: str = ""
) -> UUID:
    """A referral that the centre opens today for a citizen; `payer` is the code of who pays, if another does."""
    answers = _inquiry(name, cpr, target_group, text, municipality) | {"inquired_on": today().isoformat()}
    if payer:
        answers["paying_municipality_id"] = str(_organisation(payer))
    return open_referral(answers, actor(CENTRE))


def _inquiry(name: str, cpr: str, target_group: str, text: str, municipality: str = GLADSAXE[1]) -> dict[str, Any]:
    return {
        "centre_id": str(_organisation(CENTRE[1])),
        "municipality_id": str(_organisation(municipality)),
        "target_group": target_group,
        "text": text,
        "name": name,
        "cpr": cpr,
        "address": "Demovej 1\n2860 Søborg",
    }


def started(case_id: UUID) -> None:
    """The centre finds that it is to assess the citizen."""
    evaluation = {"outcome": "start", "reason": "Vanskelighederne er nye og påvirker hverdagen."}
    complete(case_id, "task_evaluate_inquiry", CENTRE, evaluation)


def reported(case_id: UUID, target_group: str, law: str, paragraph: str) -> None:
    """The centre sends its report to the municipality."""
    report = {
        "purpose": "At afklare vanskelighederne og hvad der kan afhjælpe dem.",
        "goals": "Kan klare hverdagens samtaler og aftaler.",
        "expected_effect": "Mere selvstændighed i hverdagen.",
        "law": law,
        "paragraph": paragraph,
        "target_group": target_group,
        "author_name": "Rikke Solbjerg",
        "author_title": "Konsulent",
        "author_phone": "70 10 20 30",
    }
    complete(case_id, "task_write_assessment", CENTRE, report)


def _organisation(code: str) -> UUID:
    with reading() as session:
        return session.scalars(select(Organisation.id).where(Organisation.code == code)).one()
