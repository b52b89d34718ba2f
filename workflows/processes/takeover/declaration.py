"""The declaration of takeover to the regional council."""

from collections.abc import Mapping
from typing import Any

from db.models.case import Task
from db.models.document import Document
from workflows.documents.envelope import Envelope
from workflows.documents.takeover import TakeoverDeclaration
from workflows.errors import InputError
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.step import Step
from workflows.processes.takeover.facts import (
    cited,
    declaration_deadline,
    depart,
    departures_told,
    discussions,
    municipality_of,
    names_of,
    regime_of,
    region_of,
    request_deadline,
    shown_deadline,
    shown_offers,
    shown_parties,
    takeover_of,
    window_of,
)
from workflows.processes.takeover.transfers import mark_if_late
from workflows.rules.dates_text import date_in_words
from workflows.rules.takeover.departures import (
    council_departure,
    request_departure,
    request_due,
    turn_of_year_departure,
)
from workflows.rules.takeover.terms import window
from workflows.vocabulary import EventKind, Party

NEXT_STEPS = (
    "Regionen fremsætter sine vilkår for overtagelsen.",
    "Kommunalbestyrelsen og regionsrådet godkender hver for sig aftalen.",
)


class Declaration(Answers):
    """When the regional council is told, and the day of the takeover that is told."""

    declared_on: Day
    takeover_on: Day
    reasons: str = ""


@answers_to("task_declare_takeover")
def declare_takeover(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the declaration; departures from what the agreement has are told, and the case goes on.

    Raises InputError for a declaration in the future or after the last day, and for a takeover that is not to come.
    """
    at_once = AtOnce()
    given = at_once.read(Declaration, answers)
    check_days(step, given, at_once)
    at_once.tell()
    takeover_of(step).reasons = given.reasons or takeover_of(step).reasons
    keep_days(step, given)
    return {"takeover_on": given.takeover_on.isoformat()}


def keep_days(step: Step, given: Declaration) -> None:
    """Keep when the regional council was told, and of which day; tell the departures, and mark a day that is late."""
    takeover = takeover_of(step)
    takeover.declared_on, takeover.takeover_on = given.declared_on, given.takeover_on
    declaration_deadline(step).met_on = given.declared_on
    request = request_deadline(step)
    if request is not None:
        request.met_on = given.declared_on
    for key, text, source in departures_by(step, given):
        depart(step, key, text, source)
    mark_if_late(step)


def check_days(step: Step, given: Declaration, at_once: AtOnce) -> None:
    """Refuse a declaration in the future or after the last day, and a takeover that is not to come."""
    found = window_of(step)
    in_future = "Datoen ligger i fremtiden. Registrér meddelelsen, når den er givet."
    at_once.refuse("declared_on", in_future, when=lambda: given.declared_on > step.today)
    with at_once:
        if given.declared_on > found.declaration.date:
            coming = window(step.case.agreement_id, found.term.next, step.closed_days)
            passed = (
                f"Fristen for at meddele overtagelsen var den {date_in_words(found.declaration.date)} "
                f"({found.declaration.source}). Næste mulighed: {coming.sentence}."
            )
            raise InputError([("declared_on", passed)])
    with at_once:
        if given.takeover_on <= step.today:
            raise InputError([("takeover_on", "Vælg en dag efter i dag.")])
        if given.takeover_on < found.term.start:
            raise InputError([("takeover_on", f"Dagen ligger før {found.term.label}, hvis runde der bruges.")])


def departures_by(step: Step, given: Declaration) -> list[tuple[str, str, str]]:
    """Where order, request and day depart from what the agreement has: key, text (empty for none) and paragraph.

    Rule: hovedstaden-2019-2020, 4.10.
    """
    rules, council_on = regime_of(step), takeover_of(step).council_on
    found = []
    if council_on is not None:
        text = council_departure(rules, told_on=given.declared_on, council_on=council_on)
        found.append(("council_first", text, rules.council_first.source))
    if rules.request_rule.value:
        due = request_due(step.case.agreement_id, rules, given.takeover_on)
        text = request_departure(rules, told_on=given.declared_on, due=due)
        found.append(("request", text, rules.request_rule.source))
    return [*found, ("turn_of_year", turn_of_year_departure(rules, given.takeover_on), rules.turn_of_year.source)]


@operation("takeover.issue_declaration")
def issue_declaration(step: Step, _data: Data) -> Mapping[str, object]:
    """Tell the regional council, and the secretariat, which writes the declaration into the agreement."""
    region = region_of(step)
    send_declaration(step)
    point = regime_of(step).declaration_in_agreement
    step.note(
        EventKind.DOCUMENT_SENT,
        f"Overtagelsen af {names_of(step)} er meddelt {region.name}. {point.why}",
        source=point.source,
    )
    return {"preparation": "declared"}


def send_declaration(step: Step, replaces: Document | None = None) -> None:
    """Issue the declaration to the regional council and the secretariat, in place of an earlier one where given."""
    step.issue(
        lambda envelope: _declaration(step, envelope),
        to=[region_of(step), *step.organisations(Party.SECRETARIAT)],
        issuer=municipality_of(step),
        replaces=replaces,
    )


def _declaration(step: Step, envelope: Envelope) -> TakeoverDeclaration:
    takeover, rules = takeover_of(step), regime_of(step)
    deadline = shown_deadline(declaration_deadline(step))
    assert deadline is not None
    assert takeover.council_on is not None
    return TakeoverDeclaration(
        envelope=envelope,
        offers=shown_offers(step),
        parties=shown_parties(step),
        decided_on=takeover.council_on,
        takeover_on=takeover.takeover_on,
        deadline=deadline,
        rules=cited(rules.right, rules.declaration_in_agreement, rules.procedure),
        reasons=takeover.reasons,
        discussions=discussions(step),
        next_steps=NEXT_STEPS,
        departures=departures_told(step),
        declared_on=takeover.declared_on,
    )
