"""What the operations of an emergency brake share: the rows of the case, its bodies, how they are shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from db.base import Base
from db.models.case import CaseParty
from db.models.emergency_brake import BrakeFollowUp, EmergencyBrake, MappingTask
from db.models.offer import Offer, OfferSale
from db.models.organisation import Meeting, Organisation
from workflows.documents.envelope import DeadlineShown, DocumentReference, Envelope, RuleCited
from workflows.documents.envelope import Offer as OfferShown
from workflows.documents.kinds import KINDS
from workflows.documents.measures import Bodies
from workflows.errors import InputError
from workflows.processes.emergency_brake.kept import (
    FocusArea,
    Measure,
    focus_area_kept,
    focus_area_read,
    measure_read,
    year_read,
)
from workflows.processes.step import Step
from workflows.rules.agreement_types import Stated
from workflows.rules.calendar import last_working_day
from workflows.rules.emergency_brake.economy import YearRow
from workflows.rules.emergency_brake.regimes import Regime, regime
from workflows.rules.emergency_brake.toolbox import Presupposed
from workflows.vocabulary import Party

Row = TypeVar("Row", bound=Base)
BODIES = (Party.TASK_FORCE, Party.ADMINISTRATIVE_BODY, Party.POLITICAL_BODY)
"""The bodies of a case, whose meetings its papers name."""


def brake_of(step: Step) -> EmergencyBrake:
    """The emergency brake of the step's case; its offer and the next meetings of its bodies are read with it."""
    if step.subject is None:
        found = select(EmergencyBrake, Offer, *_meetings(step)).join(Offer, Offer.id == EmergencyBrake.offer_id)
        row = step.session.execute(found.where(EmergencyBrake.case_id == step.case.id)).one()
        step.subject, step.offer = row[0], row[1]
        step.known[Meeting] = dict(zip(BODIES, row[2:], strict=True))
    brake: EmergencyBrake = step.subject
    return brake


def _meetings(step: Step) -> list[Any]:
    """When each of the case's bodies meets next, after today."""
    return [
        select(func.min(Meeting.held_on))
        .join(CaseParty, CaseParty.organisation_id == Meeting.body_id)
        .where(CaseParty.case_id == step.case.id, CaseParty.party == party, Meeting.held_on > step.today)
        .scalar_subquery()
        for party in BODIES
    ]


def next_meeting_of(step: Step, party: Party) -> date | None:
    """The first meeting after today of the body with this part, as far as it is planned."""
    brake_of(step)
    if Meeting not in step.known:
        step.known[Meeting] = dict(zip(BODIES, step.session.execute(select(*_meetings(step))).one(), strict=True))
    day: date | None = step.known[Meeting][party]
    return day


def offer_of(step: Step) -> Offer:
    """The offer in trouble."""
    brake_of(step)
    assert step.offer is not None
    return step.offer


def regime_of(step: Step) -> Regime:
    """What the agreement of the case says of its most specialised offers."""
    return regime(step.case.agreement_id)


# --- what the case keeps


def years(step: Step) -> list[YearRow]:
    """The offer's economy, year by year."""
    return [year_read(kept) for kept in brake_of(step).years]


def focus_areas(step: Step) -> list[FocusArea]:
    """What the mapping must throw light on, of all rounds."""
    return [focus_area_read(kept) for kept in brake_of(step).focus_areas]


def keep_focus_areas(step: Step, rows: list[FocusArea]) -> None:
    """Keep the focus areas as they are now."""
    brake_of(step).focus_areas = [focus_area_kept(row) for row in rows]


def measures(step: Step) -> list[Measure]:
    """The measures of the latest report."""
    return [measure_read(kept) for kept in brake_of(step).measures]


def _rows(step: Step, model: type[Row], *loaded: Any) -> list[Row]:
    """The rows of one of the case's tables, with people by name; read once in a step."""
    if model not in step.known:
        found = select(model).where(model.case_id == step.case.id)  # type: ignore[attr-defined]
        step.known[model] = list(step.session.scalars(found.options(*map(joinedload, loaded))))
    rows: list[Row] = step.known[model]
    return rows


def mapping_tasks(step: Step) -> list[MappingTask]:
    """The pieces of the mapping, of all rounds."""
    rows = _rows(step, MappingTask, MappingTask.person, MappingTask.done_by, MappingTask.set_by)
    return sorted(rows, key=lambda row: row.position)


