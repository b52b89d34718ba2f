"""A referral walked from task to task through the ordinary services, as its users would.

    walk = ReferralWalk().opened().started().reported().informed().decided()
    walk.missing("citizen").supplied(...)

Needs the fixture `seeded`. By default the demonstration's centre asks for a citizen of Gladsaxe; another municipality
may pay. What a step leaves behind is read through the properties of `ClosingWalk`.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from sqlalchemy import select

from db.models.collaboration import CollaborationAgreement
from db.models.referral import Referral, ReferralPause
from db.session import reading, transaction
from tests.closing_walk import ClosingWalk, colleague, person
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.processes.referral.clocks import RULE, clock_of
from workflows.processes.referral.facts import texts_of
from workflows.processes.sealing import document_data
from workflows.rules.referral.clock import ClockState
from workflows.services.referral.collaboration_agreements import keep_agreement
from workflows.services.referral.referrals import open_referral
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import Role

CENTRE, GLADSAXE, HERLEV = "kommunikationscenter-fjordager", "159", "163"
HERNING_CENTRE, HERNING = "center-for-kommunikation-herning", "657"
NAME, CPR, HEALTH = "Vagn Ditlev Østerlund", "6804529183", "Afasi efter en blodprop"
"""An invented citizen with a replacement number, whose day has 60 added."""
TELLING = ("Østerlund", CPR, "680452", "Tjørnevangen", "afasi", "blodprop", "Talepædagog", "lydbøger")
"""Words that tell who the citizen is, or how."""
REPORT = {
    "purpose": "Afklare følgerne: afasi",
    "goals": "Kan føre en samtale\nKan læse en avis",
    "expected_effect": "Deltager i familiens samtaler",
    "law": "special_education",
    "paragraph": "§ 1",
    "target_group": "speech",
    "author_name": "Rikke Solbjerg",
    "author_phone": "70 10 20 30",
}
DECISION = {
    "next_step": "decide",
    "outcome": "grant",
    "service": "undervisning hos en Talepædagog",
    "law": "special_education",
    "paragraph": "§ 1",
    "extent": "12 lektioner",
    "reasons": "Borgeren har følger efter en blodprop.",
    "financing": "single",
    "expected_cost": "18000",
}


class ReferralWalk(ClosingWalk):
    """One referral on its way."""

    def __init__(self, centre: str = CENTRE, municipality: str = GLADSAXE) -> None:
        self.case_id = UUID(int=0)
        self.centre_org, self.municipality_org = self.organisation(centre), self.organisation(municipality)
        self.centre = colleague(self.centre_org.id, {Role.CASEWORKER})
        self.municipality = colleague(self.municipality_org.id, {Role.CASEWORKER})

    # --- steps

    def opened(self, *, by: Actor | None = None, **answers: Any) -> Self:
        """Open the case; the centre does unless someone else is given."""
        self.case_id = open_referral(self.inquiry() | answers, by or self.centre)
        return self

    def inquiry(self) -> dict[str, Any]:
        """What is answered when a referral is opened."""
        return {
            "centre_id": str(self.centre_org.id),
            "municipality_id": str(self.municipality_org.id),
            "inquired_on": today().isoformat(),
            "target_group": "speech",
            "text": HEALTH,
            "name": NAME,
            "cpr": CPR,
            "address": "Tjørnevangen 4\n2860 Søborg",
        }

    def started(self, **answers: Any) -> Self:
        """The centre starts an assessment."""
        usual = {"outcome": "start", "reason": "Der er brug for en udredning af borgerens afasi."}
        return self.do("task_evaluate_inquiry", usual | answers)

    def named(self) -> Self:
        """The municipality names its contact person."""
        return self.do("task_name_contact", {"name": "Yasmin Ebbesen", "phone": "39 57 50 00"})

    def reported(self, **answers: Any) -> Self:
        """The centre sends its report."""
        return self.do("task_write_assessment", REPORT | answers)

    def informed(self) -> Self:
        """The municipality finds the case fully informed."""
        return self.do("task_check_case", {"informed": True})

    def missing(self, whom: str, **answers: Any) -> Self:
        """The municipality says that something is missing."""
        usual = {"informed": False, "missing_from": whom, "missing": "En lægeerklæring om følgerne"}
        return self.do("task_check_case", usual | answers)

    def recorded(self, on: date | None = None, *, supplied: bool = True) -> Self:
        """The municipality records what came, or goes on without it."""
        day = (on or today()).isoformat() if supplied else None
        return self.do("task_record_information", {"supplied": supplied, "supplied_on": day, "text": "Se bilag."})

    def decided(self, element: str = "task_decide_referral", **answers: Any) -> Self:
        """A decision, a grant by default."""
        return self.do(element, DECISION | {"period_from": today().isoformat()} | answers)

    def heard(self, element: str = "task_decide_referral", days: int = 14) -> Self:
        """The citizen is sent what an adverse decision would rest on."""
        deadline = (today() + timedelta(days=days)).isoformat()
        hearing = {
            "next_step": "hearing",
            "intended": "refuse",
            "information": "Målgruppen",
            "hearing_deadline": deadline,
        }
        return self.do(element, hearing)

    def ready(self) -> Self:
        """To where the municipality decides."""
        return self.opened().started().named().reported().informed()

    # --- where it stands

    @property
    def referral(self) -> Referral:
        """The facts of the referral."""
        with reading() as session:
            return session.scalars(select(Referral).where(Referral.case_id == self.case_id)).one()

    @property
    def due_on(self) -> date | None:
        """The last day to decide that counts now."""
        standing = [row for row in self.deadlines if row.rule_id == RULE and not row.lapsed and not row.replaced_by_id]
        return standing[0].due_on if standing else None

    @property
    def pauses(self) -> list[ReferralPause]:
        """The times in which the clock stood still."""
        with reading() as session:
            found = select(ReferralPause).where(ReferralPause.case_id == self.case_id)
            return list(session.scalars(found.order_by(ReferralPause.first_day)))

    @property
    def texts(self) -> dict[str, Any]:
        """The sealed texts, in clear."""
        with transaction() as session:
            return texts_of(begin(session, lock_case(session, self.case_id), now(), None))

    def clear(self, kind: str) -> dict[str, Any]:
        """What the latest document of a kind was made from, in clear."""
        with transaction() as session:
            return document_data(
                begin(session, lock_case(session, self.case_id), now(), None), self.documents(kind)[-1]
            )

    @property
    def clock(self) -> ClockState | None:
        """Where the clock is today."""
        with transaction() as session:
            return clock_of(begin(session, lock_case(session, self.case_id), now(), None))


def collaborate(
    *competences: dict[str, str], municipality: str = GLADSAXE, centre: str = CENTRE, **values: Any
) -> CollaborationAgreement:
    """A collaboration agreement from the beginning of the year."""
    walk = ReferralWalk(centre, municipality)
    given = {
        "municipality_id": str(walk.municipality_org.id),
        "centre_ids": [str(walk.centre_org.id)],
        "valid_from": f"{today().year}-01-01",
        "keeps_deadline": True,
        "competences": list(competences),
    }
    agreement_id = keep_agreement(given | values, walk.municipality)
    with reading() as session:
        return session.get_one(CollaborationAgreement, agreement_id)


DECIDES = {"competence": "decide", "target_group": "speech", "law": "special_education"}
CONTINUES = {"competence": "continue", "target_group": "speech", "law": "serviceloven"}
FRAME = {"frame_amount": "100000", "growth_percent": "7", "base_inquiries": 2}


def payer() -> Actor:
    """A caseworker of the municipality that may pay."""
    return person("jonas@herlev.example", HERLEV)


def kroner(amount: int) -> Decimal:
    """An amount in kroner."""
    return Decimal(amount)
