"""The transfer: employees are given notice, the offers change hands on the day, and the others are told."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from db.models.case import Task
from db.models.offer import Offer, OfferSale
from db.models.organisation import Organisation
from workflows.documents.formats import begyndelse
from workflows.errors import InputError
from workflows.processes.lookups import municipalities_of
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, Day, read_answers
from workflows.processes.step import Step
from workflows.processes.takeover.checklists import escalate_open_points
from workflows.processes.takeover.facts import (
    council_of,
    end_as,
    municipality_of,
    names_of,
    offers_of,
    regime_of,
    region_of,
    regional_council_of,
    rows_of,
    takeover_of,
    transfer_deadline,
)
from workflows.processes.takeover.information import inform
from workflows.processes.takeover.papers import current_terms
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import Direction, EventKind, OfferStructure, OrganisationKind, Party, TakeoverOutcome

STRUCTURE = (
    "Tilbuddet er registreret som selvstændigt, ikke tydeligt indberettet. Sekretariatet retter det under tilbud, når "
    "kommunen har indberettet, hvilken økonomisk enhed det hører til."
)


class EmployeesNotified(Answers):
    """When the employees were given notice."""

    notified_on: Day
    text: str = ""


class AgreementUpdated(Answers):
    """What has been changed in the framework agreement, and when."""

    updated_on: Day
    text: str = ""


@answers_to("task_notify_employees")
def notify_employees(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep when the employees were given notice.

    Raises InputError for a day in the future, and for a day before the final agreement where notice binds only after
    it. Rule: hovedstaden-2019-2020, 4.10.
    """
    given = read_answers(EmployeesNotified, answers)
    takeover, point = takeover_of(step), regime_of(step).employees_after_agreement
    assert takeover.agreed_on is not None
    if given.notified_on > step.today:
        raise InputError([("notified_on", "Datoen ligger i fremtiden. Registrér varslet, når det er givet.")])
    if point.value and given.notified_on < takeover.agreed_on:
        raise InputError(
            [
                (
                    "notified_on",
                    f"Aftalen er indgået den {date_in_words(takeover.agreed_on)}. {point.why} ({point.source}). "
                    "Skriv datoen for det bindende varsel.",
                )
            ]
        )
    takeover.employees_notified_on, takeover.employees_notice = given.notified_on, given.text
    step.note(EventKind.STEP, f"Medarbejderne er varslet den {date_in_words(given.notified_on)}", source=point.source)
    step.journal(Direction.OUT, "Varsel til medarbejderne", region_of(step).name)
    return {}


@operation("takeover.take_over")
def take_over(step: Step, _data: Data) -> None:
    """The offers change hands: the region's rows end the day before, and new ones of the municipality begin.

    What has been bought of an offer goes along as history, so that a later key has its years.
    """
    takeover, municipality = takeover_of(step), municipality_of(step)
    takeover.taken_over_on = takeover.takeover_on
    for row in rows_of(step):
        new = _run_by(row.offer, municipality, step)
        row.offer.valid_to = takeover.takeover_on - timedelta(days=1)
        step.session.add(new)
        step.session.flush()
        row.new_offer_id = new.id
    _copy_sales(step)
    transfer_deadline(step).met_on = takeover.takeover_on
    end_as(step, TakeoverOutcome.TAKEN_OVER)
    text = f"{municipality.name} har overtaget {names_of(step)} den {date_in_words(takeover.takeover_on)}. {STRUCTURE}"
    step.note(EventKind.STEP, text, source=regime_of(step).right.source)
    escalate_open_points(step)


def _run_by(offer: Offer, municipality: Organisation, step: Step) -> Offer:
    return Offer(
        id=uuid4(),
        operator_id=municipality.id,
        located_in_id=offer.located_in_id,
        name=offer.name,
        legal_basis=offer.legal_basis,
        places=offer.places,
        tariff=offer.tariff,
        tariff_basis=offer.tariff_basis,
        structure=OfferStructure.STANDALONE,
        clearly_reported=False,
        unit_id=None,
        category=offer.category,
        longer_notice_months=offer.longer_notice_months,
        valid_from=takeover_of(step).takeover_on,
        valid_to=offer.valid_to,
    )


def _copy_sales(step: Step) -> None:
    new = {row.offer_id: row.new_offer_id for row in rows_of(step)}
    sales = step.session.scalars(select(OfferSale).where(OfferSale.offer_id.in_(new)))
    step.session.add_all(
        OfferSale(
            offer_id=new[sale.offer_id],
            buyer_id=sale.buyer_id,
            year=sale.year,
            turnover=sale.turnover,
            occupancy_days=sale.occupancy_days,
            contract_names_agreement=sale.contract_names_agreement,
        )
        for sale in sales.all()
    )


@operation("takeover.tell_others")
def tell_others(step: Step, _data: Data) -> None:
    """Tell the other municipalities of the region, the buyers and the joint body of the new operator."""
    takeover, rules, municipality = takeover_of(step), regime_of(step), municipality_of(step)
    buyers = _buyers(step)
    region = municipalities_of(step.session, municipality.region_code or "", step.today)
    others = [one for one in region if one.id != municipality.id]
    step.involve(Party.BUYER, buyers)
    step.involve(Party.REGION_MUNICIPALITY, others)
    told = {one.id: one for one in [*others, *buyers, *step.organisations(Party.DISCUSSING_BODY)]}
    terms = current_terms(step)
    points = (terms.availability, terms.supply_duty, rules.property_value.value)
    inform(
        step,
        "taken_over",
        sorted(told.values(), key=lambda one: one.name),
        on=takeover.takeover_on,
        by=f"{begyndelse(council_of(step))} og {regional_council_of(step)}",
        reasons=takeover.reasons,
        consequences="\n".join(["Kommunen er driftsherre fra overtagelsen.", *(one for one in points if one)]),
        group="Kommunerne i regionen, øvrige køberkommuner og det fælles organ",
    )
    step.note(EventKind.DOCUMENT_SENT, "De øvrige kommuner er orienteret om overtagelsen")


def _buyers(step: Step) -> list[Organisation]:
    bought = select(OfferSale.buyer_id).where(OfferSale.offer_id.in_([offer.id for offer in offers_of(step)]))
    found = select(Organisation).where(
        Organisation.id.in_(bought),
        Organisation.kind == OrganisationKind.MUNICIPALITY,
        Organisation.id != municipality_of(step).id,
    )
    return list(step.session.scalars(found.order_by(Organisation.name)))


@answers_to("task_update_agreement")
def update_agreement(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what the secretariat has changed in the framework agreement. Raises InputError for a day in the future."""
    given = read_answers(AgreementUpdated, answers)
    if given.updated_on > step.today:
        raise InputError([("updated_on", "Datoen ligger i fremtiden.")])
    takeover = takeover_of(step)
    takeover.agreement_updated_on, takeover.agreement_update = given.updated_on, given.text
    step.note(EventKind.STEP, f"Rammeaftalen er rettet den {date_in_words(given.updated_on)}. {given.text}".strip())
    return {}
