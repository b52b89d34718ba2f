"""Where a case stands, in words: written at each step, so that a list never loads a process."""

from collections import Counter

from workflows.engine.runner import OpenTask, Running
from workflows.vocabulary import Party


def standing(process: Running, waiting: list[OpenTask], end_label: str) -> str:
    """One sentence: whom the case waits for and what they do; `end_label` when it has ended."""
    if process.ended:
        return end_label
    counted = Counter((task.lane, task.label) for task in waiting)
    parts = [
        f"{label} – {lane.lower()}" if number == 1 else f"{label} – {number} svar mangler"
        for (lane, label), number in counted.items()
    ]
    return "; ".join(parts)


def party_of(lane: str) -> Party:
    """The party that a lane of a diagram stands for; lanes are known by their name."""
    return next(party for party in Party if party.label == lane)
