"""What the rows and fields of the history of administration are called on the screen, and how values are written."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Enum

from db.base import Kroner, Moment
from db.recorded import RECORDED
from workflows.clock import COPENHAGEN
from workflows.documents.formats import dato, kroner
from workflows.vocabulary import Labelled

TABLES: dict[str, str] = {
    "organisation": "Organisation",
    "body_member": "Plads i organ",
    "region_membership": "Region i en periode",
    "meeting": "Mødedato",
    "closed_day": "Lukkedag",
    "agenda_closing": "Dagsordenens lukning",
    "person": "Person",
    "post": "Rolle",
    "absence": "Fravær",
    "one_time_link": "Engangslink til adgangskode",
    "economic_unit": "Økonomisk enhed",
    "offer": "Tilbud",
    "offer_sale": "Salg af pladser",
    "collaboration_agreement": "Samarbejdsaftale",
    "collaboration_centre": "Center i samarbejdsaftale",
    "delegated_competence": "Beføjelse i samarbejdsaftale",
    "centre_subscription": "Abonnement hos kommunikationscenter",
    "specialised_offer": "Tilbud på listen",
    "list_criterion": "Kriterium",
    "task_force_member": "Plads i taskforce",
}
"""Each table that has a history."""

FIELDS: dict[str, str] = {
    "name": "Navn",
    "kind": "Art",
    "code": "Kode",
    "region_code": "Region",
    "address": "Adresse",
    "valid_from": "Gælder fra",
    "valid_to": "Gælder til og med",
    "held_on": "Mødedag",
    "place": "Sted",
    "day": "Dag",
    "reason": "Begrundelse",
    "days_before": "Dage før mødet",
    "email": "E-mail",
    "active": "Adgang åben",
    "role": "Rolle",
    "expires_at": "Gælder til",
    "used_at": "Brugt",
    "operator_id": "Driftsherre",
    "located_in_id": "Ligger i",
    "legal_basis": "Lovgrundlag",
    "places": "Pladser",
    "tariff": "Takst pr. døgn",
    "tariff_basis": "Beregningsgrundlag for taksten",
    "structure": "Økonomi",
    "clearly_reported": "Selvstændigt i takstindberetningen",
    "unit_id": "Økonomisk enhed",
    "category": "Kategori",
    "longer_notice_months": "Længere varsel (måneder)",
    "turnover": "Omsætning",
    "occupancy_days": "Belægningsdage",
    "contract_names_agreement": "Kontrakten nævner aftalen",
    "frame_amount": "Ramme pr. år",
    "growth_percent": "Stigning, der udløser drøftelse (procent)",
    "base_inquiries": "Henvendelser, rammen er sat efter",
    "keeps_deadline": "De 15 arbejdsdage gælder også centret",
    "note": "Bemærkning",
    "centre_id": "Center",
    "legal_ground": "Hjemmel",
    "source": "Kilde",
    "target_group": "Målgruppe",
    "area": "Område",
    "offer_id": "Registreret tilbud",
    "ended_reason": "Begrundelse for udgang",
    "text": "Ordlyd",
    "organisation_id": "Organisation",
    "seat": "Plads",
    "stand_in_id": "Stedfortræder",
    "first_day": "Første dag",
    "last_day": "Sidste dag",
    "ended_at": "Taget tilbage",
}
"""Each field that a history keeps."""

_COLUMNS: dict[tuple[str, str], Any] = {
    (model.__tablename__, column.key): column.type for model in RECORDED for column in model.__table__.columns
}


def in_words(table: str, column: str, value: Any) -> str:
    """A value as the history keeps it, as the screen writes it; nothing is an empty text."""
    kind = _COLUMNS.get((table, column))
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(kind, Enum):
        return _label(kind, value)
    if isinstance(kind, Moment):
        moment = datetime.fromisoformat(value).astimezone(COPENHAGEN)
        return f"{dato(moment)} kl. {moment.hour}.{moment:%M}"
    if isinstance(kind, Kroner):
        return str(Decimal(value)).replace(".", ",") if column == "growth_percent" else kroner(value)
    return dato(value) if kind is not None and kind.__class__.__name__ == "Date" else str(value)


def _label(kind: Enum, value: str) -> str:
    words: type[Labelled] | None = kind.enum_class  # type: ignore[assignment]
    return next((word.label for word in words or () if word.value == value), value)


def names_in_words(table: str, names: list[Any]) -> str:
    """What a row was called, e.g. `Socialdirektørforum – Kolding Kommune`."""
    model = next((one for one in RECORDED if one.__tablename__ == table), None)
    columns = RECORDED[model].names if model else ()
    return " – ".join(in_words(table, column, name) for column, name in zip(columns, names, strict=False) if name)