def follow_ups(step: Step) -> list[BrakeFollowUp]:
    """All follow-ups, by date."""
    return sorted(_rows(step, BrakeFollowUp, BrakeFollowUp.set_by), key=lambda row: (row.due_on, row.title))


def add(step: Step, model: type[Row], rows: Iterable[Row]) -> None:
    """Keep new rows, and know them in the rest of the step."""
    made = list(rows)
    _rows(step, model).extend(made)
    step.session.add_all(made)


def item_of(rows: Iterable[Any], item: str | None) -> Any:
    """The row that an entry of a task's list stands for."""
    return next(row for row in rows if str(row.id) == item)


# --- bodies


def body(step: Step, party: Party) -> Organisation:
    """The one body with this part in the case."""
    found = step.organisation(party)
    assert found is not None
    return found


def bodies(step: Step) -> Bodies:
    """The names of the model and the bodies, as they stand inside a sentence."""
    names = regime_of(step).names
    chosen = brake_of(step).course.get("names", {})
    return Bodies(
        model=names.model,
        committee=chosen.get("committee", names.committee),
        task_force=chosen.get("task_force", names.task_force),
        decider=chosen.get("decider", names.decider),
    )


def presupposed_of(step: Step) -> tuple[Presupposed, ...]:
    """What the operator must answer: the agreement's measures, or what the secretariat has set up."""
    chosen = brake_of(step).course.get("presupposed", ())
    return regime_of(step).presupposed or tuple(Presupposed(**one) for one in chosen)


def buyers(step: Step) -> list[Organisation]:
    """The municipalities that use the offer, without the operator."""
    operator = step.operator()
    return [buyer for buyer in step.organisations(Party.BUYER) if buyer.id != operator.id]


def know_users(step: Step, named: Iterable[UUID]) -> None:
    """Give those their part who have begun to use the offer since the case was opened: they are heard and told, too.

    They are the buyers that are registered by now, and those who are `named` in the figures of a report.
    """
    bought = select(OfferSale.buyer_id).where(OfferSale.offer_id == brake_of(step).offer_id)
    users = select(Organisation).where(or_(Organisation.id.in_(bought), Organisation.id.in_(list(named))))
    step.involve(Party.BUYER, step.session.scalars(users.where(Organisation.id != step.operator().id)))


# --- shown in documents


def shown_offer(step: Step) -> OfferShown:
    """The offer as a document shows it."""
    offer = offer_of(step)
    return OfferShown(
        name=offer.name,
        operator=step.operator().name,
        services=offer.legal_basis,
        target_group="",
        places=offer.places,
        structure=offer.structure.label,
    )


def cited(*stated: Stated[Any]) -> tuple[RuleCited, ...]:
    """What the agreement says on some points, as a document cites it."""
    return tuple(RuleCited(one.why, one.source) for one in stated)


def set_by_hand(step: Step, label: str, day: date, by: str, point: Stated[Any]) -> DeadlineShown:
    """A deadline that no agreement sets, with who has set it."""
    return DeadlineShown(
        label,
        day,
        last_working_day(day, step.closed_days),
        f"Fristen er sat af {by}; aftalen sætter ingen.",
        point.source,
    )


def named(envelope: Envelope, kind: str) -> dict[str, Any]:
    """How a document that is being issued is remembered by those that name it later."""
    issued = envelope.issued.isoformat()
    return {"number": envelope.number, "version": envelope.version, "title": KINDS[kind].title, "issued": issued}


def kept_reference(kept: dict[str, Any]) -> DocumentReference:
    """A document as it was remembered."""
    return DocumentReference(**{**kept, "issued": date.fromisoformat(kept["issued"])})


# --- checks that several answers share


def must_be_held(meeting_on: date, step: Step) -> None:
    """Raise InputError for a meeting in the future."""
    if meeting_on > step.today:
        raise InputError([("meeting_on", "Mødet har ikke været holdt endnu. Skriv datoen for mødet.")])


def must_be_ahead(day: date | None, step: Step, path: str) -> None:
    """Raise InputError for a deadline that is not after today."""
    if day is not None and day <= step.today:
        raise InputError([(path, "Datoen skal ligge efter i dag.")])


def who(step: Step) -> str:
    """Who acts, and for whom, in words."""
    assert step.actor is not None
    return f"{step.actor.name}, {step.actor.organisation_name}"


def yes_no(value: bool) -> str:
    """How yes and no are kept in the data of a process."""
    return "yes" if value else "no"
