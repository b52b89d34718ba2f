"""The demonstration's takeovers, walked through the ordinary services to where each party has something to do."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.offer import Offer
from db.session import reading
from workflows.clock import today
from workflows.services.demonstration.demo_users import actor, complete
from workflows.services.takeover.takeovers import open_takeover

VEJLE = ("anne@vejle.example", "630")
TOENDER = ("asger@toender.example", "550")
VIBORG = ("torben@viborg.example", "791")
SYDDANMARK = ("gitte@region-syddanmark.example", "1083")
MIDTJYLLAND = ("kirsten@region-midtjylland.example", "1082")
KONTAKTUDVALG = ("line@rammeaftaler-midtjylland.example", "kontaktudvalg-midtjylland")

CELLS = ("budget", "revenue", "costs", "year_result", "carried_forward", "accumulated")
UNITS = {
    "Botilbuddet Engdraget": ("20000000", "20000000", "20500000", "-500000", "-500000", "-1000000"),
    "Dagtilbuddet Åsiden": ("20000000", "20500000", "20000000", "500000", "500000", "1000000"),
    "Øvrige tilbud i centret": ("40000000", "38000000", "40000000", "-2000000", "-2500000", "-4500000"),
}
"""syddanmark-2025-2026, bilag 14, example 1, in kroner."""
TRANSFER: dict[str, Any] = {
    "holdings": [
        {"label": "Inventar og køretøjer", "amount": "1150000"},
        {"label": "Skyldige feriepenge", "amount": "-1420000", "explanation": "Opgjort ved udgangen af året."},
    ],
    "property_value": "18500000",
    "staff": [
        {"group": "Pædagogisk personale", "employees": 24, "full_time": "21.5"},
        {"group": "Ledelse og administration", "employees": 3, "full_time": "3"},
    ],
    "civil_servants": "To tjenestemænd går med.",
    "pensions": "Regionen bærer pensionen, der er optjent før overtagelsen.",
    "users": [
        {"municipality": "Vejle Kommune", "places": 8, "users": 8},
        {"municipality": "Fredericia Kommune", "places": 4, "users": 4},
    ],
    "contracts": [{"party": "Sønderskov Rengøring", "subject": "Rengøring af fællesarealer"}],
}
RECOMMENDATION = {
    "summary": "Kommunen kan overtage tilbuddet fra regionen i denne valgperiode.",
    "recommendation": "at kommunen overtager tilbuddet\nat overtagelsen meddeles regionsrådet",
    "presentation": "Tilbuddet ligger i kommunen, og de fleste pladser bruges af kommunens egne borgere.",
    "economy": "Tilbuddet finansieres af takster. En andel af det akkumulerede resultat følger med.",
}


def fill() -> None:
    """Walk three takeovers: terms wait for an answer, data for the region, the checklist for both parties."""
    _with_terms_to_answer()
    _with_data_to_deliver()
    _with_a_checklist()


def _takeover_on() -> date:
    """A turn of year that is in time whenever the demonstration starts."""
    return date(today().year + 2, 1, 1)


def _with_terms_to_answer() -> None:
    """Vejle and Region Syddanmark: the share follows by the agreement's rule."""
    case_id = _opened(VEJLE, "Botilbuddet Engdraget", "Tilbuddet bruges mest af kommunens egne borgere.")
    accounts = _accounts()
    _asked(case_id, VEJLE)
    answer = {"text": "Regnskab og personaleliste er indtastet i Rammesag."}
    complete(case_id, "task_answer_request", SYDDANMARK, answer)
    complete(case_id, "task_deliver_figures", SYDDANMARK, {"shares": [accounts], "transfer": TRANSFER})
    complete(case_id, "task_prepare_recommendation", VEJLE, {**RECOMMENDATION, "next": "decide"})
    _decided(case_id, VEJLE)
    _told(case_id, VEJLE)
    terms = {
        "takeover_on": _takeover_on().isoformat(),
        "shares": [accounts],
        "transfer": TRANSFER,
        "terms": [
            {"heading": "Lejemål og bygninger", "text": "Kommunen overtager ejendommen til den anførte værdi."},
            {"heading": "Medarbejdere", "text": "Alle medarbejdere går med på uændrede vilkår."},
        ],
        "answer_by": (today() + timedelta(days=42)).isoformat(),
    }
    complete(case_id, "task_state_terms", SYDDANMARK, terms)


