"""Opening the yearly re-evaluation of a list, and what its case page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.organisation import Organisation
from db.models.reevaluation import OfferEvaluation, Reevaluation
from db.session import lock_row, reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import Aspect
from workflows.clock import now, today
from workflows.errors import InputError, NotAllowed, Refused
from workflows.processes.lookups import by_codes, by_ids, existing
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.reevaluation.demand import DemandFound
from workflows.processes.reevaluation.facts import regime_of
from workflows.processes.reevaluation.pages import evaluated, subject
from workflows.processes.step import Step
from workflows.rules.agreement_types import Agreement
from workflows.rules.agreements import latest_known, run_out
from workflows.rules.emergency_brake.reevaluation import demand_is_due
from workflows.rules.emergency_brake.regimes import Regime, regime
from workflows.services.casework.sight import see_case
from workflows.services.emergency_brake.list_criteria import CriterionRow, criteria_in
from workflows.services.emergency_brake.specialised_lists import must_keep_list
from workflows.services.register.listing import alphabetical
from workflows.services.running.numbers import next_case_number
from workflows.services.running.stepping import begin, save, start
from workflows.vocabulary import CaseStatus, EventKind, OrganisationKind, Party


class Opening(Answers):
    """The questions when a year's re-evaluation is opened.

    Bodies are given only where the agreement names none, a deadline only where the municipalities are asked.
    """

    year: int
    ask_demand: bool
    demand_reason: str = ""
    deadline: Day | None = None
    evaluating_body_id: UUID | None = None
    adopting_body_id: UUID | None = None


@dataclass(frozen=True)
class OpeningFacts:
    """What the page of the opening shows.

    `demand_is_due` is whether the agreement has demand examined this year, `bodies` those that can be chosen where it
    names none.
    """

    agreement_id: str
    title: str
    expired: str
    regime: Regime
    year: int
    last_asked: int | None
    demand_is_due: bool
    criteria: list[CriterionRow]
    bodies: list[Organisation]


@dataclass(frozen=True)
class ReevaluationView:
    """What a re-evaluation is about; evaluations and answers only for those who work with the case."""

    reevaluation: Reevaluation
    expired: str
    regime: Regime
    task_force: str
    evaluations: list[OfferEvaluation]
    demand: dict[UUID, DemandFound | None]
    asked: int
    answered: int
    proposals: list[tuple[str, dict[str, str]]]
    inside: bool


def opening_facts(actor: Actor) -> OpeningFacts:
    """What is known before a re-evaluation is opened by the secretariat acting.

    Raises NotAllowed for anyone else, and Refused with the reason where its agreement has no list.
    """
    with reading() as session:
        known = _own_agreement(session, actor)
        found, year = regime(known.id.value), today().year
        last = _last_asked(session, known, year)
        return OpeningFacts(
            agreement_id=known.id.value,
            title=known.title,
            expired=run_out(known, today()),
            regime=found,
            year=year,
            last_asked=last,
            demand_is_due=demand_is_due(year, last, found.reevaluation.value),
            criteria=criteria_in(session, known.id.value, today()),
            bodies=[] if found.codes else _bodies(session, known),
        )


def _own_agreement(session: Session, actor: Actor) -> Agreement:
    if not allows(Permission.REEVALUATION_OPEN, actor=actor):
        raise NotAllowed("Det er sekretariatet, der opretter den årlige vurdering.")
    region = session.scalars(select(Organisation.region_code).where(Organisation.id == actor.organisation_id)).one()
    known = latest_known(region or "", today())
    if known is None:
        raise Refused("Rammesag kender ingen rammeaftale for regionen.")
    return must_keep_list(session, known.id.value, actor)


def _bodies(session: Session, known: Agreement) -> list[Organisation]:
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.BODY, Organisation.region_code == known.region_code, existing(today())
    )
    return list(session.scalars(found.order_by(alphabetical(Organisation.name))))


def _last_asked(session: Session, known: Agreement, year: int) -> int | None:
    """The latest year before this in which demand was examined."""
    asked = select(Reevaluation.year).join(Case, Case.id == Reevaluation.case_id)
    of_list = asked.where(
        Case.agreement_id == known.id.value,
        Case.status != CaseStatus.CALLED_OFF,
        Reevaluation.ask_demand.is_(True),
        Reevaluation.year < year,
    )
    return max(session.scalars(of_list), default=None)


def open_reevaluation(answers: Mapping[str, Any], actor: Actor) -> UUID:
    """Open the re-evaluation of a year and run it until it waits; gives the case's id.

    Raises InputError for a deadline that has passed, a year that is not this or the next, and where demand is left out
    without a reason in a year in which it should be examined; Refused where the criteria are not entered or the year is
    being evaluated already. Rule: hovedstaden-2019-2020, 9.3.
    """
    with transaction() as session:
        known = _own_agreement(session, actor)
        at_once = AtOnce()
        given = at_once.read(Opening, answers)
        # Two colleagues may open the year at the same moment: the second finds the case of the first.
        session.execute(lock_row(select(Organisation.id).where(Organisation.id == actor.organisation_id)))
        found = regime(known.id.value)
        criteria = criteria_in(session, known.id.value, today())
        with at_once:
            _must_be_possible(session, given, known, found, criteria)
        _check(session, given, known, found, at_once)
        with at_once:
            _chosen_bodies(session, given, found)
        at_once.tell()
        case = _case(session, known, given)
        session.add(case)
        session.flush()
        step = begin(session, case, now(), actor)
        step.subject = _reevaluation(session, case, given, found, criteria)
        session.add(step.subject)
        secretariat = by_codes(session, [known.secretariat.code], today())
        step.involve(Party.SECRETARIAT, secretariat.values())
        step.note(EventKind.CASE_OPENED, case.title, source=known.id.value)
        if expired := run_out(known, step.today):
            step.note(EventKind.STEP, expired, source=known.id.value)
        save(step, start(step, "reevaluation", {}))
        return case.id


def _must_be_possible(
    session: Session, given: Opening, known: Agreement, found: Regime, criteria: list[CriterionRow]
) -> None:
    if found.criteria.value and len(criteria) != found.criteria.value:
        message = f"Indtast først ordlyden af de {found.criteria.value} kriterier, som tilbuddene vurderes efter."
        raise Refused(message, rule=found.criteria.source)
    running = select(Case.number).join(Reevaluation, Reevaluation.case_id == Case.id)
    of_year = running.where(
        Case.agreement_id == known.id.value, Case.status != CaseStatus.CALLED_OFF, Reevaluation.year == given.year
    )
    if number := session.scalars(of_year).first():
        raise Refused(f"Listen vurderes for {given.year} i sag {number}.", field="year")


def _check(session: Session, given: Opening, known: Agreement, found: Regime, at_once: AtOnce) -> None:
    this_year = today().year
    at_once.refuse("year", "Vælg i år eller næste år.", when=lambda: given.year not in (this_year, this_year + 1))
    no_deadline = "Sæt en svarfrist for spørgeskemaet."
    at_once.refuse("deadline", no_deadline, when=lambda: given.ask_demand and given.deadline is None)
    at_once.refuse(
        "deadline",
        "Fristen skal ligge efter i dag.",
        when=lambda: given.ask_demand and given.deadline is not None and given.deadline <= today(),
    )
    with at_once:
        due = demand_is_due(given.year, _last_asked(session, known, given.year), found.reevaluation.value)
        if due and not given.ask_demand and not given.demand_reason:
            message = "Efterspørgslen er ikke undersøgt i to år. Skriv, hvorfor den ikke undersøges."
            raise InputError([("demand_reason", message)])


def _case(session: Session, known: Agreement, given: Opening) -> Case:
    return Case(
        id=uuid4(),
        number=next_case_number(session, today().year),
        process="reevaluation",
        agreement_id=known.id.value,
        title=f"De mest specialiserede tilbud: vurdering for {given.year}",
        kle="",
        status=CaseStatus.RUNNING,
        opened_at=now(),
        revision=0,
        diagram_hash="",
        process_state="",
        standing="",
        documents_issued=0,
        entries_made=0,
    )


def _reevaluation(
    session: Session, case: Case, given: Opening, found: Regime, criteria: list[CriterionRow]
) -> Reevaluation:
    evaluating, adopting = _chosen_bodies(session, given, found)
    departs = not given.ask_demand and given.demand_reason
    return Reevaluation(
        case_id=case.id,
        year=given.year,
        ask_demand=given.ask_demand,
        demand_reason=given.demand_reason if departs else "",
        deadline=given.deadline or today(),
        task_force_id=evaluating.id,
        adopting_body_id=adopting.id,
        criteria=[{"number": row.number, "text": row.text} for row in criteria],
        summary="",
        sent_back="",
        remarks="",
    )


def _chosen_bodies(session: Session, given: Opening, found: Regime) -> tuple[Organisation, Organisation]:
    """Who evaluates and who adopts: by the agreement, or as the secretariat has chosen."""
    if found.codes:
        codes = found.codes.task_force, found.codes.committee
        kept = by_codes(session, codes, today())
        if len(kept) < len(codes):
            raise Refused("Aftalens organer er ikke registreret. Sekretariatet skal oprette dem først.")
        return kept[codes[0]], kept[codes[1]]
    ids = {"evaluating_body_id": given.evaluating_body_id, "adopting_body_id": given.adopting_body_id}
    chosen = by_ids(session, [one for one in ids.values() if one])
    bodies = {one: row for one, row in chosen.items() if row.kind is OrganisationKind.BODY}
    if errors := [(name, "Vælg et organ.") for name, one in ids.items() if one not in bodies]:
        raise InputError(errors)
    assert given.evaluating_body_id is not None
    assert given.adopting_body_id is not None
    return bodies[given.evaluating_body_id], bodies[given.adopting_body_id]


def show_reevaluation(case_id: UUID, actor: Actor) -> ReevaluationView:
    """The facts of a re-evaluation. Raises NotFound for a case that the organisation is not part of."""
    with reading() as session:
        sight = see_case(session, case_id, actor)
        step = begin(session, sight.case, now(), actor)
        facts = {**subject(step), **evaluated(step)}
        return _view(step, facts, inside=Aspect.ALL_DOCUMENTS in sight.aspects)


def _view(step: Step, facts: dict[str, Any], *, inside: bool) -> ReevaluationView:
    return ReevaluationView(
        reevaluation=facts["reevaluation"],
        expired=facts["expired"],
        regime=regime_of(step),
        task_force=facts["task_force"],
        evaluations=facts["evaluations"] if inside else [],
        demand=facts["demand"] if inside else {},
        asked=facts["asked"],
        answered=facts["answered"],
        proposals=facts["proposals"] if inside else [],
        inside=inside,
    )
