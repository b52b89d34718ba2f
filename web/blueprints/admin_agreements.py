"""The five framework agreements as the rules know them, to be read with their paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.rules.agreement_types import Agreement, ClosingFlow, Stated
from workflows.rules.agreements import agreement, all_agreements
from workflows.rules.deadlines import deadline_rules
from workflows.rules.deadlines_table import Dateless, Rule, Table
from workflows.rules.notice import notice_rules
from workflows.services.register.agreement_data import Keeping, agreement_data
from workflows.vocabulary import AgreementId

blueprint = Blueprint("admin_agreements", __name__, url_prefix="/administration/rammeaftaler")

POINTS = {
    "hearing": "Behandling før beslutningen",
    "told_to": "Hvem får besked",
    "account_only_with_consequences": "Lukkeregnskab kun ved konsekvenser for andre",
    "account_rounds": "Lukkeregnskaber",
    "business_committee_first": "Forretningsudvalget behandler det foreløbige",
    "body_treats_final": "Organet behandler det endelige",
    "audit": "Revisionspåtegning",
    "notice_deadline": "Varsel til handlekommunerne",
    "provisional_deadline": "Frist for foreløbigt lukkeregnskab",
    "final_deadline": "Frist for endeligt lukkeregnskab",
    "outside_buyer": "Køber fra en anden region",
    "transition_planning": "Plan for overgangen",
}
"""What each point of a closing is called; the fields of ClosingFlow."""

VALUES = {
    "body_hearing": "Høring i organet",
    "body_treatment": "Behandling i organet",
    "notify_only": "Besked, ingen høring",
    "region": "Alle kommuner i regionen og andre købere",
    "affected": "De berørte",
    "provisional_and_final": "Foreløbigt og endeligt",
    "operator_bears": "Intet; driftsherren bærer resultatet",
    "manual": "Sekretariatet fastsætter",
    "operator_unless_contract": "Driftsherren, hvis kontrakten ikke nævner aftalen",
    "contract": "Efter kontrakten",
    "agreement": "Efter aftalen",
    "buyers": "Køberne",
    "region_offers": "Regionens øvrige tilbud",
    "region_units": "Regionens øvrige økonomiske enheder",
    "operator": "Driftsherren",
    "turnover": "Takstbaseret omsætning",
    "occupancy_days": "Belægningsdage",
    "percent": "Procent fastsat af sekretariatet",
    "none": "Ingen",
}
"""What each word of the agreements' rules is called."""


ADDRESSES: dict[Keeping, tuple[str, str | None]] = {
    Keeping.BODY: ("admin_bodies.show", "body_id"),
    Keeping.ORGANISATION: ("admin_organisations.show", "organisation_id"),
    Keeping.CENTRE: ("admin_centres.show", "centre_id"),
    Keeping.LIST: ("admin_lists.show", "agreement_id"),
    Keeping.COLLABORATION: ("collaboration.index", None),
}
"""The page on which each thing is kept, and what its address names it by."""


@dataclass(frozen=True)
class Point:
    """What an agreement says on one point of a closing."""

    name: str
    value: str
    why: str
    source: str


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """The agreements, the newest first."""
    return render_template("admin/agreements/index.html", agreements=reversed(all_agreements()), day=today())


@blueprint.get("/<agreement_id>")
@requires(Permission.ADMINISTER)
def show(agreement_id: str) -> ResponseReturnValue:
    """One agreement: what is kept of it, the course of a closing, how a result is shared, deadlines, notice."""
    if agreement_id not in [known.value for known in AgreementId]:
        abort(404)
    shown = agreement(agreement_id)
    return render_template(
        "admin/agreements/show.html",
        agreement=shown,
        flows=[(category, list(_points(flow))) for category, flow in shown.flows.items()],
        values=VALUES,
        deadlines=_rules_of(deadline_rules(), shown),
        notices=_rules_of(notice_rules(), shown),
        silent=notice_rules().silent.get(agreement_id),
        data=agreement_data(agreement_id, today(), actor=current_actor()),
        addresses=ADDRESSES,
    )


def _points(flow: ClosingFlow) -> Iterator[Point]:
    for point in fields(flow):
        stated: Stated[StrEnum | bool | str] = getattr(flow, point.name)
        yield Point(POINTS[point.name], _in_words(stated.value), stated.why, stated.source)


def _in_words(value: StrEnum | bool | str) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, StrEnum):
        return VALUES[value.value]
    return "Se frister nedenfor" if value else "Ingen dato"


def _rules_of(table: Table, shown: Agreement) -> list[Rule | Dateless]:
    rules: list[Rule | Dateless] = [*table.rules, *table.dateless]
    return [rule for rule in rules if shown.id in rule.sources]
