"""A takeover that the municipality withdraws: by whom, and until when."""

from dataclasses import dataclass

from workflows.errors import NotAllowed, Refused
from workflows.processes.calling_off import CALLING_OFF, CallingOff
from workflows.processes.step import Step
from workflows.processes.takeover.facts import municipality_of, regime_of, region_of, takeover_of
from workflows.processes.takeover.information import withdraw
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import CaseStatus, Process

UNTIL = "Indtil både kommunalbestyrelsen og regionsrådet har godkendt aftalen"


@dataclass(frozen=True)
class Withdrawal:
    """Whether the takeover can be withdrawn, by whom and until when, in words with the rule behind it."""

    possible: bool
    by: str
    until: str
    why: str
    source: str


def withdrawal_of(step: Step) -> Withdrawal:
    """Who can withdraw the takeover, and until when."""
    takeover, rules, name = takeover_of(step), regime_of(step), municipality_of(step).name
    running = step.case.status is CaseStatus.RUNNING
    if takeover.agreed_on is not None:
        why = f"Aftalen er indgået den {date_in_words(takeover.agreed_on)}, og begge råd er bundet af den."
    elif not running:
        why = "Sagen er afsluttet."
    else:
        why = "Runden i valgperioden bruges ikke, når overtagelsen trækkes tilbage."
    return Withdrawal(
        possible=running and takeover.agreed_on is None,
        by=f"{name}: sagsbehandler eller byrådssekretær",
        until=UNTIL,
        why=why,
        source=rules.right.source,
    )


def _check(step: Step) -> None:
    """Raises Refused when both councils have approved, NotAllowed for anyone but the municipality."""
    assert step.actor is not None
    if step.actor.organisation_id != municipality_of(step).id:
        raise NotAllowed(f"Det er {municipality_of(step).name}, der kan trække overtagelsen tilbage.")
    found = withdrawal_of(step)
    if not found.possible:
        text = f"Overtagelsen kan ikke længere trækkes tilbage. {found.why} Tal med {region_of(step).name}."
        raise Refused(text, rule=found.source)


CALLING_OFF[Process.TAKEOVER] = CallingOff(
    action="Træk overtagelsen tilbage",
    when=f"{UNTIL}, kan kommunen trække overtagelsen tilbage.",
    done="Overtagelsen er trukket tilbage, og alle, der var orienteret, får besked.",
    tell=withdraw,
    check=_check,
)
