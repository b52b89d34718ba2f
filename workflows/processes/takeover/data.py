"""The data that a municipality asks the region for, and the figures that the region delivers."""

from collections.abc import Mapping
from typing import Any, Literal

from db.models.case import Task
from db.models.request import Request
from workflows.documents.envelope import DeadlineShown, Envelope
from workflows.documents.takeover import TakeoverDataRequest
from workflows.processes.operations import answers_to
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.request import REQUESTS, Asked
from workflows.processes.step import Step
from workflows.processes.takeover.facts import (
    cited,
    municipality_of,
    names_of,
    regime_of,
    region_of,
    shown_offers,
    shown_parties,
    takeover_of,
)
from workflows.processes.takeover.figure_answers import ShareAnswers, TransferAnswers
from workflows.processes.takeover.figures import checked_shares, keep_account
from workflows.rules.calendar import last_working_day
from workflows.vocabulary import Direction, EventKind, TakeoverFigures

DATA_ITEMS = {
    "accounts": "Regnskaber og akkumuleret resultat for den økonomiske enhed, tilbuddene er en del af",
    "budgets": "Budget for hver enhed i den økonomiske enhed",
    "holdings": "Aktiver og passiver, herunder ejendommenes værdi",
    "staff": "Medarbejdere, herunder tjenestemænd, og pensionsforpligtelser",
    "users": "Pladser og borgere fordelt på handlekommuner",
    "contracts": "Løbende kontrakter",
}
"""What the region can be asked for, by key."""
ASKED_FOR = "asked for"


class DataWanted(Answers):
    """What the municipality asks for, and by when; or that it goes on without."""

    wanted: Literal["yes", "no"]
    deadline: Day | None = None
    items: list[str] = []
    remarks: str = ""


class FiguresDelivered(Answers):
    """The region's figures for the decision."""

    shares: list[ShareAnswers]
    transfer: TransferAnswers = TransferAnswers()
    seen_warnings: bool = False


@answers_to("task_ask_for_data")
def ask_for_data(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Ask the region for the data that the municipality needs, or go on without.

    Raises InputError without something to ask for and a deadline after today.
    """
    at_once = AtOnce()
    given = at_once.read(DataWanted, answers)
    at_once.refuse(
        "deadline",
        "Skriv en frist efter i dag.",
        when=lambda: given.wanted == "yes" and (given.deadline is None or given.deadline <= step.today),
    )
    at_once.refuse(
        "items",
        "Vælg mindst ét af de punkter, der kan bedes om.",
        when=lambda: given.wanted == "yes" and (not given.items or not set(given.items) <= DATA_ITEMS.keys()),
    )
    at_once.tell()
    if given.wanted == "no":
        return {"data_wanted": "no"}
    assert given.deadline is not None
    items = [DATA_ITEMS[key] for key in DATA_ITEMS if key in given.items]
    step.known[ASKED_FOR] = (*items, given.remarks) if given.remarks else tuple(items)
    return {
        "data_wanted": "yes",
        "request_matter": "takeover_data",
        "requested": [str(region_of(step).id)],
        "request_deadline": given.deadline.isoformat(),
    }


@answers_to("task_deliver_figures")
def deliver_figures(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the figures that the region delivers for the decision.

    Raises InputError for figures that can't stand, and for contradictions that nobody has looked at.
    """
    at_once = AtOnce()
    given = at_once.read(FiguresDelivered, answers)
    computed = checked_shares(step, given, at_once, agreed=False)
    at_once.tell()
    keep_account(step, TakeoverFigures.DATA, computed, transfer=given.transfer.model_dump(mode="json"))
    region = region_of(step).name
    step.note(EventKind.STEP, f"{region} har indtastet regnskabstal for {names_of(step)}")
    step.journal(Direction.IN, "Regnskabstal til brug for overtagelse", region)
    return {}


def _items(step: Step) -> tuple[str, ...]:
    """What was asked for in this very step; the request keeps it."""
    items: tuple[str, ...] = step.known[ASKED_FOR]
    return items


def _letter(step: Step, request: Request, items: tuple[str, ...], envelope: Envelope) -> TakeoverDataRequest:
    rules = regime_of(step)
    working = last_working_day(request.deadline, step.closed_days)
    return TakeoverDataRequest(
        envelope=envelope,
        offers=shown_offers(step),
        parties=shown_parties(step),
        purpose=takeover_of(step).reasons,
        items=items,
        how_to_answer="Svar i Rammesag: vedhæft materialet, og indtast regnskabstallene for enheden.",
        rules=cited(rules.right, rules.procedure),
        deadline=DeadlineShown(
            "Svar på anmodningen",
            request.deadline,
            working,
            "Fristen er sat af kommunen; aftalen sætter ingen.",
            rules.procedure.source,
        ),
        takeover_on=takeover_of(step).takeover_on,
    )


REQUESTS["takeover", "takeover_data"] = Asked(
    title="Oplysninger til brug for overtagelse",
    items=_items,
    issuer=municipality_of,
    letter=_letter,
)
