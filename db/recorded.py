"""Which rows have a history: of each table the columns that are kept, what names a row, and whose history it stands in.

Secrets are left out: of a password or a link only that there is one.
"""

from dataclasses import dataclass

from db.base import Base
from db.models.absence import Absence
from db.models.calendar import AgendaClosing
from db.models.collaboration import (
    CentreSubscription,
    CollaborationAgreement,
    CollaborationCentre,
    DelegatedCompetence,
)
from db.models.offer import EconomicUnit, Offer, OfferSale
from db.models.organisation import BodyMember, ClosedDay, Meeting, Organisation, RegionMembership
from db.models.person import OneTimeLink, Person, Post
from db.models.specialised_list import ListCriterion, SpecialisedOffer, TaskForceMember


@dataclass(frozen=True)
class Recorded:
    """The columns of a table, by their part in its history."""

    fields: tuple[str, ...]
    """What is kept, before and after."""
    names: tuple[str, ...]
    """What the row is called by."""
    subjects: tuple[str, ...]
    """Whose history the change stands in: ids, and the word of a framework agreement."""


PERIOD = ("valid_from", "valid_to")

RECORDED: dict[type[Base], Recorded] = {
    Organisation: Recorded(("name", "kind", "code", "region_code", "address", *PERIOD), ("name",), ("id",)),
    BodyMember: Recorded(PERIOD, ("body_id", "organisation_id"), ("body_id", "organisation_id")),
    RegionMembership: Recorded(("region_code", *PERIOD), ("organisation_id",), ("organisation_id",)),
    Meeting: Recorded(("held_on", "place"), ("body_id", "held_on"), ("body_id",)),
    ClosedDay: Recorded(("day", "reason"), ("organisation_id", "day"), ("organisation_id",)),
    AgendaClosing: Recorded(("days_before",), ("organisation_id",), ("organisation_id",)),
    Person: Recorded(("name", "email", "active"), ("name",), ("id",)),
    Post: Recorded(("role", *PERIOD), ("person_id", "role", "organisation_id"), ("person_id", "organisation_id")),
    Absence: Recorded(
        ("stand_in_id", "organisation_id", "first_day", "last_day", "ended_at"),
        ("person_id",),
        ("person_id", "stand_in_id"),
    ),
    OneTimeLink: Recorded(("expires_at", "used_at"), ("person_id",), ("person_id",)),
    EconomicUnit: Recorded(("name", "operator_id"), ("name", "operator_id"), ("operator_id",)),
    Offer: Recorded(
        (
            *("name", "operator_id", "located_in_id", "legal_basis", "places", "tariff", "tariff_basis", "structure"),
            *("clearly_reported", "unit_id", "category", "longer_notice_months", *PERIOD),
        ),
        ("name",),
        ("id", "operator_id"),
    ),
    OfferSale: Recorded(
        ("turnover", "occupancy_days", "contract_names_agreement"), ("offer_id", "buyer_id", "year"), ("offer_id",)
    ),
    CollaborationAgreement: Recorded(
        (*PERIOD, "frame_amount", "growth_percent", "base_inquiries", "keeps_deadline", "note"),
        ("municipality_id",),
        ("id", "municipality_id"),
    ),
    CollaborationCentre: Recorded(("centre_id",), ("centre_id",), ("agreement_id", "centre_id")),
    DelegatedCompetence: Recorded(("legal_ground",), ("competence", "target_group", "law"), ("agreement_id",)),
    CentreSubscription: Recorded(
        (*PERIOD, "source"), ("centre_id", "municipality_id"), ("centre_id", "municipality_id")
    ),
    SpecialisedOffer: Recorded(
        ("name", "target_group", "area", "offer_id", *PERIOD, "reason", "ended_reason"),
        ("name",),
        ("agreement_id", "offer_id"),
    ),
    ListCriterion: Recorded(("text", *PERIOD), ("number",), ("agreement_id",)),
    TaskForceMember: Recorded(
        ("organisation_id", "area", "seat", *PERIOD), ("body_id", "person_id"), ("body_id", "person_id")
    ),
}
"""The rows that have a history; the architecture test says which of the administrative tables have none, and why."""
