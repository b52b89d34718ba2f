"""A takeover walked from task to task through the ordinary services, as its users would.

    walk = TakeoverWalk("Botilbuddet Engdraget").opened().recommended().decided().declared()
    walk.stated(units=EXAMPLE_1).accepted().approved().notified()

Needs the fixture `seeded`: the field, and a clock that stands still.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.case import Case
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.takeover import Takeover, TakeoverAccount, TakeoverItem
from db.session import reading
from tests.closing_walk import ClosingWalk, colleague
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.rules.takeover.regimes import ShareBy, regime
from workflows.services.takeover.takeovers import open_takeover
from workflows.vocabulary import EventKind, Party, Role, TakeoverFigures

Units = Mapping[str, tuple[str, str, str, str, str, str]]
CELLS = ("budget", "revenue", "costs", "year_result", "carried_forward", "accumulated")
EXAMPLE_1: Units = {
    "Enhed 1": ("20000", "20000", "20500", "-500", "-500", "-1000"),
    "Enhed 2": ("20000", "20500", "20000", "500", "500", "1000"),
    "Enhed 3": ("40000", "38000", "40000", "-2000", "-2500", "-4500"),
}
"""syddanmark-2025-2026, bilag 14, example 1, in 1,000 kr.: in all -4,500."""
EXAMPLE_2: Units = {
    **EXAMPLE_1,
    "Enhed 3": ("40000", "42000", "40000", "2000", "2500", "4500"),
}
"""syddanmark-2025-2026, bilag 14, example 2: in all +4,500."""
RECOMMENDATION = {
    "summary": "Kommunen kan overtage tilbuddet fra regionen.",
    "recommendation": "at kommunen overtager tilbuddet",
    "presentation": "Tilbuddet ligger i kommunen og bruges mest af kommunens egne borgere.",
    "economy": "Andelen af resultatet følger med.",
}
TRANSFER = {
    "holdings": [{"label": "Inventar", "amount": "350000"}, {"label": "Feriepenge", "amount": "-1200000"}],
    "property_value": "18500000",
    "staff": [{"group": "Pædagoger", "employees": 24, "full_time": "21.5"}],
    "civil_servants": "To tjenestemænd.",
    "pensions": "Regionen bærer pensionen optjent før overtagelsen.",
    "users": [{"municipality": "Vejle Kommune", "places": 9, "users": 9}],
    "contracts": [{"party": "Rengøring A/S", "subject": "Rengøring", "ends": "2027-12-31"}],
}


class TakeoverWalk(ClosingWalk):
    """One takeover on its way."""

    def __init__(self, *offers: str, by: Actor | None = None) -> None:
        """`by` opens the case; a caseworker of the municipality where the first offer lies unless it is given."""
        names = offers or ("Botilbuddet Engdraget",)
        with reading() as session:
            found = select(Offer).where(Offer.name.in_(names)).options(joinedload(Offer.operator))
            rows = {offer.name: offer for offer in session.scalars(found)}
            self.offers = [rows[name] for name in names]
            place = select(Organisation.id).where(Organisation.id == self.offers[0].located_in_id)
            here = session.scalars(place).one()
        self.municipality = by or colleague(here, {Role.CASEWORKER})
        self.case_id = UUID(int=0)

    # --- steps

    def opened(self, takeover_on: date | None = None, **answers: Any) -> Self:
        """Register the takeover; by default for 1 January in two years."""
        usual = {
            "offer_ids": [str(offer.id) for offer in self.offers],
            "takeover_on": (takeover_on or date(today().year + 2, 1, 1)).isoformat(),
            "reasons": "Tilbuddet bruges mest af kommunens egne borgere.",
        }
        self.case_id = open_takeover(usual | answers, self.municipality)
        return self

    def asked(self, *, days: int = 21, items: Sequence[str] = ("accounts", "staff")) -> Self:
        """Ask the region for data."""
        deadline = (today() + timedelta(days=days)).isoformat()
        return self.do("task_ask_for_data", {"wanted": "yes", "deadline": deadline, "items": list(items)})

    def not_asked(self) -> Self:
        """Go on without data from the region."""
        return self.do("task_ask_for_data", {"wanted": "no"})

    def delivered(self, units: Units = EXAMPLE_1) -> Self:
        """The region answers the request, and enters its figures."""
        self.do("task_answer_request", {"text": "Se tallene i Rammesag."})
        return self.do("task_deliver_figures", {"shares": self.shares_of(units), "transfer": TRANSFER})

    def recommended(self, next_step: str = "decide", **answers: Any) -> Self:
        """The municipality's paper to its council, without data unless they were asked for."""
        if "task_ask_for_data" in self.waits_for:
            self.not_asked()
        return self.do("task_prepare_recommendation", {"next": next_step, **RECOMMENDATION, **answers})

    def discussed(self, *, treated: str = "yes") -> Self:
        """The joint body discusses the takeover today."""
        said = {"meeting_on": today().isoformat(), "text": "Taget til efterretning."} if treated == "yes" else {}
        return self.do("task_record_discussion", {"treated": treated, **said})

    def decided(self, outcome: str = "approved", on: date | None = None) -> Self:
        """The municipal council decides; today, unless another day is given."""
        text = "" if outcome == "approved" else "Rådet ønsker mere viden."
        meeting = (on or today()).isoformat()
        return self.do("task_decide", {"meeting_on": meeting, "outcome": outcome, "text": text})

    def declared(self, on: date | None = None, takeover_on: date | None = None) -> Self:
        """The regional council is told."""
        day = (takeover_on or self.takeover.takeover_on).isoformat()
        return self.do("task_declare_takeover", {"declared_on": (on or today()).isoformat(), "takeover_on": day})

    def prepared(self) -> Self:
        """From the opening to the declaration, without data or discussion."""
        return self.opened().recommended().decided().declared()

    def stated(self, units: Units = EXAMPLE_1, **answers: Any) -> Self:
        """The region states its terms."""
        later = {"changes": "Dagen og andelen er set efter igen."} if self.accounts(TakeoverFigures.TERMS) else {}
        usual = {
            "takeover_on": self.takeover.takeover_on.isoformat(),
            "shares": self.shares_of(units, agreed=True),
            "transfer": TRANSFER,
            "terms": [{"heading": "Bygninger", "text": "Lejemålet fortsætter."}],
        }
        return self.do("task_state_terms", usual | later | answers)

    def answered_terms(self, answer: str, text: str = "") -> Self:
        """The municipality answers the terms."""
        return self.do("task_answer_terms", {"answer": answer, "text": text})

    def accepted(self) -> Self:
        """The municipality accepts the terms."""
        return self.answered_terms("accept")

    def approved(self, municipality: str = "approved", region: str = "approved") -> Self:
        """Both councils decide on the agreement, the municipal one first."""
        for party, outcome in ((Party.MUNICIPALITY, municipality), (Party.REGION, region)):
            self.council(party, outcome)
        return self.signed() if municipality == region == "approved" else self

    def signed(self) -> Self:
        """The municipality issues the agreement."""
        return self.do("task_issue_agreement", {"municipality_signs": "Ida Borg", "municipality_title": "Borgmester"})

    def council(self, party: Party, outcome: str = "approved") -> Self:
        """One of the councils decides on the agreement."""
        organisation = self.party(party)
        (task,) = [one for one in self.open("task_decide") if one.organisation_id == organisation.id]
        text = "" if outcome == "approved" else "Andelen skal ses efter."
        answers = {"meeting_on": today().isoformat(), "outcome": outcome, "text": text}
        self.complete(task, answers, self.doer(task))
        return self

    def agreed(self) -> Self:
        """From the opening to the agreement."""
        return self.prepared().stated().accepted().approved()

    def notified(self, on: date | None = None) -> Self:
        """The employees are given notice."""
        return self.do("task_notify_employees", {"notified_on": (on or today()).isoformat()})

    def ticked(self) -> Self:
        """Both parties tick all their points."""
        for element, owner in (
            ("task_complete_municipal_checklist", Party.MUNICIPALITY),
            ("task_complete_regional_checklist", Party.REGION),
        ):
            items = [{"id": str(item.id), "done_on": today().isoformat()} for item in self.items(owner)]
            self.do(element, {"items": items})
        return self

    def settled(self, units: Units = EXAMPLE_1, *, agreed: str = "yes") -> Self:
        """The region states the settlement, and the municipality answers."""
        stated = {"approved_on": today().isoformat(), "shares": self.shares_of(units, agreed=True)}
        self.do("task_state_settlement", stated)
        text = "" if agreed == "yes" else "Enhed 2 er talt forkert med."
        return self.do("task_answer_settlement", {"agreed": agreed, "text": text})

    def shares_of(self, units: Units, *, agreed: bool = False, taken_over: str = "Enhed 1") -> list[dict[str, Any]]:
        """The same accounts for each offer, with a negotiated share where the agreement asks for one."""
        negotiated = regime(self.case.agreement_id).share.value is ShareBy.NEGOTIATED
        share = {"agreed_share": "-1000", "share_reason": "Aftalt på mødet."} if agreed and negotiated else {}
        return [{"offer_id": str(offer.id), **accounts_of(units, taken_over), **share} for offer in self.offers]

    # --- where the case stands

    @property
    def takeover(self) -> Takeover:
        """The facts of the takeover."""
        with reading() as session:
            return session.scalars(select(Takeover).where(Takeover.case_id == self.case_id)).one()

    def accounts(self, kind: TakeoverFigures) -> list[TakeoverAccount]:
        """The versions of the figures of a kind."""
        with reading() as session:
            found = select(TakeoverAccount).where(TakeoverAccount.case_id == self.case_id, TakeoverAccount.kind == kind)
            return list(session.scalars(found.order_by(TakeoverAccount.version)))

    def items(self, owner: Party | None = None) -> list[TakeoverItem]:
        """The points of the checklist."""
        with reading() as session:
            found = select(TakeoverItem).where(TakeoverItem.case_id == self.case_id)
            rows = session.scalars(found.order_by(TakeoverItem.position))
            return [row for row in rows if owner in (None, row.owner)]

    def told(self, kind: EventKind) -> list[str]:
        """What the history tells of a kind."""
        return [event.text for event in self.events if event.kind is kind]

    def informed(self) -> list[str]:
        """The outcomes that were told in documents, in order."""
        return [str(row.data["outcome"]) for row in self.documents("takeover_information")]

    @property
    def ended(self) -> str:
        """Where the case stands in words."""
        with reading() as session:
            return session.scalars(select(Case.standing).where(Case.id == self.case_id)).one()


def accounts_of(units: Units, taken_over: str = "Enhed 1", total: str | None = None) -> dict[str, Any]:
    """An economic unit's accounts as they are typed; the total is the units' unless it is given."""
    rows = [{"name": name, **dict(zip(CELLS, cells, strict=True))} for name, cells in units.items()]
    added = sum(int(cells[-1]) for cells in units.values())
    return {
        "economic_unit": "Specialcenter Vejle Fjord",
        "year": 2025,
        "units": rows,
        "taken_over": taken_over,
        "total_accumulated": str(added) if total is None else total,
    }
