"""What each process shows on the page of its cases, beside what all cases show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from web.brake_page import brake_page
from workflows.access.actor import Actor
from workflows.services.closing.facts import closing_facts
from workflows.services.emergency_brake.reevaluations import show_reevaluation
from workflows.services.referral.facts import referral_facts
from workflows.services.takeover.facts import takeover_facts
from workflows.vocabulary import Process


@dataclass(frozen=True)
class CasePage:
    """The facts of a process, and the templates that show them; each gets `case`, `facts` and `running`.

    `main` stands below where the case is, `short` beside it, `after` below the course. `deadlines` are those of the
    agreement, or a process's own days.
    """

    facts: Callable[[UUID, Actor], Any]
    main: str
    short: str
    after: str = ""
    deadlines: str = "cases/deadlines.html"


PAGES: dict[Process, CasePage] = {
    Process.CLOSING: CasePage(
        closing_facts, "closing/case_facts.html", "closing/case_short.html", after="closing/case_accounts.html"
    ),
    Process.EMERGENCY_BRAKE: CasePage(
        brake_page,
        "brake/case_facts.html",
        "brake/case_short.html",
        after="brake/case_work.html",
        deadlines="brake/case_deadlines.html",
    ),
    Process.REEVALUATION: CasePage(
        show_reevaluation,
        "reevaluation/case_facts.html",
        "reevaluation/case_short.html",
        after="reevaluation/case_work.html",
        deadlines="reevaluation/case_deadlines.html",
    ),
    Process.REFERRAL: CasePage(referral_facts, "referral/case_facts.html", "referral/case_short.html"),
    Process.TAKEOVER: CasePage(
        takeover_facts, "takeover/case_facts.html", "takeover/case_short.html", after="takeover/case_figures.html"
    ),
}


def case_page(process: str) -> CasePage:
    """The page of the cases of a process."""
    return PAGES[Process(process)]
