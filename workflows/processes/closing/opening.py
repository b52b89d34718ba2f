"""The beginning of a closing: which regime applies, and who is told of the possibility."""

from collections.abc import Mapping

from db.models.organisation import Organisation
from workflows.documents.closing import ClosingMessage, PossibleClosing
from workflows.documents.envelope import Envelope
from workflows.errors import Refused
from workflows.processes.closing.facts import (
    affected,
    cited,
    closing_of,
    economy,
    flow_of,
    operator_council,
    shown_offer,
    yes_no,
)
from workflows.processes.lookups import by_codes, members_of, municipalities_of
from workflows.processes.operations import Data, operation
from workflows.processes.step import Step
from workflows.rules.agreement_types import Agreement, HearingForm, ToldTo
from workflows.vocabulary import EventKind, Party


@operation("closing.find_regime")
def find_regime(step: Step, _data: Data) -> Mapping[str, object]:
    """Find the bodies of the agreement and the points in which its course differs from others'."""
    bind_bodies(step)
    flow = flow_of(step)
    regime = regime_data(step)
    members: list[Organisation] = []
    if flow.hearing.value is not HearingForm.NOTIFY_ONLY:
        body = step.organisation(Party.HEARING_BODY)
        assert body is not None
        members = members_of(step.session, body.id, step.today)
        if not members:
            raise Refused(
                f"{body.name} har ingen medlemmer. Sekretariatet skal registrere dem, før sagen kan oprettes.",
                rule=flow.hearing.source,
            )
    step.note(EventKind.STEP, f"Sagen følger {step.agreement.title}. {flow.hearing.why}", source=flow.hearing.source)
    hearing = yes_no(bool(members))
    return {**regime, "hearing": hearing, "hearing_members": [str(member.id) for member in members]}


def regime_data(step: Step) -> dict[str, object]:
    """What gateways and tables read of the agreement's course."""
    flow, closing = flow_of(step), closing_of(step)
    asked = flow.account_only_with_consequences.value
    return {
        "account_rounds": flow.account_rounds.value.value,
        "consequences": yes_no(not asked or closing.consequences_for_others is not False),
        "transition": yes_no(flow.transition_planning.value),
        "committee_first": yes_no(flow.business_committee_first.value),
        "body_treats_final": yes_no(flow.body_treats_final.value),
        "audit": yes_no(flow.audit.value),
    }


def bodies_of(agreement: Agreement) -> dict[Party, str]:
    """The codes of the bodies and the secretariat that the agreement gives a part in a closing."""
    bodies = {Party.HEARING_BODY: agreement.hearing_body, Party.SECRETARIAT: agreement.secretariat}
    if agreement.business_committee is not None:
        bodies[Party.BUSINESS_COMMITTEE] = agreement.business_committee
    return {party: body.code for party, body in bodies.items()}


def bind_bodies(step: Step) -> None:
    """Give the bodies and the secretariat of the agreement their part in the case. Raises Refused for a missing one."""
    wanted = bodies_of(step.agreement)
    present = {row.organisation.code: row.organisation for row in step.parties} | step.known.get(Organisation, {})
    if missing := set(wanted.values()) - present.keys():
        present |= by_codes(step.session, missing, step.today)
    for party, code in wanted.items():
        if code not in present:
            raise Refused(f"Organet »{code}« er ikke registreret. Sekretariatet skal oprette det først.")
        step.involve(party, [present[code]])


@operation("closing.notify_possible_closing")
def notify_possible_closing(step: Step, _data: Data) -> None:
    """Tell acting and paying municipalities, the business committee where it is to be told, and by the
    agreement all municipalities of the region and other buyers."""
    flow, closing = flow_of(step), closing_of(step)
    buyers = affected(step)
    committee = step.organisations(Party.BUSINESS_COMMITTEE) if closing.consequences_for_others else []
    if receivers := buyers + committee:
        step.issue(lambda envelope: _possible_closing(step, envelope), to=receivers, issuer=step.operator())
    if flow.told_to.value is ToldTo.REGION:
        region = municipalities_of(step.session, step.agreement.region_code, step.today)
        told = _without(step.operator(), region + buyers)
        step.involve(Party.REGION_MUNICIPALITY, _without(step.operator(), region))
        step.issue(
            lambda envelope: _closing_message(step, envelope),
            to=told,
            issuer=step.operator(),
            group="Alle kommuner i regionen og øvrige brugerkommuner",
        )
    step.note(
        EventKind.STEP,
        "Handle- og betalingskommuner er orienteret om en mulig lukning",
        source=flow.told_to.source,
    )


def _without(operator: Organisation, organisations: list[Organisation]) -> list[Organisation]:
    unique = {organisation.id: organisation for organisation in organisations if organisation.id != operator.id}
    return sorted(unique.values(), key=lambda organisation: organisation.name)


def _possible_closing(step: Step, envelope: Envelope) -> PossibleClosing:
    closing, flow = closing_of(step), flow_of(step)
    return PossibleClosing(
        envelope=envelope,
        offer=shown_offer(step),
        reasons=closing.reasons,
        economy=economy(step),
        decided_by=operator_council(step.operator()),
        rules=cited(flow.hearing, flow.told_to),
        expected_decision=closing.expected_decision_on,
        next_steps=(flow.hearing.why,),
    )


def _closing_message(step: Step, envelope: Envelope) -> ClosingMessage:
    closing, flow = closing_of(step), flow_of(step)
    heard = flow.hearing.value is not HearingForm.NOTIFY_ONLY
    return ClosingMessage(
        envelope=envelope,
        offer=shown_offer(step),
        reasons=closing.reasons,
        economy=economy(step),
        hearing_body=step.agreement.hearing_body.name if heard else "",
        hearing_deadline=closing.hearing_deadline if heard else None,
        rules=cited(flow.told_to),
        expected_decision=closing.expected_decision_on,
    )
