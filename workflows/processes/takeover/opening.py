"""The beginning of a takeover: the parties, the deadlines of the term, what was checked."""

from collections.abc import Mapping

from workflows.errors import Refused
from workflows.processes.lookups import by_codes
from workflows.processes.operations import Data, operation
from workflows.processes.step import Step
from workflows.processes.takeover.facts import (
    declaration_deadline,
    depart,
    keep_own_steps,
    regime_of,
    request_deadline,
    takeover_of,
    transfer_deadline,
    window_of,
)
from workflows.processes.takeover.transfers import mark_if_late
from workflows.rules.takeover.registration import Verdict
from workflows.vocabulary import Direction, EventKind, Party


@operation("takeover.open_round")
def open_round(step: Step, _data: Data) -> Mapping[str, object]:
    """Give body and secretariat their parts, keep the deadlines of the term, and note what was checked."""
    takeover, rules = takeover_of(step), regime_of(step)
    _bind_bodies(step)
    declaration, _ = declaration_deadline(step), transfer_deadline(step)
    request = request_deadline(step)
    note_checks(step)
    told = takeover.declared_on
    if told is not None:
        for row in (declaration, request):
            if row is not None:
                row.met_on = told
        step.journal(Direction.IN, "Meddelelse om overtagelse, givet før sagen blev oprettet", "Kommunen")
    mark_if_late(step)
    if keep_own_steps(step) is not None:
        step.note(EventKind.STEP, rules.steps_rule.why, source=rules.steps_rule.source)
    step.note(
        EventKind.STEP,
        f"Runden er kommunens i {window_of(step).term.label}. {rules.right.why}",
        source=rules.right.source,
    )
    inform = rules.body_informed.value and takeover.discussed_on is None
    return {"declared_before": "yes" if told else "no", "inform_body": "yes" if inform else "no"}


def _bind_bodies(step: Step) -> None:
    body, secretariat = regime_of(step).body, step.agreement.secretariat
    found = by_codes(step.session, [body.code, secretariat.code], step.today)
    for party, wanted in ((Party.DISCUSSING_BODY, body), (Party.SECRETARIAT, secretariat)):
        if wanted.code not in found:
            raise Refused(f"{wanted.name} er ikke registreret. Sekretariatet skal oprette organet først.")
        step.involve(party, [found[wanted.code]])


def note_checks(step: Step) -> None:
    """Write what was checked at the registration in the history, the departures as such."""
    for check in takeover_of(step).checks:
        if check["verdict"] == Verdict.DEPARTURE:
            depart(step, check["name"], check["message"], check["source"])
        elif check["verdict"] in (Verdict.MARKED, Verdict.NOTED) and check["name"] != "transfer":
            step.note(EventKind.STEP, check["message"], source=check["source"])
    note = takeover_of(step).agreement_note
    if note:
        step.note(EventKind.STEP, note)
