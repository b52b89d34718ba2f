"""Where a case stands, in words: written at each step, so that a list never loads a process."""

from collections import Counter

from workflows.clock import COPENHAGEN
from workflows.engine.runner import OpenTask, Running
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import Party

WAITED_FOR = {
    Party.OPERATOR: "driftsherren",
    Party.HEARING_MEMBER: "høringsparterne",
    Party.HEARING_BODY: "høringsorganet",
    Party.BUSINESS_COMMITTEE: "forretningsudvalget",
    Party.SECRETARIAT: "sekretariatet",
    Party.AUDITOR: "revisoren",
    Party.MUNICIPALITY: "kommunen",
    Party.REGION: "regionen",
    Party.DISCUSSING_BODY: "det drøftende organ",
    Party.DECIDING_BODY: "det besluttende organ",
    Party.REQUESTED: "de adspurgte",
    Party.ADMINISTRATIVE_BODY: "det administrative organ",
    Party.POLITICAL_BODY: "det politiske organ",
    Party.TASK_FORCE: "taskforcen",
    Party.CENTRE: "kommunikationscentret",
    Party.ACTING_MUNICIPALITY: "handlekommunen",
}
"""The parties for which a diagram has a lane, as a sentence names them."""


def standing(process: Running, waiting: list[OpenTask], end_label: str) -> str:
    """One sentence: whom the case waits for and what they do; `end_label` when it has ended."""
    if process.ended:
        return end_label
    counted = Counter((party_of(task.lane), task.label) for task in waiting)
    parts = [
        f"Afventer {WAITED_FOR[party]}: {label}{f' ({number} mangler)' if number > 1 else ''}"
        for (party, label), number in counted.items()
    ]
    return "; ".join(parts) or _awaited(process)


def _awaited(process: Running) -> str:
    """The next moment that the case waits for, where it waits for nobody."""
    moments = [timer.due_at for timer in process.waiting_timers()]
    return f"Afventer den {date_in_words(min(moments).astimezone(COPENHAGEN))}" if moments else ""


def party_of(lane: str) -> Party:
    """The party that a lane of a diagram stands for; lanes are known by their name."""
    return next(party for party in Party if party.label == lane)