def _with_data_to_deliver() -> None:
    """Tønder and Region Syddanmark: the region has been asked for data."""
    case_id = _opened(TOENDER, "Afdeling Vadehuset", "Kommunen vil samle sine botilbud til voksne.")
    _asked(case_id, TOENDER)


def _with_a_checklist() -> None:
    """Viborg and Region Midtjylland: discussed in Kontaktudvalget, a negotiated share, both councils have approved."""
    case_id = _opened(VIBORG, "Botilbuddet Søhuset", "Botilbuddet skal knyttes til kommunens øvrige tilbud.")
    complete(case_id, "task_ask_for_data", VIBORG, {"wanted": "no"})
    discuss_by = (today() + timedelta(days=30)).isoformat()
    paper = {**RECOMMENDATION, "next": "discuss", "discuss_by": discuss_by}
    complete(case_id, "task_prepare_recommendation", VIBORG, paper)
    discussed = {"treated": "yes", "meeting_on": today().isoformat(), "text": "Drøftet; rammeaftalen justeres."}
    complete(case_id, "task_record_discussion", KONTAKTUDVALG, discussed)
    _decided(case_id, VIBORG)
    _told(case_id, VIBORG)
    complete(case_id, "task_state_terms", MIDTJYLLAND, _negotiated_terms())
    complete(case_id, "task_answer_terms", VIBORG, {"answer": "accept"})
    _decided(case_id, VIBORG)
    _decided(case_id, MIDTJYLLAND)
    signed = {"municipality_title": "Borgmester", "region_title": "Regionsrådsformand"}
    complete(case_id, "task_issue_agreement", VIBORG, signed)
    complete(case_id, "task_notify_employees", MIDTJYLLAND, {"notified_on": today().isoformat()})


def _accounts() -> dict[str, Any]:
    return {
        "offer_id": _offer_id("Botilbuddet Engdraget"),
        "economic_unit": "Specialcenter Vejle Fjord",
        "year": today().year - 1,
        "units": [{"name": name, **dict(zip(CELLS, cells, strict=True))} for name, cells in UNITS.items()],
        "taken_over": "Botilbuddet Engdraget",
        "total_accumulated": "-4500000",
    }


def _negotiated_terms() -> dict[str, Any]:
    share = {
        "offer_id": _offer_id("Botilbuddet Søhuset"),
        "agreed_share": "-310000",
        "share_reason": "Halvdelen af tilbuddets del af områdets underskud, aftalt mellem parterne.",
    }
    return {
        "takeover_on": _takeover_on().isoformat(),
        "shares": [share],
        "transfer": {**TRANSFER, "users": [{"municipality": "Viborg Kommune", "places": 10, "users": 9}]},
        "availability": "Seks pladser står fortsat til rådighed for de øvrige kommuner.",
        "supply_duty": "Leverandørforpligtelsen går over til kommunen.",
    }


def _opened(municipality: tuple[str, str], offer: str, reasons: str) -> UUID:
    answers = {"offer_ids": [_offer_id(offer)], "takeover_on": _takeover_on().isoformat(), "reasons": reasons}
    return open_takeover(answers, actor(municipality))


def _asked(case_id: UUID, municipality: tuple[str, str]) -> None:
    wanted = {
        "wanted": "yes",
        "deadline": (today() + timedelta(days=28)).isoformat(),
        "items": ["accounts", "budgets", "holdings", "staff", "users", "contracts"],
    }
    complete(case_id, "task_ask_for_data", municipality, wanted)


def _decided(case_id: UUID, council: tuple[str, str]) -> None:
    complete(case_id, "task_decide", council, {"meeting_on": today().isoformat(), "outcome": "approved"})


def _told(case_id: UUID, municipality: tuple[str, str]) -> None:
    told = {"declared_on": today().isoformat(), "takeover_on": _takeover_on().isoformat()}
    complete(case_id, "task_declare_takeover", municipality, told)


def _offer_id(name: str) -> str:
    with reading() as session:
        return str(session.scalars(select(Offer.id).where(Offer.name == name)).one())
